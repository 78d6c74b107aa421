/**
 * What a message costs in the visitor's browser, in a conversation of 10 000 messages and in one of 100. A message may
 * cost the copying of the list of references (once in the state, once in the snapshot, because both are values), and
 * nothing else that grows: it must not take more than three times what the short conversation takes and the copying
 * takes by itself. Ends with 1 when something does.
 *
 * Both conversations take turns, so that what else the machine is doing meets both alike; read medians.
 */
import { tellChanges } from '../packages/sdk/src/events.ts';
import {
  type ChatAction,
  type ChatState,
  conversationCame,
  initialChatState,
  messageCame,
  messageSent,
  olderLoaded,
  shown,
  synced,
} from '../packages/sdk/src/store/chat-reducer.ts';
import { createChatStore } from '../packages/sdk/src/store/chat-store.ts';
import { select } from '../packages/sdk/src/store/selectors.ts';
import { aConversation, aMessage, aReply, aSync } from '../packages/sdk/testing/wire-samples.ts';
import { summarize } from './statistics.ts';

const SHORT = 100;
const LONG = 10_000;
const PAGE = 50;
const ROUNDS = 40;
/** Calls per sample; one alone is too short to be timed. */
const CALLS = 20;
const MOST = 3;

interface Subject {
  readonly title: string;
  /** How often the list is copied. */
  readonly copies: number;
  /** False for what happens once per page or visit, and may cost what its messages cost. */
  readonly isPerMessage?: boolean;
  /** Makes what is timed. */
  readonly prepare: (length: number) => Step;
}

/** Called with 1, 2, 3 … on the way from one message to the next. */
type Step = (step: number) => unknown;

/** The conversation as it is after so many messages, all of them read. */
function threadOf(length: number, from = 0): ChatState {
  const messages = Array.from({ length }, (_, index) => {
    const seq = from + index + 1;
    return seq % 2 ? aReply(seq) : aMessage(seq);
  });
  const last = from + length;
  const marks = { last_seq: last, delivered_seq: last, seen_seq: last, visitor_read_seq: last };
  return synced(aSync(aConversation({ revision: last, ...marks }), messages), true)(initialChatState);
}

/** Each step is an action, with the snapshot after it. */
function prepareSnapshots(actionOf: (seq: number) => ChatAction) {
  return (length: number) => {
    let selection = select(threadOf(length), null);
    return (step: number): unknown => (selection = select(actionOf(length + step)(selection.state), selection));
  };
}

const silent = (): void => {};

const subjects: readonly Subject[] = [
  {
    title: 'append: the state',
    copies: 1,
    prepare(length) {
      let state = threadOf(length);
      return (step) => (state = messageCame(aReply(length + step))(state));
    },
  },
  { title: 'append: state and snapshot', copies: 2, prepare: prepareSnapshots((seq) => messageCame(aReply(seq))) },
  {
    title: 'append: the events',
    copies: 0,
    prepare(length) {
      const before = select(threadOf(length), null);
      const after = select(messageCame(aReply(length + 1))(before.state), before);
      return () => tellChanges(before, after, silent);
    },
  },
  {
    title: 'own message: waits, is sent',
    copies: 3,
    prepare(length) {
      let selection = select(threadOf(length), null);
      return (step) => {
        const id = `m${length + step}`;
        const entry = { id, text: 'Hello', position: 1, createdAt: 1, delivery: { state: 'queued' } } as const;
        selection = select(shown({ outbox: [entry] })(selection.state), selection);
        selection = select(messageSent(aMessage(length + step), [])(selection.state), selection);
      };
    },
  },
  {
    title: 'correction of the newest message',
    copies: 2,
    prepare(length) {
      let selection = select(threadOf(length), null);
      return (step) => {
        const change = messageCame(aReply(length, { revision: length + step, text: `Version ${step}` }));
        selection = select(change(selection.state), selection);
      };
    },
  },
  {
    title: 'marks: delivered and seen',
    copies: 1,
    prepare(length) {
      const own = Array.from({ length: CALLS }, (_, index) => aMessage(length + index + 1));
      const state = own.reduce<ChatState>((before, message) => messageSent(message, [])(before), threadOf(length));
      let selection = select(state, null);
      return (step) => {
        const seq = length + step;
        const marks = { revision: seq + CALLS, last_seq: length + CALLS, delivered_seq: seq, seen_seq: seq };
        const change = conversationCame(aConversation({ ...marks, visitor_read_seq: length }));
        selection = select(change(selection.state), selection);
      };
    },
  },
  {
    title: 'poll without news',
    copies: 0,
    prepare(length) {
      const state = threadOf(length);
      const sync = aSync(state.conversation, state.messages.slice(-1));
      const selection = select(state, null);
      return () => select(synced(sync, false)(state), selection);
    },
  },
  {
    title: 'what concerns no message',
    copies: 0,
    prepare: prepareSnapshots((seq) => shown({ connection: seq % 2 ? 'live' : 'polling' })),
  },
  {
    title: `older page of ${PAGE}`,
    copies: 2,
    isPerMessage: false,
    prepare(length) {
      const first = CALLS * PAGE;
      let selection = select({ ...threadOf(length, first), hasOlderMessages: true }, null);
      return (step) => {
        const page = Array.from({ length: PAGE }, (_, index) => aReply(first - step * PAGE + index + 1));
        selection = select(olderLoaded('c', page, true)(selection.state), selection);
      };
    },
  },
  {
    title: 'first snapshot of everything',
    copies: 1,
    isPerMessage: false,
    prepare(length) {
      const state = threadOf(length);
      return () => select(state, null);
    },
  },
];

type Pair = readonly [short: number, long: number];

/** Medians in microseconds. */
async function measure(prepare: (length: number) => Step | Promise<Step>): Promise<Pair> {
  const samples: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    for (const [index, length] of [SHORT, LONG].entries()) {
      const act = await prepare(length);
      const started = performance.now();
      for (let step = 1; step <= CALLS; step += 1) {
        const result = act(step);
        if (result instanceof Promise) await result;
      }
      const microseconds = ((performance.now() - started) / CALLS) * 1_000;
      if (round >= ROUNDS) samples[index]?.push(microseconds); // the first half warms up
    }
  }
  return [summarize(samples[0]).median, summarize(samples[1]).median];
}

/** A list of references and one more, as it is done wherever a list changes. */
function prepareCopying(length: number): Step {
  let list: readonly object[] = Array.from({ length }, (_, index) => ({ index }));
  return () => (list = list.concat([{}]));
}

/** From the event to the page's listener. */
async function prepareStore(length: number): Promise<Step> {
  const store = createChatStore({
    onState: silent,
    onChange: (previous, next) => tellChanges(previous, next, silent),
    onListenerError: (error) => {
      throw error;
    },
  });
  store.dispatch(() => threadOf(length));
  await new Promise(setImmediate); // until it was told
  return (step) =>
    new Promise<void>((resolve) => {
      const undo = store.subscribe(() => {
        undo();
        if (store.getSnapshot().messages.length >= length + step) resolve();
      });
      store.dispatch(messageCame(aReply(length + step)));
    });
}

const copying = await measure(prepareCopying);
const rows: Record<string, object> = {};
const slow: string[] = [];

function put({ title, copies, isPerMessage = true }: Omit<Subject, 'prepare'>, [short, long]: Pair): void {
  const allowed = short + copies * (copying[1] - copying[0]);
  // Below a microsecond the clock is all that is measured.
  const ratio = long / Math.max(1, allowed);
  if (isPerMessage && ratio > MOST) slow.push(title);
  const show = (microseconds: number): string => microseconds.toFixed(1);
  rows[title] = {
    [`${SHORT} (µs)`]: show(short),
    [`${LONG} (µs)`]: show(long),
    'of that copying': show(copies * copying[1]),
    ratio: isPerMessage ? ratio.toFixed(2) : '–',
  };
}

put({ title: 'copying a list', copies: 1 }, copying);
for (const subject of subjects) put(subject, await measure(subject.prepare));
put({ title: 'all of it: from the event to the listener', copies: 2 }, await measure(prepareStore));
console.table(rows);
if (slow.length > 0) {
  console.error(`More than ${MOST} times what it may be in a long conversation: ${slow.join(', ')}.`);
  process.exitCode = 1;
}
