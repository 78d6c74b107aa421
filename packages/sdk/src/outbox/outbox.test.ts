import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  createOutboxTabs,
  failing,
  hanging,
  NO_ANSWER,
  REFUSED,
  type OutboxTab,
  states,
} from '../../testing/outbox-tabs.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { ChatError } from '../errors.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { OutboxEntry } from './outbox-entry.ts';

describe('the outbox', () => {
  let clock: FakeClock;
  let storage: KeyValueStorage;
  let tab: OutboxTab;
  let openTab: (random?: () => number) => OutboxTab;
  let stored: () => Promise<string[]>;
  let closeAll: () => void;
  beforeEach(() => ({ clock, storage, tab, openTab, stored, closeAll } = createOutboxTabs()));
  afterEach(() => closeAll());

  it('has a message in storage before it reports it', async () => {
    tab.answer = hanging;
    await tab.add('one');
    assert.deepEqual(await stored(), ['one']);
    assert.deepEqual(states(tab), ['one queued']);
    await clock.advance(0);
    assert.deepEqual(states(tab), ['one sending']);
  });

  it('sends in the order of writing, the next only after an answer', async () => {
    let release = (): void => {};
    tab.answer = () => new Promise((resolve) => (release = resolve));
    await Promise.all(['one', 'two', 'three'].map((text) => tab.add(text)));
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
    await tab.add('one');
    await clock.advance(120_000);
    const pauses = tab.attempts.slice(1).map(({ at }, index) => at - (tab.attempts[index]?.at ?? 0));
    assert.deepEqual(pauses.slice(0, 8), [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    assert.deepEqual(states(tab), ['one queued']);
  });

  it('pauses as long when another tab tells of what it has heard, and not when there is something new', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.add('one');
    await clock.advance(8_000);
    const tries = tab.attempts.length;
    for (let word = 0; word < 50; word++) await tab.outbox.reread();
    await clock.advance(0);
    assert.equal(tab.attempts.length, tries);
    await openTab().add('two');
    await tab.outbox.reread();
    await clock.advance(0);
    assert.equal(tab.attempts.length, tries + 1);
  });

  it('begins with short pauses again after a success', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.add('one');
    await clock.advance(20_000);
    tab.answer = async ({ text }) => {
      if (text === 'two') throw NO_ANSWER;
    };
    await tab.add('two');
    const attempts = (): number[] => tab.attempts.filter(({ text }) => text === 'two').map(({ at }) => at);
    await clock.until(() => attempts().length >= 2);
    const [first = 0, second = 0] = attempts();
    assert.equal(second - first, 500);
  });

  it('tries at once when it is woken', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.add('one');
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
    await tab.add('one');
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
    await tab.add('bad');
    await tab.add('good');
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
    await tab.add('one');
    await clock.advance(1_000);
    assert.ok(tab.attempts.length >= 2);
    assert.deepEqual(await stored(), ['one']);
  });

  describe('retry', () => {
    const failOne = async (error = REFUSED): Promise<OutboxEntry> => {
      tab.answer = failing(error);
      const entry = await tab.add('one');
      await clock.advance(0);
      tab.answer = async () => {};
      return entry;
    };

    it('sends a failed message again, behind those that wait, under the same id', async () => {
      const { id } = await failOne();
      tab.answer = hanging;
      await tab.add('two');
      await tab.outbox.retry(id);
      await clock.advance(0);
      assert.deepEqual(states(tab), ['two sending', 'one queued']);
      assert.equal(tab.entries[1]?.id, id);
    });

    it('takes a new id when the old one belongs to what the message said before', async () => {
      const { id } = await failOne();
      await tab.outbox.edit(id, { text: 'one, corrected', isEdited: true });
      tab.answer = async () => {
        throw new ChatError('message_id_conflict', '', { status: 409 });
      };
      await tab.outbox.retry(id);
      await clock.advance(0);
      assert.deepEqual(states(tab), ['one, corrected failed']);
      tab.answer = hanging;
      await tab.outbox.retry(id);
      assert.equal(tab.entries.length, 1);
      assert.notEqual(tab.entries[0]?.id, id);
      assert.deepEqual(await stored(), ['one, corrected']);
    });

    it('leaves alone what has not failed or is not known', async () => {
      tab.answer = hanging;
      const { id } = await tab.add('one');
      await clock.advance(0);
      await tab.outbox.retry(id);
      await tab.outbox.retry('unknown');
      assert.deepEqual(states(tab), ['one sending']);
    });
  });

  it('lets go of a message that had come through in a session that is over', async () => {
    tab.answer = async () => {
      throw new ChatError('message_id_conflict', '', { status: 409 });
    };
    await tab.add('one');
    await clock.advance(0);
    assert.deepEqual([tab.entries, await stored()], [[], []]);
  });

  describe('discard', () => {
    it('removes a failed or waiting message for good', async () => {
      tab.answer = async ({ text }) => {
        if (text === 'bad') throw REFUSED;
        await hanging();
      };
      const bad = await tab.add('bad');
      await tab.add('on its way');
      const waiting = await tab.add('waiting');
      await clock.advance(0);
      await tab.outbox.discard(bad.id);
      await tab.outbox.discard(waiting.id);
      assert.deepEqual(states(tab), ['on its way sending']);
      assert.deepEqual(await stored(), ['on its way']);
    });

    it('does not pretend that a message on the wire can be taken back', async () => {
      tab.answer = hanging;
      const { id } = await tab.add('one');
      await clock.advance(0);
      await tab.outbox.discard(id);
      assert.deepEqual(states(tab), ['one sending']);
    });

    it('skips a message that is discarded while its pause runs', async () => {
      tab.answer = failing(NO_ANSWER);
      const { id } = await tab.add('one');
      await tab.add('two');
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
      for (const text of ['one', 'two', 'three']) await tab.add(text);
      tab.close();
      const next = openTab();
      await next.outbox.reread();
      await clock.advance(0);
      assert.deepEqual(next.sent, ['one', 'two', 'three']);
    });

    it('keeps the order even when the clock was turned back meanwhile', async () => {
      tab.answer = failing(NO_ANSWER);
      await tab.add('one');
      tab.close();
      clock.turnBack(3_600_000);
      const next = openTab();
      next.answer = hanging;
      await next.outbox.reread();
      await next.add('two');
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
      await tab.add('one');
      await other.outbox.reread();
      await other.add('two');
      await tab.outbox.reread();
      await clock.advance(1_000);
      const attempts = [...tab.attempts, ...other.attempts].map(({ text }) => text);
      assert.deepEqual(attempts.sort(), ['one', 'two']);
    });

    it('shows what the other tab is sending, and what waits', async () => {
      const other = openTab();
      tab.answer = hanging;
      await tab.add('one');
      await tab.add('two');
      await clock.advance(0);
      await other.outbox.reread(tab.shared.at(-1) ?? null);
      assert.deepEqual(states(other), ['one sending', 'two queued']);
      await clock.advance(60_000);
      assert.equal(other.attempts.length, 0);
    });

    it('takes over when the sending tab dies', async () => {
      const other = openTab();
      tab.answer = hanging;
      await tab.add('one');
      await clock.advance(0);
      await other.outbox.reread(tab.shared.at(-1) ?? null);
      await clock.advance(1_000);
      assert.equal(other.attempts.length, 0, 'while the first tab lives');
      tab.locks.kill();
      await clock.advance(0);
      assert.deepEqual(other.sent, ['one']);
    });
  });

  it('waits as long with a clock that is turned back or forth meanwhile', async () => {
    for (const turn of [-3_600_000, 3_600_000]) {
      tab.answer = failing(NO_ANSWER);
      await tab.add('one');
      await clock.advance(0);
      tab.answer = async () => {};
      clock.turnBack(turn);
      await clock.advance(400);
      assert.deepEqual(tab.sent, []);
      await clock.advance(200);
      assert.deepEqual(tab.sent.splice(0), ['one']);
    }
  });

  it('never waits longer than an hour, whatever a date from the server means to this clock', async () => {
    tab.answer = failing(new ChatError('rate_limited', '', { status: 429, retryable: true, retryAfterMs: 3e10 }));
    await tab.add('one');
    await clock.advance(0);
    tab.answer = async () => {};
    await clock.advance(3_600_000);
    assert.deepEqual(tab.sent, ['one']);
  });

  it('stands in the order of the calls, however long a message takes to be put together', async () => {
    tab.answer = hanging;
    let release = (): void => {};
    const slow = tab.outbox.add(() => new Promise((resolve) => (release = () => resolve({ text: 'slow' }))));
    const quick = tab.add('quick');
    await clock.advance(1_000);
    release();
    await Promise.all([slow, quick]);
    assert.deepEqual(
      tab.entries.map(({ text }) => text),
      ['slow', 'quick'],
    );
  });

  it('goes on after a message that could not be put together', async () => {
    const failure = new ChatError('attachment_not_found', 'No.');
    await assert.rejects(
      tab.outbox.add(() => Promise.reject(failure)),
      failure,
    );
    await tab.add('two');
    await clock.advance(0);
    assert.deepEqual(tab.sent, ['two']);
  });

  it('stops in the middle of a pause and leaves no timer', async () => {
    tab.answer = failing(NO_ANSWER);
    await tab.add('one');
    await clock.advance(0);
    tab.close();
    await clock.advance(0);
    assert.equal(clock.pending, 0);
    assert.deepEqual(await stored(), ['one']);
  });
});
