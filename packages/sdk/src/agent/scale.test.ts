/** What these cost in time: `npm run bench:inbox -- --part events`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aMessage } from '../../testing/wire-samples.ts';
import { mergeMessages, NO_CONVERSATION, type Thread } from '../store/thread.ts';
import type { AgentConversation } from './agent-conversation.ts';
import { moved } from './inbox-list.ts';
import { createMessageLists, type MessageList } from './message-list.ts';
import { toConversationRecord } from './wire/conversation.ts';
import { soundMessage } from './wire/message.ts';

const SIZE = 10_000;
const ROUNDS = 101;

function aLine(index: number): AgentConversation {
  const record = toConversationRecord({ id: `c${String(index).padStart(5, '0')}`, revision: 1 });
  assert.ok(record);
  return Object.freeze({ ...record, updatedAt: SIZE - index, unreadCount: 0, visitorIsTyping: false });
}

describe('an inbox of thousands', () => {
  it('moves a conversation to the front of ten thousand, and makes no other one anew', () => {
    let list: readonly AgentConversation[] = Object.freeze(Array.from({ length: SIZE }, (_, index) => aLine(index)));
    const others = new Set(list);
    for (let round = 0; round < ROUNDS; round += 1) {
      const previous = list[SIZE - 1 - round] ?? null;
      assert.ok(previous);
      list = moved(list, 'all', previous, Object.freeze({ ...previous, updatedAt: SIZE + 1 + round }));
      assert.equal(list[0]?.id, previous.id);
    }
    assert.equal(list.length, SIZE);
    assert.equal(list.filter((line) => others.has(line)).length, SIZE - ROUNDS);
  });

  it('puts a message behind ten thousand, and makes no other one anew', () => {
    const wire = (seq: number) => {
      const message = soundMessage(aMessage(seq));
      assert.ok(message);
      return message;
    };
    let made = 0;
    const listMessages = createMessageLists(() => {
      made += 1;
      return false;
    });
    let thread: Thread = mergeMessages(
      { ...NO_CONVERSATION, conversationId: 'c' },
      Array.from({ length: SIZE }, (_, index) => wire(index + 1)),
    );
    let list: MessageList = listMessages(thread, null);
    assert.equal(made, SIZE);
    for (let round = 0; round < ROUNDS; round += 1) {
      thread = mergeMessages(thread, [wire(SIZE + 1 + round)]);
      list = listMessages(thread, list);
    }
    assert.deepEqual([list.messages.length, made], [SIZE + ROUNDS, SIZE + ROUNDS]);
    thread = mergeMessages(thread, [{ ...wire(SIZE / 2), revision: SIZE * 2, text: 'Changed' }]);
    list = listMessages(thread, list);
    assert.equal(list.messages[SIZE / 2 - 1]?.text, 'Changed');
    assert.equal(made, SIZE + ROUNDS + 1);
  });
});
