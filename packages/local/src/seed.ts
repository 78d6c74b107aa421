import { readFile } from 'node:fs/promises';
import type { LocalDatabase } from './database/local-database.ts';

/** How the demo organization answers: in which Telegram group, in which way, and who is known to answer there. */
export interface SupportGroup {
  readonly chatId: number;
  readonly mode: 'topics' | 'claims';
  readonly agents: readonly SeededAgent[];
}

export interface SeededAgent {
  /** Null for somebody who answers on the web only. */
  readonly telegramUserId: number | null;
  readonly name: string;
  readonly role: 'owner' | 'admin' | 'agent';
  /** The bot may write to them first. */
  readonly hasStartedBot: boolean;
}

const SEED = new URL('../sql/seed/harbor-goods.sql', import.meta.url);
/** The organization of the demo site. */
export const DEMO_ORGANIZATION_ID = '5eed0000-0000-4000-8000-000000000001';

/** Key of the widget on the demo site. */
export const DEMO_WIDGET_KEY = 'wk_demo';

/** Makes sure that the demo organization exists and answers in the given group. */
export async function seedDemoOrganization(database: LocalDatabase, group: SupportGroup): Promise<void> {
  await database.execute(await readFile(SEED, 'utf8'));
  await database.batch([
    {
      text: 'delete from support.telegram_chats where organization_id = $1 and department_id is null and chat_id <> $2',
      parameters: [DEMO_ORGANIZATION_ID, group.chatId],
    },
    {
      // Who was made for another Telegram (the simulator's people, for the real one) is not there any more.
      text: `update support.agents set is_active = false
             where organization_id = $1 and id::text like '5eed%' and id <> all($2::uuid[])`,
      parameters: [DEMO_ORGANIZATION_ID, group.agents.map(({ telegramUserId }) => seededId(telegramUserId))],
    },
    ...group.agents.map(({ telegramUserId, name, role, hasStartedBot }) => ({
      // Somebody who was found in the group before has another id; somebody without Telegram has nothing else.
      text: `insert into support.agents (id, organization_id, telegram_user_id, name, dm_started, user_id, email, role)
             values ($5, $1, $2, $3, $4, $5, $6, $7)
             on conflict ${telegramUserId === null ? '(id)' : '(organization_id, telegram_user_id)'} do update set is_active = true,
               role = case when exists (
                 select from support.agents owner
                 where owner.organization_id = $1 and owner.role = 'owner' and owner.is_active
               ) then agents.role else excluded.role end,
               user_id = coalesce(agents.user_id, excluded.user_id), email = coalesce(agents.email, excluded.email)`,
      parameters: [
        DEMO_ORGANIZATION_ID,
        telegramUserId,
        name,
        hasStartedBot,
        seededId(telegramUserId),
        `${name.toLowerCase()}@harbor-goods.example`,
        role,
      ],
    })),
    {
      text: `insert into support.telegram_chats (chat_id, organization_id, mode) values ($1, $2, $3)
             on conflict (chat_id) do update set mode = excluded.mode, state = 'active'`,
      parameters: [group.chatId, DEMO_ORGANIZATION_ID, group.mode],
    },
  ]);
}

/** Recognizable as made here, and the same at every start. */
function seededId(telegramUserId: number | null): string {
  return `5eed0000-0000-4000-8000-${String(telegramUserId ?? 1).padStart(12, '0')}`;
}
