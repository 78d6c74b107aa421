import { mergeMessages, NO_CONVERSATION, type Thread } from '../packages/sdk/src/store/thread.ts';
import { toConversationRecord } from '../packages/sdk/src/agent/wire/conversation.ts';
import { soundMessage } from '../packages/sdk/src/agent/wire/message.ts';
import type { AgentConversation } from '../packages/sdk/src/agent/agent-conversation.ts';
import { moved } from '../packages/sdk/src/agent/inbox-list.ts';
import { createMessageLists, type MessageList } from '../packages/sdk/src/agent/message-list.ts';
import { aMessage } from '../packages/sdk/testing/wire-samples.ts';
import { summarize } from './statistics.ts';

const SIZE = 10_000;
const ROUNDS = 101;
/** What costs more would be felt when events come in bursts; half of a frame at 60 Hz. */
const MOST_MS = 8;

/** What an event costs the agent's client, where there are ten thousand of its kind already. */
export function benchInboxEvents(): void {
  print('a conversation to the front of ten thousand', timeMoves());
  print('a message behind ten thousand', timeMessages());
}

function timeMoves(): number {
  let list: readonly AgentConversation[] = Array.from({ length: SIZE }, (_, index) => aLine(index));
  return median((round) => {
    const previous = list[SIZE - 1 - round] ?? null;
    if (previous === null) throw new Error('The list has lost conversations.');
    list = moved(list, 'all', previous, { ...previous, updatedAt: SIZE + 1 + round });
  });
}

function timeMessages(): number {
  const listMessages = createMessageLists(() => false);
  let thread: Thread = mergeMessages(
    { ...NO_CONVERSATION, conversationId: 'c' },
    Array.from({ length: SIZE }, (_, index) => aSoundMessage(index + 1)),
  );
  let list: MessageList = listMessages(thread, null);
  return median((round) => {
    thread = mergeMessages(thread, [aSoundMessage(SIZE + 1 + round)]);
    list = listMessages(thread, list);
  });
}

function aLine(index: number): AgentConversation {
  const record = toConversationRecord({ id: `c${String(index).padStart(5, '0')}`, revision: 1 });
  if (record === null) throw new Error('The sample is not a conversation.');
  return { ...record, updatedAt: SIZE - index, unreadCount: 0, visitorIsTyping: false };
}

function aSoundMessage(seq: number) {
  const message = soundMessage(aMessage(seq));
  if (message === null) throw new Error('The sample is not a message.');
  return message;
}

/** Milliseconds in the middle one of many rounds, so that a pause of the machine does not count. */
function median(act: (round: number) => void): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const from = performance.now();
    act(round);
    return performance.now() - from;
  });
  return summarize(times).median;
}

function print(what: string, ms: number): void {
  console.log(`  ${what.padEnd(60)} ${ms.toFixed(2).padStart(8)} ms   budget ${MOST_MS} ms`);
  if (ms > MOST_MS) process.exitCode = 1;
}
