import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';

/** Ids of a team that does not exist yet. */
export interface Team {
  readonly organization: string;
  readonly widget: string;
  /** Ids, by the name of the agent; they are 7001, 7002, … in Telegram. */
  readonly agents: Readonly<Record<string, string>>;
}

/** An organization with a widget, agents, and a group in Telegram with the mode given; default: a topic for each visitor. */
export async function foundTeam(
  database: LocalDatabase,
  { organization, widget, agents }: Team,
  mode: 'topics' | 'claims' = 'topics',
): Promise<void> {
  await database.batch([
    { text: `insert into support.organizations (id, name) values ($1, 'Harbor Goods')`, parameters: [organization] },
    {
      text: `insert into support.widgets (id, organization_id, key, name) values ($1, $2, 'wk_harbor', 'Harbor')`,
      parameters: [widget, organization],
    },
    ...Object.entries(agents).map(([name, id], index) => ({
      text: `insert into support.agents (id, organization_id, telegram_user_id, name) values ($1, $2, $3, $4)`,
      parameters: [id, organization, 7001 + index, name],
    })),
    {
      text: `insert into support.telegram_chats (chat_id, organization_id, mode) values (-1001, $1, $2)`,
      parameters: [organization, mode],
    },
  ]);
}
