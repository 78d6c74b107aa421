/** The SDK alone, in real browsers: what the storage, the locks, the channels and the network of a browser make of it. */
import { expect, test } from './support/sdk-test.ts';

const MESSAGES = '**/functions/v1/support-chat/chat/message?**';

test('two tabs show the same, from the first message to the answer', async ({ openTab, team }) => {
  const first = await openTab();
  const second = await openTab();
  await first.send('From the first tab.');
  const topic = await team.topicWith('From the first tab.');
  await expect.poll(() => second.texts()).toEqual(['From the first tab.']);
  await second.send('From the second tab.');
  await team.topicWith('From the second tab.');
  team.answer(topic.id, 'I see both of you.');
  const all = ['From the first tab.', 'From the second tab.', 'I see both of you.'];
  for (const tab of [first, second]) {
    await expect.poll(() => tab.texts()).toEqual(all);
    await expect.poll(() => tab.connection()).toBe('live');
  }
  for (const text of all.slice(0, 2)) expect(team.count(text)).toBe(1);
  expect(await first.page.evaluate(() => window.chat.getSnapshot().unreadCount)).toBe(1);
  await second.page.evaluate(() => window.chat.markRead());
  await expect.poll(() => first.page.evaluate(() => window.chat.getSnapshot().unreadCount)).toBe(0);
});

test('what is written without a network waits, and arrives once and in order when it is back', async ({
  openTab,
  team,
  context,
}) => {
  const tab = await openTab();
  await tab.send('Before the tunnel.');
  await team.topicWith('Before the tunnel.');
  await expect.poll(() => tab.connection()).toBe('live');
  await context.setOffline(true);
  await tab.send('In the tunnel.');
  await tab.send('Still in the tunnel.');
  await expect.poll(() => tab.connection(), { timeout: 20_000 }).toBe('offline');
  // The first one may have been on its way when the network went.
  const waiting = async () => (await tab.lines()).slice(1);
  await expect.poll(waiting).toEqual(['In the tunnel. (queued)', 'Still in the tunnel. (queued)']);
  await context.setOffline(false);
  await team.topicWith('Still in the tunnel.');
  await expect.poll(() => tab.connection(), { timeout: 40_000 }).toBe('live');
  const all = ['Before the tunnel.', 'In the tunnel.', 'Still in the tunnel.'];
  expect(await tab.texts()).toEqual(all);
  for (const text of all) expect(team.count(text)).toBe(1);
});

test('a tab that dies while it sends is replaced by another', async ({ openTab, team }) => {
  const doomed = await openTab();
  const onTheWire = new Promise<void>((resolve) => void doomed.page.route(MESSAGES, () => resolve())); // and never answered
  await doomed.send('My last words.');
  await onTheWire;
  const heir = await openTab();
  // It waits its turn; what the other tab has on the wire it could only have heard before.
  await expect.poll(() => heir.lines()).toEqual(['My last words. (queued)']);
  await doomed.kill();
  await team.topicWith('My last words.');
  await expect.poll(() => heir.lines()).toEqual([expect.stringMatching(/^My last words\. \((sent|delivered|seen)\)$/)]);
  expect(team.count('My last words.')).toBe(1);
});

test('unsent messages survive a reload, and the end of all tabs', async ({ openTab, team, context }) => {
  const tab = await openTab();
  let isDown = true;
  await context.route(MESSAGES, (route) => (isDown ? route.abort() : route.fallback()));
  await tab.send('Before the reload.');
  await tab.page.reload();
  await expect.poll(() => tab.texts()).toEqual(['Before the reload.']);
  await tab.send('After the reload.');
  await tab.kill();
  isDown = false;
  const later = await openTab();
  await team.topicWith('After the reload.');
  const all = ['Before the reload.', 'After the reload.'];
  await expect.poll(() => later.texts()).toEqual(all);
  for (const text of all) expect(team.count(text)).toBe(1);
});

for (const [how, refuse] of [
  [
    'by its name',
    () =>
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('No.', 'SecurityError');
        },
      }),
  ],
  [
    'when it is opened',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('No.', 'InvalidStateError');
      };
    },
  ],
] as const) {
  test(`where IndexedDB is refused ${how}, the chat works from memory and says so`, async ({
    openTab,
    team,
    context,
  }) => {
    await context.addInitScript(refuse);
    const tab = await openTab();
    await tab.send(`Nothing is kept here (${how}).`);
    await team.topicWith(`Nothing is kept here (${how}).`);
    expect(await tab.storage()).toBe('memory');
    await expect.poll(() => tab.connection()).toBe('live');
    await tab.page.reload();
    await tab.page.evaluate(() => window.chat.load());
    expect(await tab.texts()).toEqual([]);
  });
}

test('where the disk is full, the chat works from memory and says so', async ({
  openTab,
  team,
  site,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium can be told how much room there is');
  const tab = await openTab();
  expect(await tab.storage()).toBe('persistent');
  const devtools = await context.newCDPSession(tab.page);
  // Before the first write: Chromium asks once how much is left, and remembers it.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 1 });
  await tab.send('There is no room for this.');
  await team.topicWith('There is no room for this.');
  await expect
    .poll(() => tab.lines())
    .toEqual([expect.stringMatching(/^There is no room for this\. \((sent|delivered)\)$/)]);
  expect(await tab.storage()).toBe('memory');
  await tab.send('Nor for this.');
  await team.topicWith('Nor for this.');
  for (const text of ['There is no room for this.', 'Nor for this.']) expect(team.count(text)).toBe(1);
});
