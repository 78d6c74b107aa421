import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

export type PresencePayload = Readonly<Record<string, unknown>>;

/** One tracked channel: its payload under a `phx_ref` that changes with every update. */
export type PresenceMeta = PresencePayload & { readonly phx_ref: string; readonly phx_ref_prev?: string };

/** Who is there, by presence key. Two tabs with one key are two metas. */
export type PresenceState = Readonly<Record<string, { readonly metas: readonly PresenceMeta[] }>>;

export interface PresenceDiff {
  readonly joins: PresenceState;
  readonly leaves: PresenceState;
}

interface Tracked {
  readonly key: string;
  readonly payload: PresencePayload;
  readonly meta: PresenceMeta;
}

/** Who is present on one topic. Members are the channels that track; each has at most one meta. */
export class TopicPresence<Member extends object> {
  readonly #tracked = new Map<Member, Tracked>();

  /** Tracks or updates; `undefined` when nothing changed. An update is a leave and a join at once. */
  track(member: Member, key: string, payload: PresencePayload): PresenceDiff | undefined {
    const previous = this.#tracked.get(member);
    if (previous !== undefined && isDeepStrictEqual(previous.payload, payload)) return undefined;
    const meta: PresenceMeta = {
      phx_ref: randomBytes(12).toString('base64url'),
      ...(previous === undefined ? {} : { phx_ref_prev: previous.meta.phx_ref }),
      ...payload,
    };
    this.#tracked.set(member, { key, payload, meta });
    return { joins: stateOf(key, meta), leaves: previous === undefined ? {} : stateOf(key, previous.meta) };
  }

  /** `undefined` when the member was not tracked. */
  untrack(member: Member): PresenceDiff | undefined {
    const previous = this.#tracked.get(member);
    if (previous === undefined) return undefined;
    this.#tracked.delete(member);
    return { joins: {}, leaves: stateOf(previous.key, previous.meta) };
  }

  state(): PresenceState {
    const state: Record<string, { metas: PresenceMeta[] }> = {};
    for (const { key, meta } of this.#tracked.values()) (state[key] ??= { metas: [] }).metas.push(meta);
    return state;
  }
}

function stateOf(key: string, meta: PresenceMeta): PresenceState {
  return { [key]: { metas: [meta] } };
}
