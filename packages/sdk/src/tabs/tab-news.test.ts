import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { SupportChat } from '../support-chat.ts';

describe('what a tab hears from another', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  /** Everything that is ever seen there, be it for a moment. */
  function watch(chat: SupportChat): ReadonlySet<string> {
    const seen = new Set<string>();
    chat.subscribe(() => chat.getSnapshot().messages.forEach(({ text }) => seen.add(text)));
    return seen;
  }

  for (const [kind, options] of [
    ['keeps everything in the tab', { storage: 'session' }],
    ['may not store anything', { consent: 'unknown' }],
  ] as const) {
    it(`is nothing about the visitor of one that ${kind}`, async () => {
      const shared = world.open();
      shared.setOpen(true);
      await shared.send('refuse me'); // makes a visitor without a conversation
      await world.clock.advance(1_000);
      const seen = watch(shared);
      const store = new TestWorld().browser.openStorage('a tab');
      const openStorage = () => ({ ...store, scope: 'tab' as const });
      const alone = world.open('storage' in options ? { openStorage } : {}, options);
      alone.setOpen(true);
      await alone.send('Between us');
      await world.clock.advance(5_000);
      assert.deepEqual(visible(alone), ['Between us (sent)']);
      assert.deepEqual([...seen], []);
      assert.equal(shared.getSnapshot().conversation, null);
    });
  }
});
