/** What browsers do to tabs that nobody looks at. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ModelDevice } from '../../testing/model/model-device.ts';
import type { ModelTab } from '../../testing/model/model-tab.ts';
import { visible } from '../../testing/test-world.ts';

describe('a tab that is frozen', () => {
  let device: ModelDevice;
  let tab: ModelTab;
  beforeEach(async () => {
    device = new ModelDevice(true);
    tab = device.openTab(0);
    await tab.chat.send('Hello');
    await device.clock.until(() => tab.chat.getSnapshot().connection === 'live');
  });

  it('for hours asks at once when it goes on, and joins with a new token', async () => {
    const { server, clock } = device;
    tab.freeze();
    server.team.reply('Are you there?', { isSilent: true });
    await clock.advance(3 * 3_600_000);
    server.realtime.expire();
    tab.thaw();
    await clock.advance(0);
    assert.deepEqual(visible(tab.chat), ['Hello (sent)', 'Mika: Are you there?']);
    await clock.until(() => tab.chat.getSnapshot().connection === 'live', 5_000);
    const [first, ...later] = server.realtime.joins;
    assert.notEqual(later.at(-1)?.token, first?.token);
    assert.equal(server.realtime.sockets, 1);
  });

  it('while it sends does not keep its message from arriving once', async () => {
    const { server, clock } = device;
    server.nextFaults.push({ kind: 'late-answer', delayMs: 5_000, path: 'chat/message' });
    await tab.chat.send('Wait');
    await clock.advance(100);
    tab.freeze();
    await clock.advance(600_000);
    tab.thaw();
    await clock.advance(5_000);
    assert.deepEqual(visible(tab.chat), ['Hello (sent)', 'Wait (sent)']);
    assert.deepEqual(server.visitorTexts, ['Hello', 'Wait']);
  });

  it('has nothing left to run when it dies in its sleep, and the next one goes on from what is stored', async () => {
    const { server, clock } = device;
    server.fault = { kind: 'down' };
    await tab.chat.send('Last words');
    tab.freeze();
    device.crash(0, false);
    server.fault = null;
    const next = device.openTab(1);
    await clock.advance(5_000);
    assert.deepEqual(visible(next.chat), ['Hello (sent)', 'Last words (sent)']);
    assert.deepEqual(device.defects, []);
  });
});
