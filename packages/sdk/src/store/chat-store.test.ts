import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { aConversation, aMessage, aReply, aSync, CONFIG } from '../../testing/wire-samples.ts';
import { settle } from '../../testing/settle.ts';
import { ChatError } from '../errors.ts';
import { type ChatEventMap, tellChanges } from '../events.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import {
  configLoaded,
  conversationCame,
  failed,
  historyLoading,
  messageCame,
  messageSent,
  olderLoaded,
  read,
  shown,
  synced,
} from './chat-reducer.ts';
import { type ChatStore, createChatStore } from './chat-store.ts';

const entry = (id: string, delivery: OutboxEntry['delivery'] = { state: 'queued' }): OutboxEntry => ({
  id,
  text: id,
  position: 1,
  createdAt: 1,
  delivery,
});

describe('the store', () => {
  let store: ChatStore;
  let events: { readonly type: keyof ChatEventMap; readonly event: unknown }[];
  let errors: unknown[];
  beforeEach(() => {
    events = [];
    errors = [];
    store = createChatStore({
      onState: () => {},
      onChange: (previous, next) => tellChanges(previous, next, (type, event) => void events.push({ type, event })),
      onListenerError: (error) => errors.push(error),
    });
  });

  const sync = (...args: Parameters<typeof aSync>): void => store.dispatch(synced(aSync(...args), true));
  const types = (): string[] => events.map(({ type }) => type);

  describe('snapshot', () => {
    it('is the same object until something changes', () => {
      const before = store.getSnapshot();
      assert.equal(store.getSnapshot(), before);
      store.dispatch(shown({ isOpen: true, status: 'loading' }));
      assert.notEqual(store.getSnapshot(), before);
    });

    it('stays the same when only inner knowledge changes', () => {
      sync(aConversation({ revision: 1 }), [aMessage(1)]);
      const before = store.getSnapshot();
      store.dispatch(conversationCame(aConversation({ revision: 2, last_seq: 9 })));
      assert.equal(store.getSnapshot(), before);
    });

    it('is frozen all through', () => {
      store.dispatch(configLoaded(CONFIG));
      store.dispatch(shown({ outbox: [entry('unsent')] }));
      sync(aConversation({ agent: { name: 'Mika', avatar_url: null } }), [aMessage(1), aReply(2)]);
      const isFrozen = (value: unknown): boolean =>
        typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
      assert.ok(isFrozen(store.getSnapshot()));
    });

    it('keeps the identity of parts that did not change', () => {
      sync(aConversation(), [aMessage(1), aReply(2)]);
      const before = store.getSnapshot();
      store.dispatch(messageCame(aReply(3)));
      const after = store.getSnapshot();
      assert.equal(after.messages[0], before.messages[0]);
      assert.equal(after.messages[1], before.messages[1]);
      assert.equal(after.conversation, before.conversation);
      assert.notEqual(after.messages, before.messages);
      store.dispatch(shown({ connection: 'live' }));
      assert.equal(store.getSnapshot().messages, after.messages);
    });

    it('tells how far own messages have come, and nothing about others', () => {
      const conversation = aConversation({ seen_seq: 1, delivered_seq: 3 });
      sync(conversation, [aMessage(1), aReply(2), aMessage(3), aMessage(4)]);
      const states = store.getSnapshot().messages.map(({ delivery }) => delivery?.state ?? null);
      assert.deepEqual(states, ['seen', null, 'delivered', 'sent']);
    });

    it('puts unsent messages last, and shows one that is known to have arrived only once', () => {
      store.dispatch(shown({ outbox: [entry('m1', { state: 'sending' }), entry('later')] }));
      sync(aConversation(), [aMessage(1), aReply(2)]);
      assert.deepEqual(
        store.getSnapshot().messages.map(({ id, seq }) => [id, seq]),
        [
          ['m1', 1],
          ['m2', 2],
          ['later', null],
        ],
      );
    });

    it('counts what the team wrote and the visitor has not read', () => {
      sync(aConversation({ visitor_read_seq: 2 }), [
        aReply(2),
        aReply(3),
        aMessage(4),
        aReply(5, { sender: { kind: 'system', name: null, avatar_url: null } }),
        aReply(6, { deleted_at: '2026-01-05T09:00:00Z' }),
        aReply(7, { sender: { kind: 'bot', name: 'Robo', avatar_url: null } }),
      ]);
      assert.equal(store.getSnapshot().unreadCount, 2);
      store.dispatch(read('c', 7));
      assert.equal(store.getSnapshot().unreadCount, 0);
    });
  });

  describe('listeners', () => {
    it('are called once for changes that come together', async () => {
      let calls = 0;
      const undo = store.subscribe(() => void (calls += 1));
      store.dispatch(shown({ isOpen: true, status: 'loading' }));
      sync(aConversation(), [aMessage(1)]);
      assert.equal(calls, 0);
      await settle(1);
      assert.equal(calls, 1);
      undo();
      store.dispatch(shown({ connection: 'live' }));
      await settle(1);
      assert.equal(calls, 1);
    });

    it('are not called when nothing changed after all', async () => {
      let calls = 0;
      store.subscribe(() => void (calls += 1));
      store.dispatch(shown({ connection: 'live' }));
      store.dispatch(shown({ connection: 'idle' }));
      await settle(1);
      assert.equal(calls, 0);
    });

    it('hear of it even when another one throws', async () => {
      let calls = 0;
      store.subscribe(() => {
        throw new Error('broken');
      });
      store.subscribe(() => void (calls += 1));
      store.dispatch(shown({ connection: 'live' }));
      await settle(1);
      assert.equal(calls, 1);
      assert.equal(errors.length, 1);
    });

    it('can be added twice, with an undo each', async () => {
      let calls = 0;
      const listener = (): void => void (calls += 1);
      const undo = store.subscribe(listener);
      store.subscribe(listener);
      undo();
      store.dispatch(shown({ connection: 'live' }));
      await settle(1);
      assert.equal(calls, 1);
    });
  });

  describe('events', () => {
    it('tell of messages from the team, not of own ones', async () => {
      store.dispatch(messageSent(aMessage(1), []));
      sync(aConversation(), [aMessage(1)]);
      await settle(1);
      store.dispatch(messageCame(aReply(2)));
      await settle(1);
      assert.deepEqual(types(), ['conversation:started', 'message:received', 'unread:changed']);
    });

    it('tell of a message that was missed and came late', async () => {
      sync(aConversation(), [aMessage(1)]);
      await settle(1);
      events = [];
      store.dispatch(messageCame(aReply(3)));
      await settle(1);
      store.dispatch(messageCame(aReply(2)));
      await settle(1);
      assert.deepEqual(types(), ['message:received', 'unread:changed', 'message:received', 'unread:changed']);
    });

    it('do not tell of a history that is loaded, but of its unread count', async () => {
      store.dispatch(historyLoading);
      await settle(1);
      sync(aConversation(), [aMessage(1), aReply(2)]);
      await settle(1);
      assert.deepEqual(types(), ['unread:changed']);
    });

    it('do not tell of older pages', async () => {
      sync(aConversation({ visitor_read_seq: 60 }), [aMessage(51)]);
      await settle(1);
      events = [];
      store.dispatch(olderLoaded('c', [aReply(50)], false));
      await settle(1);
      assert.deepEqual(types(), []);
    });

    it('tell of a correction only through the snapshot', async () => {
      sync(aConversation(), [aReply(1)]);
      await settle(1);
      events = [];
      store.dispatch(messageCame(aReply(1, { revision: 5, text: 'corrected' })));
      await settle(1);
      assert.deepEqual(types(), []);
      assert.equal(store.getSnapshot().messages[0]?.text, 'corrected');
    });

    it('tell of the agent who took the conversation', async () => {
      sync(aConversation(), [aMessage(1)]);
      await settle(1);
      events = [];
      const agent = { name: 'Mika', avatar_url: null };
      store.dispatch(conversationCame(aConversation({ revision: 2, status: 'active', agent })));
      await settle(1);
      assert.deepEqual(types(), ['conversation:updated']);
    });

    it('tell of configuration, connection, availability and trouble', async () => {
      store.dispatch(configLoaded(CONFIG));
      store.dispatch(shown({ connection: 'live' }));
      await settle(1);
      assert.deepEqual(types(), ['ready', 'connection:changed']);
      events = [];
      const away = {
        ...aSync(null, []),
        availability: { status: 'away', agents: [], reply_time_seconds: null } as const,
      };
      store.dispatch(synced(away, true));
      store.dispatch(failed(new ChatError('visitor_banned', '')));
      await settle(1);
      assert.deepEqual(types(), ['availability:changed', 'error']);
    });
  });
});
