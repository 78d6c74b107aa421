import { randomUUID } from 'node:crypto';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { SUPPORT_WORKSPACE } from '../../../local/src/telegram/simulator/seed-support-workspace.ts';
import type { TelegramSimulator } from '../../../local/src/telegram/simulator/telegram-simulator.ts';

/** A group of the team, for everybody or for one department. */
export interface VirtualGroup {
  readonly chatId: number;
  readonly mode: 'topics' | 'claims';
  readonly departmentId: string | undefined;
}

const { forumId, mika } = SUPPORT_WORKSPACE;

/** Makes a department with a group of its own. One that claims has a basic group, which may become a supergroup some day. */
export async function addGroup(
  { simulator, database }: { readonly simulator: TelegramSimulator; readonly database: LocalDatabase },
  mode: VirtualGroup['mode'],
  name: string,
): Promise<VirtualGroup> {
  const { workspace } = simulator.control;
  const { id: chatId } = workspace.createGroup(
    mode === 'topics' ? { title: name, isForum: true } : { title: name, kind: 'group' },
  );
  workspace.setMember({ chatId, userId: mika, status: 'administrator' });
  workspace.setMember({ chatId, userId: simulator.control.overview().bot.id, status: 'administrator', by: mika });
  const departmentId = randomUUID();
  await database.query(
    `insert into support.departments (id, organization_id, name, position)
     select $1, organization_id, $2, 1 from support.telegram_chats where chat_id = $3`,
    [departmentId, name, forumId],
  );
  await database.query(
    `insert into support.telegram_chats (chat_id, organization_id, mode, department_id, title)
     select $1, organization_id, $2, $3, $4 from support.telegram_chats where chat_id = $5`,
    [chatId, mode, departmentId, name, forumId],
  );
  return { chatId, mode, departmentId };
}
