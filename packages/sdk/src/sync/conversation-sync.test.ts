import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testing/fake-clock.ts';
import { aConversation, aMessage, aSync } from '../../testing/wire-samples.ts';
import type { WireSync } from '../protocol/sync.ts';
import type { VisitorSession } from '../session/visitor-session.ts';
import { conversationCame, messageCame, messageSent, synced, visitorChanged } from '../store/chat-reducer.ts';
import { type ChatStore, createChatStore } from '../store/chat-store.ts';
import { type ConversationSync, createConversationSync } from './conversation-sync.ts';

interface Question {
  readonly conversation_id: string | null;
  readonly after_revision: number;
}

describe('catching up', () => {
  let clock: FakeClock;
  let store: ChatStore;
  let sync: ConversationSync;
  let questions: Question[];
  /** Answers the question that waits longest. */
  let answer: (sync: WireSync) => Promise<void>;
  beforeEach(() => {
    const waiting: ((sync: WireSync) => void)[] = [];
    questions = [];
    clock = new FakeClock();
    store = createChatStore({ onState: () => {}, onChange: () => {}, onListenerError: () => {} });
    const authorized = (_need: string, _path: string, { query }: { query: Question }): Promise<WireSync> => {
      questions.push(query);
      return new Promise((resolve) => waiting.push(resolve));
    };
    sync = createConversationSync({
      store,
      timers: clock,
      session: { authorized, current: {} } as unknown as VisitorSession,
    });
    answer = async (content) => {
      waiting.shift()?.(content);
      await clock.advance(0);
    };
    store.dispatch(visitorChanged('ana', false));
    store.dispatch(synced(aSync(aConversation({ revision: 1 }), [aMessage(1)]), true));
  });

  const texts = (): readonly string[] => store.state.messages.map(({ text }) => text);
  /** An event that shows that those in front of it are missing. */
  const miss = (seq: number): void => {
    store.dispatch(messageCame(aMessage(seq)));
    sync.fillGap();
  };

  it('asks a moment after an event has shown a gap, once for many', async () => {
    miss(4);
    miss(6);
    await clock.advance(99);
    assert.equal(questions.length, 0);
    await clock.advance(1);
    assert.deepEqual(questions, [{ conversation_id: 'c', after_revision: 1 }]);
  });

  it('asks for each gap', async () => {
    miss(3);
    await clock.advance(100);
    await answer(aSync(aConversation({ revision: 3 }), [aMessage(2), aMessage(3)]));
    miss(5);
    await clock.advance(100);
    assert.deepEqual(
      questions.map(({ after_revision: after }) => after),
      [1, 3],
    );
  });

  it('has nothing to do where nothing is missing', () => {
    sync.fillGap();
    store.dispatch(messageCame(aMessage(2)));
    sync.fillGap();
    assert.equal(clock.pending, 0);
  });

  it('does not ask for what has come meanwhile', async () => {
    miss(3);
    store.dispatch(synced(aSync(aConversation({ revision: 3 }), [aMessage(2), aMessage(3)]), false));
    await clock.advance(1_000);
    assert.equal(questions.length, 0);
  });

  it('asks, whatever has come meanwhile, when something may have been missed that no event tells of', async () => {
    sync.fillGap(true);
    store.dispatch(conversationCame(aConversation({ revision: 2 })));
    await clock.advance(100);
    assert.equal(questions.length, 1);
  });

  it('keeps what was asked for somebody else away from the next visitor, and asks again', async () => {
    store.dispatch(visitorChanged('robin', false));
    void sync.now();
    await clock.advance(0);
    store.dispatch(visitorChanged('jo', false));
    await answer(aSync(aConversation({ revision: 2 }), [aMessage(2, { text: 'for Robin' })]));
    assert.deepEqual(texts(), []);
    assert.deepEqual(questions.at(-1), { conversation_id: null, after_revision: 0 });
  });

  it('does not let an older answer take away the conversation that a message has just begun', async () => {
    void sync.now();
    await clock.advance(0);
    store.dispatch(
      messageSent(aMessage(1, { id: 'n1', conversation_id: 'new', created_at: '2027-01-01T00:00:00Z' }), []),
    );
    await answer(aSync(aConversation({ revision: 2, status: 'closed' }), []));
    assert.equal(store.state.conversationId, 'new');
    assert.deepEqual(questions.at(-1), { conversation_id: 'new', after_revision: 0 });
  });
});
