import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { expect, test } from './support/sdk-test.ts';

// Playwright switches the cache off, because a page that comes out of it surprises most tests.
test.use({
  launchOptions: {
    executablePath: findChromium() ?? '',
    args: chromiumArguments(),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
});

test('a page out of the back-forward cache catches up at once and is live again', async ({ openTab, team }) => {
  const tab = await openTab();
  await tab.send('I only look around.');
  const topic = await team.topicWith('I only look around.');
  await expect.poll(() => tab.connection()).toBe('live');
  await tab.page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await tab.page.goto('about:blank');
  team.answer(topic.id, 'Take your time.');
  await tab.page.goBack({ waitUntil: 'commit' }); // nothing is loaded
  await expect.poll(() => tab.texts()).toEqual(['I only look around.', 'Take your time.']);
  await expect.poll(() => tab.connection()).toBe('live');
  expect(await tab.page.evaluate(() => 'isSamePage' in window)).toBe(true);
  team.answer(topic.id, 'Still there?');
  await expect.poll(() => tab.texts()).toEqual(['I only look around.', 'Take your time.', 'Still there?']);
});
