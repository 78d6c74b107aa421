import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aConversation, aMessage, aSync, CONFIG } from '../../testing/wire-samples.ts';
import { ChatError } from '../errors.ts';
import {
  type ChatAction,
  type ChatState,
  configFailed,
  configLoaded,
  conversationCame,
  failed,
  historyLoading,
  initialChatState,
  isBehind,
  messageCame,
  messageSent,
  olderLoaded,
  outboxChanged,
  read,
  recovered,
  shown,
  synced,
  visitorChanged,
} from './chat-reducer.ts';

const after = (state: ChatState, ...actions: ChatAction[]): ChatState =>
  actions.reduce((before, action) => action(before), state);
const texts = (state: ChatState): string[] => state.messages.map(({ text }) => text);
const active = after(initialChatState, visitorChanged('ana', false));

describe('a sync', () => {
  it('brings the conversation, its messages and the cursor', () => {
    const sync = aSync(aConversation({ revision: 9, visitor_read_seq: 1 }), [aMessage(1), aMessage(2)]);
    const state = after(active, historyLoading, synced(sync, true));
    assert.deepEqual(texts(state), ['message 1', 'message 2']);
    assert.equal(state.cursor, 9);
    assert.equal(state.history, 'loaded');
    assert.equal(state.readSeq, 1);
    assert.equal(state.hasOlderMessages, false);
  });

  it('knows from the first number that there is more before', () => {
    const sync = aSync(aConversation(), [aMessage(51)]);
    assert.equal(after(active, synced(sync, true)).hasOlderMessages, true);
  });

  it('moves the cursor only as far as its messages go while more is to come', () => {
    const page = { ...aSync(aConversation({ revision: 90 }), [aMessage(1, { revision: 40 })]), has_more: true };
    const half = after(active, synced(page, false));
    assert.equal(half.cursor, 40);
    const rest = aSync(aConversation({ revision: 90 }), [aMessage(2, { revision: 90 })]);
    assert.equal(after(half, synced(rest, false)).cursor, 90);
  });

  it('puts a newer conversation in place of the one before', () => {
    const first = aSync(aConversation({ id: 'old', revision: 50 }), [aMessage(1, { conversation_id: 'old' })]);
    const second = aSync(aConversation({ id: 'new', revision: 3 }), [
      aMessage(1, { id: 'n1', conversation_id: 'new' }),
    ]);
    const state = after(active, synced(first, true), read('old', 30), synced(second, false));
    assert.equal(state.conversation?.id, 'new');
    assert.deepEqual(
      state.messages.map(({ id }) => id),
      ['n1'],
    );
    assert.equal(state.cursor, 3);
    assert.equal(state.readSeq, 0);
  });

  it('empties the chat when there is no conversation any more', () => {
    const sync = aSync(aConversation(), [aMessage(1)]);
    const state = after(active, synced(sync, true), synced(aSync(null, []), false));
    assert.equal(state.conversation, null);
    assert.deepEqual(state.messages, []);
  });

  it('that says nothing new changes nothing', () => {
    const sync = aSync(aConversation(), [aMessage(1)]);
    const state = after(active, synced(sync, true));
    assert.equal(after(state, synced(structuredClone(sync), false)), state);
  });
});

describe('an event', () => {
  const start = after(active, synced(aSync(aConversation({ revision: 5 }), [aMessage(1, { revision: 5 })]), true));

  it('with the next revision leaves no gap', () => {
    const state = after(start, messageCame(aMessage(2, { revision: 6 })));
    assert.deepEqual(texts(state), ['message 1', 'message 2']);
    assert.equal(isBehind(state), false);
  });

  it('with a later revision is shown at once and betrays a gap', () => {
    const state = after(start, messageCame(aMessage(3, { revision: 7 })));
    assert.deepEqual(texts(state), ['message 1', 'message 3']);
    assert.equal(isBehind(state), true);
  });

  it('does not move the cursor: what came before it is still to be asked for', () => {
    const conversation = aConversation({ revision: 6, last_seq: 2 });
    const state = after(start, conversationCame(conversation));
    assert.equal(state.cursor, 5);
  });

  it('that comes again, or too late, changes nothing', () => {
    const message = aMessage(1, { revision: 4, text: 'older text' });
    assert.equal(after(start, messageCame(message)), start);
    const conversation = aConversation({ revision: 4, status: 'closed' });
    assert.equal(after(start, conversationCame(conversation)), start);
  });

  it('about another conversation changes nothing', () => {
    const message = aMessage(9, { conversation_id: 'other', revision: 99 });
    assert.equal(after(start, messageCame(message)), start);
    const conversation = aConversation({ id: 'other', revision: 99 });
    assert.equal(after(start, conversationCame(conversation)), start);
  });

  it('with a correction replaces the text', () => {
    const message = aMessage(1, { revision: 6, text: 'corrected' });
    assert.deepEqual(texts(after(start, messageCame(message))), ['corrected']);
  });
});

describe('a conversation of which only the end is here', () => {
  const page = [aMessage(51), aMessage(52)];
  const start = after(active, synced(aSync(aConversation({ revision: 52 }), page), true));

  it('gets no hole by a change to a message that is not here', () => {
    const change = aMessage(7, { revision: 53, text: 'corrected' });
    const state = after(start, messageCame(change));
    assert.deepEqual(texts(state), ['message 51', 'message 52']);
    assert.equal(isBehind(state), false, 'and has not missed it: it comes with its page');
    const sync = aSync(aConversation({ revision: 53 }), [change]);
    assert.deepEqual(texts(after(start, synced(sync, false))), ['message 51', 'message 52']);
    const older = [aMessage(49), aMessage(50)];
    assert.deepEqual(
      texts(after(state, olderLoaded('c', older, true))),
      [49, 50, 51, 52].map((seq) => `message ${seq}`),
    );
  });

  it('gets no hole between what was heard before and the first page', () => {
    const state = after(
      active,
      messageSent(aMessage(1), []),
      synced(aSync(aConversation({ revision: 52 }), page), true),
    );
    assert.deepEqual(texts(state), ['message 51', 'message 52']);
    assert.equal(state.hasOlderMessages, true);
  });
});

describe('an own message', () => {
  it('names the conversation before the first sync', () => {
    const state = after(active, messageSent(aMessage(1), []));
    assert.equal(state.conversationId, 'c');
    assert.equal(state.conversation, null);
    assert.deepEqual(texts(state), ['message 1']);
  });

  it('that opened another conversation leaves the old one behind', () => {
    const first = after(active, synced(aSync(aConversation(), [aMessage(1)]), true));
    const message = aMessage(1, { id: 'n1', conversation_id: 'new' });
    const state = after(first, messageSent(message, []));
    assert.equal(state.conversationId, 'new');
    assert.equal(state.conversation, null);
    assert.deepEqual(
      state.messages.map(({ id }) => id),
      ['n1'],
    );
    assert.equal(state.cursor, 0);
  });

  it('that had arrived in a conversation before this one does not bring that one back', () => {
    const first = after(active, synced(aSync(aConversation(), [aMessage(2)]), true));
    const late = aMessage(1, { conversation_id: 'former', created_at: '2026-01-04T09:00:00Z' });
    for (const before of [first, { ...first, messages: [] }]) {
      assert.deepEqual(after(before, messageSent(late, [])), before);
    }
  });
});

describe('another visitor', () => {
  it('sees nothing of the one before, but unsent messages stay', () => {
    const outbox = [{ id: 'x', text: 'unsent', position: 1, createdAt: 1, delivery: { state: 'queued' as const } }];
    const state = after(
      active,
      synced(aSync(aConversation(), [aMessage(1)]), true),
      shown({ outbox }),
      visitorChanged('jo', true),
    );
    assert.deepEqual(state.messages, []);
    assert.equal(state.conversationId, null);
    assert.equal(state.history, 'loaded');
    assert.deepEqual(state.outbox, outbox);
  });

  it('is not hindered by what stood in the way of the one before', () => {
    const state = after(
      active,
      failed(new ChatError('visitor_banned', '', { status: 403 })),
      visitorChanged(null, false),
    );
    assert.equal(state.error, null);
  });

  it('is not another when only the tokens were renewed', () => {
    assert.equal(after(active, visitorChanged('ana', true)), active);
  });
});

it('a first message that was discarded may have arrived: the server is asked', () => {
  const outbox = [{ id: 'x', text: 'unsent', position: 1, createdAt: 1, delivery: { state: 'queued' as const } }];
  const waiting = after(initialChatState, visitorChanged('ana', true), outboxChanged(outbox));
  assert.equal(waiting.history, 'loaded');
  assert.equal(after(waiting, outboxChanged([])).history, 'unknown');
  assert.equal(after(initialChatState, outboxChanged(outbox), outboxChanged([])).history, 'unknown', 'nobody, as ever');
});

describe('what stands in the way', () => {
  const error = new ChatError('visitor_banned', '', { status: 403 });

  it('is shown until it is over', () => {
    const stuck = after(active, historyLoading, failed(error));
    assert.equal(stuck.error, error);
    assert.equal(stuck.history, 'unknown');
    assert.equal(after(stuck, recovered).error, null);
  });

  it('is a missing configuration until that is here', () => {
    const stuck = after(active, shown({ status: 'loading' }), configFailed(error));
    assert.equal(stuck.status, 'failed');
    assert.equal(after(stuck, recovered).error, error);
    const ready = after(stuck, configLoaded(CONFIG));
    assert.equal(ready.status, 'ready');
    assert.equal(ready.error, null);
  });
});

it('reading only ever moves forwards', () => {
  const known = after(active, synced(aSync(aConversation(), []), true));
  assert.equal(after(known, read('c', 5), read('c', 3)).readSeq, 5);
});

it('news in any order, with any repeats, end in the same state', () => {
  const versions = [1, 2, 3, 4].flatMap((seq) => [
    aMessage(seq, { revision: seq }),
    aMessage(seq, { revision: seq + 10, text: `corrected ${seq}` }),
  ]);
  const conversations = [5, 6, 20].map((revision) => aConversation({ revision, delivered_seq: revision }));
  const news: ChatAction[] = [...versions.map(messageCame), ...conversations.map(conversationCame)];
  const start = after(active, synced(aSync(aConversation({ revision: 0 }), []), true));
  const shown = (state: ChatState): unknown => [texts(state), state.conversation];
  const expected = shown(after(start, ...news));
  const shuffled = fc.shuffledSubarray([...news, ...news], { minLength: news.length * 2 });
  fc.assert(fc.property(shuffled, (order) => assert.deepEqual(shown(after(start, ...order)), expected)));
});
