import type { AgentSnapshot } from './agent-snapshot.ts';

/** What a client shows before anything has happened. */
export const EMPTY_AGENT_SNAPSHOT: AgentSnapshot = Object.freeze<AgentSnapshot>({
  status: Object.freeze({ name: 'starting' }),
  me: null,
  connection: 'idle',
  presence: null,
  inbox: Object.freeze<AgentSnapshot['inbox']>({
    filter: Object.freeze({ scope: 'mine' }),
    conversations: Object.freeze([]),
    hasMore: false,
    isSearchPaused: false,
    isLoading: false,
    error: null,
    counts: null,
  }),
  thread: null,
  team: null,
  cannedResponses: null,
  live: null,
  outbox: Object.freeze({ waiting: 0, failed: 0 }),
  storage: 'persistent',
});
