import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBrowser } from '../../testing/fake-browser.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { ChatError } from '../errors.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { createTabLocks } from '../tabs/tab-locks.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { listEntries } from './outbox-storage.ts';

const NO_ANSWER = new ChatError('network_unavailable', 'No.', { retryable: true });
const REFUSED = new ChatError('message_invalid', 'No.', { status: 400 });

describe('the outbox', () => {
  let clock: FakeClock;
  let browser: FakeBrowser;
  let storage: KeyValueStorage;
  let tab: Tab;
  let ids: number;
  const tabs: Tab[] = [];
  beforeEach(() => {
    clock = new FakeClock();
    browser = new FakeBrowser();
    storage = browser.openStorage('chat');
    ids = 0;
    tab = openTab();
  });
  afterEach(() => tabs.splice(0).forEach((each) => each.close()));

  /** One tab's outbox; `answer` decides how each delivery ends. */
  interface Tab {
    readonly outbox: Outbox;
    /** What it last reported. */
    entries: readonly OutboxEntry[];
    readonly attempts: { readonly text: string; readonly at: number }[];
    readonly sent: string[];
    readonly refused: string[];
    readonly shared: (string | null)[];
    answer: (entry: OutboxEntry) => Promise<void>;
    readonly locks: { kill(): void };
    close(): void;
  }

  function openTab(random = (): number => 1): Tab {
    const controller = new AbortController();
    const locks = browser.openLocks();
    const opened: Tab = {
      entries: [],
      attempts: [],
      sent: [],
      refused: [],
      shared: [],
      answer: async () => {},
      locks,
      close: () => controller.abort(),
      outbox: createOutbox({
        storage,
        runLocked: createTabLocks({ scope: 'chat', storage, locks, timers: clock, uuid: () => `tab-${++ids}` }),
        timers: clock,
        random,
        uuid: () => `id-${++ids}`,
        deliver: async (entry) => {
          opened.attempts.push({ text: entry.text, at: clock.now() });
          await opened.answer(entry);
          return wireMessage(entry);
        },
        onEntries: (entries) => void (opened.entries = entries),
        onSent: (message, entries) => {
          opened.entries = entries;
          opened.sent.push(message.text);
        },
        onRefused: (entry) => opened.refused.push(entry.text),
        onShare: (sendingId) => opened.shared.push(sendingId),
        logger: () => {},
        signal: controller.signal,
      }),
    };
    tabs.push(opened);
    return opened;
  }

  const states = (of: Tab): string[] => of.entries.map(({ text, delivery }) => `${text} ${delivery.state}`);
  const stored = async (): Promise<string[]> => (await listEntries(storage)).map(({ text }) => text);
  const failing = (error: ChatError) => (): Promise<never> => Promise.reject(error);
  const hanging = (): Promise<void> => new Promise(() => {});

  it('has a message in storage before it reports it', async () => {
    tab.answer = hanging;
    await tab.outbox.add('one');
    assert.deepEqual(await stored(), ['one']);
    assert.deepEqual(states(tab), ['one queued']);
    await clock.advance(0);
    assert.deepEqual(states(tab), ['one sending']);
  });

  it('sends in the order of writing, the next only after an answer', async () => {
    let release = (): void => {};
    tab.answer = () => new Promise((resolve) => (release = resolve));
    await Promise.all(['one', 'two', 'three'].map((text) => tab.outbox.add(text)));
    await clock.advance(0);
    assert.deepEqual(states(tab), ['one sending', 'two queued', 'three queued']);
    assert.equal(tab.attempts.length, 1);
    release();
    await clock.advance(0);
    assert.deepEqual(states(tab), ['two sending', 'three queued']);
    tab.answer = async () => {};
    release();
    await clock.advance(0);
    assert.deepEqual(tab.sent, ['one', 'two', 'three']);
    assert.deepEqual(await stored(), []);
  });

  it('repeats after no answer, with pauses that double up to 30 s', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.outbox.add('one');
    await clock.advance(120_000);
    const pauses = tab.attempts.slice(1).map(({ at }, index) => at - (tab.attempts[index]?.at ?? 0));
    assert.deepEqual(pauses.slice(0, 8), [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    assert.deepEqual(states(tab), ['one queued']);
  });

  it('begins with short pauses again after a success', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.outbox.add('one');
    await clock.advance(20_000);
    tab.answer = async ({ text }) => {
      if (text === 'two') throw NO_ANSWER;
    };
    await tab.outbox.add('two');
    const attempts = (): number[] => tab.attempts.filter(({ text }) => text === 'two').map(({ at }) => at);
    await clock.until(() => attempts().length >= 2);
    const [first = 0, second = 0] = attempts();
    assert.equal(second - first, 500);
  });

  it('tries at once when it is woken', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.outbox.add('one');
    await clock.advance(10_000);
    const before = tab.attempts.length;
    tab.answer = async () => {};
    tab.outbox.wake();
    await clock.advance(0);
    assert.equal(tab.attempts.length, before + 1);
    assert.deepEqual(tab.sent, ['one']);
  });

  it('waits as long as the server asks, unless a person insists', async () => {
    tab.answer = failing(new ChatError('rate_limited', '', { status: 429, retryable: true, retryAfterMs: 7_000 }));
    await tab.outbox.add('one');
    await clock.advance(0);
    tab.outbox.wake();
    await clock.advance(6_999);
    assert.equal(tab.attempts.length, 1);
    await clock.advance(1);
    assert.equal(tab.attempts.length, 2);
    tab.outbox.wake(true);
    await clock.advance(0);
    assert.equal(tab.attempts.length, 3);
  });

  it('lets later messages go on after a refusal, and keeps the refused one with its reason', async () => {
    tab.answer = async ({ text }) => {
      if (text === 'bad') throw REFUSED;
    };
    await tab.outbox.add('bad');
    await tab.outbox.add('good');
    await clock.advance(0);
    assert.deepEqual(states(tab), ['bad failed']);
    assert.deepEqual(tab.refused, ['bad']);
    assert.deepEqual(tab.sent, ['good']);
    const reloaded = openTab();
    await reloaded.outbox.reread();
    const delivery = reloaded.entries[0]?.delivery;
    assert.equal(delivery?.state === 'failed' && delivery.error.code, 'message_invalid');
    await clock.advance(60_000);
    assert.equal(reloaded.attempts.length, 0, 'a failed message is not sent by itself');
  });

  it('does not lose a message to an unexpected defect', async () => {
    tab.answer = () => Promise.reject(new RangeError('a defect'));
    await tab.outbox.add('one');
    await clock.advance(1_000);
    assert.ok(tab.attempts.length >= 2);
    assert.deepEqual(await stored(), ['one']);
  });

  describe('retry', () => {
    const failOne = async (error = REFUSED): Promise<OutboxEntry> => {
      tab.answer = failing(error);
      const entry = await tab.outbox.add('one');
      await clock.advance(0);
      tab.answer = async () => {};
      return entry;
    };

    it('sends a failed message again, behind those that wait, under the same id', async () => {
      const { id } = await failOne();
      tab.answer = hanging;
      await tab.outbox.add('two');
      await tab.outbox.retry(id);
      await clock.advance(0);
      assert.deepEqual(states(tab), ['two sending', 'one queued']);
      assert.equal(tab.entries[1]?.id, id);
    });

    it('takes a new id when the old one belongs to something else', async () => {
      const { id } = await failOne(new ChatError('message_id_conflict', '', { status: 409 }));
      tab.answer = hanging;
      await tab.outbox.retry(id);
      assert.equal(tab.entries.length, 1);
      assert.notEqual(tab.entries[0]?.id, id);
      assert.deepEqual(await stored(), ['one']);
    });

    it('leaves alone what has not failed or is not known', async () => {
      tab.answer = hanging;
      const { id } = await tab.outbox.add('one');
      await clock.advance(0);
      await tab.outbox.retry(id);
      await tab.outbox.retry('unknown');
      assert.deepEqual(states(tab), ['one sending']);
    });
  });

  describe('discard', () => {
    it('removes a failed or waiting message for good', async () => {
      tab.answer = async ({ text }) => {
        if (text === 'bad') throw REFUSED;
        await hanging();
      };
      const bad = await tab.outbox.add('bad');
      await tab.outbox.add('on its way');
      const waiting = await tab.outbox.add('waiting');
      await clock.advance(0);
      await tab.outbox.discard(bad.id);
      await tab.outbox.discard(waiting.id);
      assert.deepEqual(states(tab), ['on its way sending']);
      assert.deepEqual(await stored(), ['on its way']);
    });

    it('does not pretend that a message on the wire can be taken back', async () => {
      tab.answer = hanging;
      const { id } = await tab.outbox.add('one');
      await clock.advance(0);
      await tab.outbox.discard(id);
      assert.deepEqual(states(tab), ['one sending']);
    });

    it('skips a message that is discarded while its pause runs', async () => {
      tab.answer = failing(NO_ANSWER);
      const { id } = await tab.outbox.add('one');
      await tab.outbox.add('two');
      await clock.advance(0);
      tab.answer = async () => {};
      await tab.outbox.discard(id);
      await clock.advance(1_000);
      assert.deepEqual(tab.sent, ['two']);
    });
  });

  describe('after a reload', () => {
    it('sends what is left, in order', async () => {
      tab.answer = failing(NO_ANSWER);
      for (const text of ['one', 'two', 'three']) await tab.outbox.add(text);
      tab.close();
      const next = openTab();
      await next.outbox.reread();
      await clock.advance(0);
      assert.deepEqual(next.sent, ['one', 'two', 'three']);
    });

    it('keeps the order even when the clock was turned back meanwhile', async () => {
      tab.answer = failing(NO_ANSWER);
      await tab.outbox.add('one');
      tab.close();
      clock.turnBack(3_600_000);
      const next = openTab();
      next.answer = hanging;
      await next.outbox.reread();
      await next.outbox.add('two');
      assert.deepEqual(
        next.entries.map(({ text }) => text),
        ['one', 'two'],
      );
    });

    it('leaves records of an unknown shape alone', async () => {
      await storage.set('message:x', { id: 'x', body: 'from a newer version' });
      await tab.outbox.reread();
      assert.deepEqual(tab.entries, []);
      assert.ok(await storage.get('message:x'));
    });
  });

  describe('in two tabs', () => {
    it('sends each message once, whoever wrote it', async () => {
      const other = openTab();
      tab.answer = other.answer = () => new Promise((resolve) => clock.after(100, resolve));
      await tab.outbox.add('one');
      await other.outbox.reread();
      await other.outbox.add('two');
      await tab.outbox.reread();
      await clock.advance(1_000);
      const attempts = [...tab.attempts, ...other.attempts].map(({ text }) => text);
      assert.deepEqual(attempts.sort(), ['one', 'two']);
    });

    it('shows what the other tab is sending, and what waits', async () => {
      const other = openTab();
      tab.answer = hanging;
      await tab.outbox.add('one');
      await tab.outbox.add('two');
      await clock.advance(0);
      await other.outbox.reread(tab.shared.at(-1) ?? null);
      assert.deepEqual(states(other), ['one sending', 'two queued']);
      await clock.advance(60_000);
      assert.equal(other.attempts.length, 0);
    });

    it('takes over when the sending tab dies', async () => {
      const other = openTab();
      tab.answer = hanging;
      await tab.outbox.add('one');
      await clock.advance(0);
      await other.outbox.reread(tab.shared.at(-1) ?? null);
      await clock.advance(1_000);
      assert.equal(other.attempts.length, 0, 'while the first tab lives');
      tab.locks.kill();
      await clock.advance(0);
      assert.deepEqual(other.sent, ['one']);
    });
  });

  it('stops in the middle of a pause and leaves no timer', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.outbox.add('one');
    await clock.advance(0);
    tab.close();
    await clock.advance(0);
    assert.equal(clock.pending, 0);
    assert.deepEqual(await stored(), ['one']);
  });
});

function wireMessage({ id, text }: OutboxEntry): WireMessage {
  return {
    id,
    text,
    conversation_id: 'c',
    seq: 1,
    revision: 1,
    sender: { kind: 'visitor', name: null, avatar_url: null },
    type: 'text',
    created_at: '2026-01-01T00:00:00Z',
    edited_at: null,
    deleted_at: null,
  };
}
