/** What bench/inbox-frames.ts runs inside of a page: the inbox, with very much in it and a client that has no server. */
import '../packages/element/src/define-inbox.ts';
import { FakeAgentClient } from '../packages/element/testing/fake-agent-client.ts';
import { message } from '../packages/element/testing/inbox/examples.ts';
import { stories } from '../packages/element/testing/inbox/stories.ts';

export interface InboxBench {
  /** Milliseconds until 10 thousand conversations and a thread of 10 thousand messages are painted. */
  mount(): Promise<number>;
  /** Scrolls on by some pixels in each frame. */
  scroll(what: 'list' | 'thread', step: number, frames: number): Promise<void>;
  /** A message arrives in the open conversation, and with it the line of the list changes; one in so many frames. */
  receive(count: number, everyFrames: number): Promise<void>;
  focusComposer(): void;
  /** Begins to look at frames and long tasks. */
  watch(): void;
  /** What was seen since then, in milliseconds. */
  seen(): Promise<{ readonly frames: readonly number[]; readonly longTasks: readonly number[] }>;
}

declare global {
  interface Window {
    inboxBench: InboxBench;
  }
}

const SCROLLERS = { list: '[role=listbox]', thread: '[role=log]' };

const inbox = document.createElement('support-chat-inbox');
const client = new FakeAgentClient(stories['ten-thousand']);
let frames: number[] = [];
let longTasks: number[] = [];
let isWatching = false;

const observer = new PerformanceObserver((list) =>
  longTasks.push(...list.getEntries().map(({ duration }) => duration)),
);
observer.observe({ type: 'longtask' });

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

async function lookAtFrames(): Promise<void> {
  let last = await frame();
  while (isWatching) {
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
}

/** The first one, however deep in shadow roots. */
function find(selector: string): HTMLElement {
  const roots = [inbox.shadowRoot!];
  for (const root of roots) {
    const found = root.querySelector<HTMLElement>(selector);
    if (found !== null) return found;
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) roots.push(shadowRoot);
  }
  throw new Error(`There is no "${selector}".`);
}

/** What stands in it, however deep in shadow roots. */
function textOf(root: Element | ShadowRoot): string {
  return [root, ...root.querySelectorAll('*')]
    .map((node) => (node instanceof Element && node.shadowRoot !== null ? textOf(node.shadowRoot) : ''))
    .concat(root.textContent ?? '')
    .join('');
}

/** What scrolls it: itself or what is around it. */
function scrollerOf(what: keyof typeof SCROLLERS): HTMLElement {
  let candidate: Element | null = find(SCROLLERS[what]);
  while (candidate !== null && candidate.scrollHeight <= candidate.clientHeight) candidate = candidate.parentElement;
  if (candidate === null) throw new Error(`Nothing scrolls the ${what}.`);
  return candidate as HTMLElement;
}

window.inboxBench = {
  async mount() {
    const started = performance.now();
    inbox.client = client;
    document.body.append(inbox);
    await inbox.updateComplete;
    await frame();
    const painted = await frame();
    // What comes by itself is not what is measured next.
    await new Promise((resolve) => requestIdleCallback(resolve));
    return painted - started;
  },
  async scroll(what, step, count) {
    const scroller = scrollerOf(what);
    const before = textOf(scroller);
    for (let index = 0; index < count; index += 1) {
      scroller.scrollTop += step;
      await frame();
    }
    // Both draw only what is near: what stands there is other text by now.
    if (textOf(scroller) === before) throw new Error(`The ${what} did not move.`);
  },
  async receive(count, everyFrames) {
    for (let index = 1; index <= count; index += 1) {
      const { thread, inbox: list } = client.getSnapshot();
      if (thread === null) throw new Error('No conversation is open.');
      const news = message(`m${10_000 + index}`, `One more, number ${index}.`);
      const [first, ...others] = list.conversations;
      client.update({
        thread: { ...thread, messages: [...thread.messages, news] },
        inbox: { ...list, conversations: [{ ...first!, lastSeq: 10_000 + index, unreadCount: index }, ...others] },
      });
      for (let waited = 0; waited < everyFrames; waited += 1) await frame();
    }
  },
  focusComposer() {
    find('[part~=composer] textarea').focus();
  },
  watch() {
    frames = [];
    longTasks = [];
    isWatching = true;
    void lookAtFrames();
  },
  async seen() {
    isWatching = false;
    await frame();
    for (const { duration } of observer.takeRecords()) longTasks.push(duration);
    return { frames, longTasks };
  },
};
