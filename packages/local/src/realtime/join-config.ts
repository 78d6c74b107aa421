/** What a `phx_join` asked for. */
export interface JoinConfig {
  readonly isPrivate: boolean;
  /** Whether the sender wants a reply to each broadcast. */
  readonly ack: boolean;
  /** Whether the sender wants its own broadcasts back. */
  readonly self: boolean;
  readonly wantsReplicationNotice: boolean;
  readonly replay: ReplayRequest;
  readonly presence: { readonly isEnabled: boolean; readonly key: string | undefined };
  readonly wantsPostgresChanges: boolean;
  /** `undefined` when the channel is to use the connection's own key. */
  readonly accessToken: string | undefined;
}

export type ReplayRequest =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'since'; readonly sinceMs: number; readonly limit: number };

/** The server sends no more at once, and as many when the client does not say. */
const REPLAY_LIMIT = 25;

/** Reads a join payload as leniently as the server: what it does not understand has its default. */
export function parseJoinConfig(payload: unknown): JoinConfig {
  const config = field(payload, 'config');
  const broadcast = field(config, 'broadcast');
  const presence = field(config, 'presence');
  const changes = field(config, 'postgres_changes');
  const key = field(presence, 'key');
  return {
    isPrivate: flag(field(config, 'private'), false),
    ack: flag(field(broadcast, 'ack'), false),
    self: flag(field(broadcast, 'self'), false),
    wantsReplicationNotice: flag(field(broadcast, 'replication_ready'), false),
    replay: parseReplay(field(broadcast, 'replay')),
    presence: {
      isEnabled: flag(field(presence, 'enabled'), true),
      key: typeof key === 'string' && key !== '' ? key : undefined,
    },
    wantsPostgresChanges: Array.isArray(changes) && changes.length > 0,
    accessToken: parseToken(field(payload, 'user_token')) ?? parseToken(field(payload, 'access_token')),
  };
}

/** Publishable and secret keys are not tokens: the server goes on with what the connection brought. */
export function parseToken(value: unknown): string | undefined {
  return typeof value === 'string' && !value.startsWith('sb_') ? value : undefined;
}

function parseReplay(value: unknown): ReplayRequest {
  if (value === undefined || value === null) return { kind: 'none' };
  const since = field(value, 'since');
  const limit = field(value, 'limit') ?? REPLAY_LIMIT;
  if (typeof since !== 'number' || !Number.isSafeInteger(since)) return { kind: 'invalid' };
  if (typeof limit !== 'number' || !Number.isSafeInteger(limit) || limit < 1) return { kind: 'invalid' };
  return { kind: 'since', sinceMs: since, limit: Math.min(limit, REPLAY_LIMIT) };
}

function flag(value: unknown, otherwise: boolean): boolean {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : otherwise;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
