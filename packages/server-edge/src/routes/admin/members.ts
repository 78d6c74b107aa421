import type { Handler } from 'hono';
import type {
  WireDeactivatedAgent,
  WireManagedAgent,
  WireManagedAgentResponse,
  WireManagedAgents,
  WireTelegramLink,
} from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { ManagedAgentRow } from '../../db/admin/members-db.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveTelegram } from '../../drive-deliveries.ts';
import { managedAgentCallSchema, managedAgentChangeSchema } from '../../schemas/admin/team.ts';
import { agentLink } from '../../telegram/agent-link.ts';
import { toMember } from '../agent/identity.ts';
import { readBody } from '../read-input.ts';
import { createInvitationToken } from './invitation-token.ts';
import { picked } from './picked.ts';
import { requireBot } from './require-bot.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET admin-config/agents` */
export function getAgents({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const agents = await db.listMembers(c.get('admin'));
    return c.json({ agents: agents.map(toManagedAgent) } satisfies WireManagedAgents);
  };
}

/** `PUT admin-config/agent` */
export function putAgent({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { agent_id, version, ...change } = await readBody(c, managedAgentChangeSchema);
    return c.json(oneAgent(await db.updateAgent({ actor, agentId: agent_id, change, version })));
  };
}

/** `POST admin-config/agent/deactivate`: Telegram shows at once that their conversations wait for somebody. */
export function postDeactivation(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { agent_id } = await readBody(c, managedAgentCallSchema);
    const { agent, released } = await deps.db.deactivateAgent({ actor, agentId: agent_id });
    driveTelegram(deps);
    return c.json({ agent: toManagedAgent(agent), released } satisfies WireDeactivatedAgent);
  };
}

/** `POST admin-config/agent/activate` */
export function postActivation({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { agent_id } = await readBody(c, managedAgentCallSchema);
    return c.json(oneAgent(await db.activateAgent({ actor, agentId: agent_id })));
  };
}

/** `POST admin-config/agent/telegram-link` */
export function postTelegramLink(deps: Pick<SupportDeps, 'db' | 'bot' | 'randomBytes'>): Handler<AppEnv> {
  return async (c) => {
    const { username } = requireBot(deps);
    const { actor } = c.get('admin');
    const { agent_id } = await readBody(c, managedAgentCallSchema);
    const { token, hash } = await createInvitationToken(deps.randomBytes);
    const { expires_at } = await deps.db.createTelegramLink({ actor, agentId: agent_id, tokenHash: hash });
    return c.json({ link: agentLink(username, token), expires_at } satisfies WireTelegramLink);
  };
}

function oneAgent(row: ManagedAgentRow): WireManagedAgentResponse {
  return { agent: toManagedAgent(row) };
}

function toManagedAgent(row: ManagedAgentRow): WireManagedAgent {
  return {
    ...toMember(row),
    has_account: row.user_id !== null,
    has_started_bot: row.dm_started,
    ...picked(row, [
      'telegram_username',
      'locale',
      'presence',
      'snoozed_until',
      'last_seen_at',
      'created_at',
      'updated_at',
      'version',
    ]),
  };
}
