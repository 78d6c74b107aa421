import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createOutboxTabs, failing, hanging, NO_ANSWER, type OutboxTab, states } from '../../testing/outbox-tabs.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { ChatError } from '../errors.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';

describe('the outbox, with files and at the end of the page', () => {
  let clock: FakeClock;
  let storage: KeyValueStorage;
  let tab: OutboxTab;
  let openTab: (random?: () => number) => OutboxTab;
  let stored: () => Promise<string[]>;
  let closeAll: () => void;
  beforeEach(() => ({ clock, storage, tab, openTab, stored, closeAll } = createOutboxTabs()));
  afterEach(() => closeAll());

  describe('with files', () => {
    const FILES = [{ id: 'f', name: 'a.png', mediaType: 'image/png', byteSize: 3 }];
    const photo = { text: 'photo', files: FILES };

    it('waits for them, and the later messages with it', async () => {
      let release = (): void => {};
      tab.prepare = () => new Promise((resolve) => (release = () => resolve(['attachment'])));
      await tab.add(photo);
      await tab.add('later');
      await clock.advance(60_000);
      assert.deepEqual(states(tab), ['photo queued', 'later queued']);
      release();
      await clock.advance(0);
      assert.deepEqual(tab.sent, ['photo', 'later']);
    });

    it('fails when one of them is refused, and lets the later messages go on', async () => {
      tab.prepare = failing(new ChatError('attachment_type_refused', 'No.', { status: 415 }));
      await tab.add(photo);
      await tab.add('later');
      await clock.advance(0);
      assert.deepEqual([states(tab), tab.sent, tab.refused], [['photo failed'], ['later'], ['photo']]);
      assert.deepEqual(await stored(), ['photo']);
    });

    it('tries again after a pause when they could not be looked after', async () => {
      tab.prepare = failing(NO_ANSWER);
      await tab.add(photo);
      await clock.advance(400);
      tab.prepare = async () => ['attachment'];
      assert.deepEqual(tab.sent, []);
      await clock.advance(200);
      assert.deepEqual(tab.sent, ['photo']);
    });

    it('can be discarded while they are on their way', async () => {
      let refuse = (_error: ChatError): void => {};
      tab.prepare = () => new Promise((_, reject) => (refuse = reject));
      const { id } = await tab.add(photo);
      await tab.add('later');
      await clock.advance(0);
      await tab.outbox.discard(id);
      refuse(new ChatError('aborted', 'Called off.'));
      await clock.advance(0);
      assert.deepEqual([tab.sent, tab.refused], [['later'], []]);
    });

    it('is not sent when it was discarded in the moment they arrived', async () => {
      let arrive = (): void => {};
      tab.prepare = () => new Promise((resolve) => (arrive = () => resolve(['attachment'])));
      const { id } = await tab.add(photo);
      await clock.advance(0);
      await tab.outbox.discard(id);
      arrive();
      await clock.advance(0);
      assert.deepEqual([tab.attempts, states(tab)], [[], []]);
    });

    it('takes them out of storage with it', async () => {
      const bytes = async (): Promise<unknown> => [await storage.get('file:f'), await storage.get('upload:f')];
      for (const end of ['sent', 'discarded'] as const) {
        await storage.set('file:f', new Blob(['abc']));
        await storage.set('upload:f', {});
        tab.prepare = end === 'sent' ? async () => ['attachment'] : () => new Promise(() => {});
        const { id } = await tab.add(photo);
        await clock.advance(0);
        if (end === 'discarded') await tab.outbox.discard(id);
        assert.deepEqual(await bytes(), [undefined, undefined], end);
      }
    });
  });

  describe('at the end of the page', () => {
    const texts = (): string[] => tab.attempts.map(({ text }) => text);

    it('sends at once what waits for the next try, in order', async () => {
      tab.answer = failing(NO_ANSWER);
      for (const text of ['one', 'two', 'three']) await tab.add(text);
      await clock.advance(0);
      tab.answer = hanging;
      tab.attempts.splice(0);
      tab.outbox.flush();
      await clock.advance(0);
      assert.deepEqual(texts(), ['one', 'two', 'three']);
    });

    it('sends at once what waits behind a message on the wire', async () => {
      tab.answer = hanging;
      await tab.add('one');
      await tab.add('two');
      await clock.advance(0);
      tab.outbox.flush();
      await clock.advance(0);
      assert.deepEqual(texts(), ['one', 'two']);
    });

    it('goes on as usual when the page lives on', async () => {
      tab.answer = failing(NO_ANSWER);
      await tab.add('one');
      await clock.advance(0);
      tab.outbox.flush();
      tab.answer = async () => {};
      await clock.advance(1_000);
      assert.deepEqual(tab.sent, ['one']);
      assert.deepEqual(await stored(), []);
    });

    it('sends no more than browsers let outlive the page, and nothing that would overtake', async () => {
      tab.answer = failing(NO_ANSWER);
      const long = 'x'.repeat(4_000);
      for (let index = 0; index < 8; index++) await tab.add(long);
      await clock.advance(0);
      tab.answer = hanging;
      tab.attempts.splice(0);
      tab.outbox.flush();
      await clock.advance(0);
      assert.equal(tab.attempts.length, 4, '4 × (2 000 + 3 × 4 000) bytes stay below 60 000');
    });

    it('stops at a message whose files have not arrived', async () => {
      tab.answer = failing(NO_ANSWER);
      await tab.add('one');
      await tab.add({ text: 'photo', files: [{ id: 'f', name: 'a', mediaType: '', byteSize: 1 }] });
      await tab.add('three');
      await clock.advance(0);
      tab.attempts.splice(0);
      tab.outbox.flush();
      await clock.advance(0);
      assert.deepEqual(texts(), ['one']);
    });

    it('leaves a server alone that has asked for it', async () => {
      tab.answer = failing(new ChatError('rate_limited', '', { status: 429, retryable: true, retryAfterMs: 5_000 }));
      await tab.add('one');
      await clock.advance(0);
      tab.outbox.flush();
      await clock.advance(0);
      assert.deepEqual(texts(), ['one']);
    });

    it('leaves it to the tab that sends', async () => {
      const other = openTab();
      other.answer = hanging;
      await other.add('one');
      await clock.advance(0);
      await tab.outbox.reread(other.shared.at(-1) ?? null);
      tab.outbox.flush();
      await clock.advance(0);
      assert.deepEqual(texts(), []);
    });
  });
});
