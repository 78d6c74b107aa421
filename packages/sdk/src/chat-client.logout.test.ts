/** A logout needs no network, not even for the parts of the client that were never loaded. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../testing/test-world.ts';

const SCOPE = 'support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat';

/** Ends of the names of what does not load. */
let missing: readonly string[] = [];
registerHooks({
  resolve(specifier, context, next) {
    if (missing.some((end) => specifier.endsWith(end))) throw new TypeError('Failed to fetch a dynamic import');
    return next(specifier, context);
  },
});

describe('a logout whose part of the client does not load', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => {
    missing = [];
    world.close();
  });

  const stored = async (): Promise<readonly string[]> => [...(await world.browser.openStorage(SCOPE).list('')).keys()];

  it('forgets an earlier visit even where nothing else has loaded', async () => {
    missing = ['/online.ts', '/identity.ts'];
    const storage = world.browser.openStorage(SCOPE);
    await storage.set('session', { refresh_token: 'r', access_token: 'a', visitor_id: 'v', received_at: 0 });
    await storage.set('visitor', { profile: { name: 'Ana' } });
    await storage.set('message:m', { id: 'm', position: 1, createdAt: 1, text: 'Unsent' });
    const chat = world.open();
    await chat.load();
    assert.deepEqual(visible(chat), ['Unsent (queued)']);
    await chat.logout();
    assert.deepEqual(visible(chat), []);
    assert.deepEqual(await stored(), []);
  });

  it('forgets the visitor on the page, in the storage and in the other tabs', async () => {
    missing = ['/identity.ts'];
    const [chat, other] = [world.open(), world.open()];
    await other.load();
    await chat.send('Hello');
    await world.clock.advance(1_000);
    assert.deepEqual(visible(other), ['Hello (sent)']);
    world.server.fault = { kind: 'down' };
    await chat.send('Unsent');
    await chat.logout();
    await world.clock.advance(1_000);
    assert.deepEqual([visible(chat), visible(other), await stored()], [[], [], []]);
    world.server.fault = null;
    await other.send('Somebody else');
    await world.clock.advance(31_000);
    assert.deepEqual(visible(chat), ['Somebody else (sent)']);
    assert.deepEqual(world.server.visitorTexts, ['Hello', 'Somebody else']);
    assert.equal(world.server.sessions.count, 2);
  });
});
