import type { Handler } from 'hono';
import type { WireTeam, WireTeamDepartment, WireTeamIdentity, WireTeamMember } from '@support-chat/sdk/protocol/agent';
import type { AppEnv } from '../../app-env.ts';
import type { DepartmentRow, TeamMemberRow } from '../../db/inbox-db.ts';
import type { SupportDeps } from '../../deps.ts';
import { agentScope } from './agent-scope.ts';

/** `GET agent/me`: asked of the database each time, since it says what the agent may do. */
export function getMe({ db, config }: Pick<SupportDeps, 'db' | 'config'>): Handler<AppEnv> {
  return async (c) => {
    const { userId, organizationId } = c.get('agent');
    const first = await db.findAgent({ userId });
    const isFirst = first.organization.id === organizationId;
    const { agent, organization } = isFirst ? first : await db.findAgent({ userId, organizationId });
    return c.json({
      agent: toMember(agent),
      organization,
      organizations: first.organizations,
      realtime: {
        url: config.realtime.url,
        api_key: config.realtime.apiKey,
        topic: `support:org:${organizationId}`,
      },
    } satisfies WireTeamIdentity);
  };
}

/** `GET agent/team` */
export function getTeam({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const scope = agentScope(c);
    const [agents, departments] = await Promise.all([db.listTeam(scope), db.listDepartments(scope)]);
    const team = { agents: agents.map(toMember), departments: departments.map(toDepartment) };
    return c.json(team satisfies WireTeam);
  };
}

/** `GET agent/stats` */
export function getStats({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => c.json(await db.getLiveState(agentScope(c)));
}

export function toMember({ telegram_user_id, ...row }: TeamMemberRow): WireTeamMember {
  return {
    id: row.id,
    name: row.name,
    avatar_url: row.avatar_url,
    email: row.email,
    role: row.role,
    is_active: row.is_active,
    skills: row.skills,
    languages: row.languages,
    department_ids: row.department_ids,
    max_concurrent_chats: row.max_concurrent_chats,
    is_in_telegram: telegram_user_id !== null,
  };
}

function toDepartment({ id, name, description, is_active, agent_ids }: DepartmentRow): WireTeamDepartment {
  return { id, name, description, is_active, agent_ids };
}
