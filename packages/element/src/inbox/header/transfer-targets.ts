import type { AgentConversation, AgentIdentity, AgentTeam, TeamFigures } from '@support-chat/sdk/agent';

export interface TransferChoice {
  /** `agent:<id>` or `department:<id>`. */
  readonly key: string;
  readonly name: string;
  /** Undefined: no person. */
  readonly avatarUrl?: string | null;
  /** Null: not known. */
  readonly presence: 'online' | 'away' | 'offline' | null;
  /** How many conversations they have; null: not known. */
  readonly open: number | null;
}

const ORDER = { online: 0, away: 1, offline: 2 } as const;

/** Everybody a conversation can go to: who is there first, then by how little they have to do. */
export function transferTargets(
  team: AgentTeam | null,
  live: TeamFigures | null,
  me: AgentIdentity | null,
  { agent, departmentId }: Pick<AgentConversation, 'agent' | 'departmentId'>,
): { readonly colleagues: readonly TransferChoice[]; readonly departments: readonly TransferChoice[] } {
  const colleagues = (team?.agents ?? [])
    .filter(({ id, isActive }) => isActive && id !== me?.agent.id && id !== agent?.id)
    .map(({ id, name, avatarUrl }) => {
      const figures = live?.agents.find(({ agentId }) => agentId === id);
      return { key: `agent:${id}`, name, avatarUrl, presence: figures?.presence ?? null, open: figures?.open ?? null };
    })
    .sort(
      (first, second) =>
        ORDER[first.presence ?? 'offline'] - ORDER[second.presence ?? 'offline'] ||
        (first.open ?? 0) - (second.open ?? 0) ||
        first.name.localeCompare(second.name),
    );
  const departments = (team?.departments ?? [])
    .filter(({ id, isActive }) => isActive && id !== departmentId)
    .map(({ id, name }) => ({ key: `department:${id}`, name, presence: null, open: null }));
  return { colleagues, departments };
}
