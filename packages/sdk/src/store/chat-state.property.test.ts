import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aConversation, aMessage, aReply } from '../../testing/wire-samples.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { WireSync } from '../protocol/sync.ts';
import { type ChatEventMap, tellChanges } from '../events.ts';
import {
  type ChatAction,
  conversationCame,
  initialChatState,
  isBehind,
  messageCame,
  messageSent,
  olderLoaded,
  read,
  synced,
  visitorChanged,
} from './chat-reducer.ts';
import { select, type Selection } from './selectors.ts';

/** One thing that happens: on the server, on the way, or here. Numbers pick one of what there is. */
type Step =
  | { readonly type: 'write' | 'reply' | 'system' | 'note' | 'deliver' | 'see' }
  | { readonly type: 'edit' | 'remove' | 'hear' | 'answer' | 'markRead'; readonly pick: number }
  | { readonly type: 'ask' | 'older' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('write', 'reply', 'reply', 'system', 'note', 'deliver', 'see').map((type) => ({ type })),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('edit', 'remove', 'hear', 'hear', 'answer', 'markRead'),
      pick: fc.nat(99),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom('ask', 'ask', 'older').map((type) => ({ type })) },
) as fc.Arbitrary<Step>;

const AVAILABILITY = { status: 'online', agents: [], reply_time_seconds: null } as const;
const FIRST_PAGE = 5;
const OLDER_PAGE = 3;
const SYNC_LIMIT = 4;

/** The conversation on the server, and everything that it has said of it so far. */
class Model {
  conversation: WireConversation = aConversation({ revision: 0, last_seq: 0 });
  messages: WireMessage[] = [];
  readonly events: ChatAction[] = [];

  #touch(change: Partial<WireConversation>): number {
    this.conversation = { ...this.conversation, ...change, revision: this.conversation.revision + 1 };
    return this.conversation.revision;
  }

  add(kind: 'write' | 'reply' | 'system' | 'note'): void {
    const seq = this.conversation.last_seq + 1;
    const revision = this.#touch({ last_seq: seq });
    if (kind === 'note') return; // numbers that visitors never see
    const sender = { kind: 'system', name: null, avatar_url: null } as const;
    const make = kind === 'reply' ? aReply : aMessage;
    const message = make(seq, { revision, ...(kind === 'system' && { sender }) });
    this.messages.push(message);
    this.events.push(kind === 'write' ? messageSent(message, []) : messageCame(message));
  }

  change(pick: number, how: (message: WireMessage) => Partial<WireMessage>): void {
    const index = pick % Math.max(1, this.messages.length);
    const message = this.messages[index];
    if (!message) return;
    const changed = { ...message, ...how(message), revision: this.#touch({}) };
    this.messages[index] = changed;
    this.events.push(messageCame(changed));
  }

  mark(change: Partial<WireConversation>): void {
    this.#touch(change);
    this.events.push(conversationCame(this.conversation));
  }

  sync(cursor: number): WireSync {
    const { conversation } = this;
    const base = { conversation, availability: AVAILABILITY };
    if (cursor === 0) return { ...base, messages: this.messages.slice(-FIRST_PAGE), has_more: false };
    const changed = this.messages.filter(({ revision }) => revision > cursor).sort((a, b) => a.revision - b.revision);
    const messages = changed.slice(0, SYNC_LIMIT);
    return { ...base, messages, has_more: changed.length > messages.length };
  }
}

/** Plays the steps; after each, the view that was made from the one before is what a new one would be. */
function play(steps: readonly Step[]): {
  readonly model: Model;
  readonly last: Selection;
  readonly received: string[];
} {
  const model = new Model();
  const answers: ChatAction[] = [];
  const received: string[] = [];
  let state = visitorChanged('ana', true)(initialChatState);
  let last = select(state, null);
  const hear = (action: ChatAction | undefined): void => {
    if (!action) return;
    state = action(state);
    const before = last;
    last = select(state, before);
    assert.deepEqual(last.snapshot, select(state, null).snapshot);
    tellChanges(before, last, (type, event) => {
      if (type === 'message:received') received.push((event as ChatEventMap['message:received']).message.id);
    });
  };
  const pickOf = <Item>(items: readonly Item[], pick: number): Item | undefined =>
    items[pick % Math.max(1, items.length)];

  const loadOlder = (): void => {
    const oldest = state.messages[0]?.seq ?? Infinity;
    const before = model.messages.filter(({ seq }) => seq < oldest);
    if (state.hasOlderMessages) hear(olderLoaded('c', before.slice(-OLDER_PAGE), before.length > OLDER_PAGE));
  };

  for (const one of steps) {
    switch (one.type) {
      case 'write':
      case 'reply':
      case 'system':
      case 'note':
        model.add(one.type);
        break;
      case 'deliver':
        model.mark({ delivered_seq: model.conversation.last_seq });
        break;
      case 'see':
        model.mark({ seen_seq: model.conversation.last_seq, delivered_seq: model.conversation.last_seq });
        break;
      case 'edit':
        model.change(one.pick, ({ text }) => ({ text: `${text}!` }));
        break;
      case 'remove':
        model.change(one.pick, () => ({ text: '', deleted_at: '2026-01-05T09:30:00Z' }));
        break;
      case 'hear':
        hear(pickOf(model.events, one.pick));
        break;
      case 'ask':
        answers.push(synced(model.sync(state.cursor), state.cursor === 0));
        break;
      case 'answer':
        hear(pickOf(answers, one.pick));
        break;
      case 'older':
        loadOlder();
        break;
      case 'markRead': {
        const seq = pickOf(state.messages, one.pick)?.seq;
        if (seq === undefined || seq <= state.readSeq) break;
        hear(read('c', seq));
        model.mark({ visitor_read_seq: Math.max(seq, model.conversation.visitor_read_seq) });
        break;
      }
    }
  }
  for (let hasMore = true; hasMore;) {
    const sync = model.sync(state.cursor);
    hear(synced(sync, state.cursor === 0));
    hasMore = sync.has_more;
  }
  while (state.hasOlderMessages) loadOlder();
  return { model, last, received };
}

describe('what the client knows', () => {
  it('is what the server knows in the end, in whatever order, how often and by which way it came', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const { model, last } = play(steps);
        const { state, snapshot } = last;
        assert.deepEqual(state.messages, model.messages);
        assert.deepEqual(state.conversation, model.conversation);
        assert.equal(isBehind(state), false);
        const unread = state.messages.filter(
          ({ sender, seq, deleted_at: deletedAt }) =>
            sender.kind === 'agent' && seq > state.readSeq && deletedAt === null,
        );
        assert.equal(snapshot.unreadCount, unread.length);
        assert.ok(state.readSeq >= model.conversation.visitor_read_seq);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is told once per message of others', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const { model, received } = play(steps);
        const foreign = model.messages.filter(({ sender }) => sender.kind !== 'visitor').map(({ id }) => id);
        assert.deepEqual([...received].sort(), foreign.filter((id) => received.includes(id)).sort());
      }),
      { numRuns: 500 },
    );
  });
});
