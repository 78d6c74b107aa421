import { ChatWidget } from './support/chat-widget.ts';
import { HOSTILE_PAGES, openHostilePage } from './support/hostile-page.ts';
import { expect, test } from './support/test.ts';

/** Ours, and those in which Lit notes its versions and what decorators said, for several copies on one page. */
const OUR_GLOBALS = [
  'SupportChat',
  'litElementVersions',
  'litHtmlVersions',
  'reactiveElementVersions',
  'litPropertyMetadata',
];

for (const [name, hostile] of Object.entries(HOSTILE_PAGES)) {
  test(`on a page with ${name} the chat works, and the page stays as it was`, async ({ page, stack, team }) => {
    const { problems, changes } = await openHostilePage(page, stack, hostile);
    const chat = new ChatWidget(page);
    const text = page.locator('#text');
    await chat.launcher.waitFor();
    const place = (): Promise<readonly number[]> =>
      text.evaluate((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return [x, y + scrollY + document.body.scrollTop, width, height];
      });
    const before = await place();

    await chat.open();
    const question = `Help on a page with ${name}`;
    await chat.send(question);
    await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();
    team.answer((await team.topicWith(question)).id, 'It works here, too.');
    await expect(chat.message('It works here, too.')).toBeVisible();

    // As large as it is meant to be, in its corner, with its own type.
    const panel = await chat.panel.boundingBox();
    expect(panel?.width).toBeGreaterThan(350);
    expect(panel?.height).toBeGreaterThan(500);
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeGreaterThan(1200);
    expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThan(800);
    const style = await chat.message('It works here, too.').evaluate((bubble) => {
      const { fontSize, textTransform, letterSpacing, opacity, visibility } = getComputedStyle(bubble);
      return {
        isReadable: parseFloat(fontSize) < 18 && parseFloat(fontSize) > 12,
        textTransform,
        letterSpacing,
        opacity,
        visibility,
      };
    });
    expect(style).toEqual({
      isReadable: true,
      textTransform: 'none',
      letterSpacing: 'normal',
      opacity: '1',
      visibility: 'visible',
    });

    await page.keyboard.press('Escape');
    await expect(chat.panel).toBeHidden();
    expect(await place()).toEqual(before);
    const { changed, ...rest } = await changes();
    expect(changed.filter((key) => !OUR_GLOBALS.includes(key.replace('window.', '')))).toEqual([]);
    expect(rest).toEqual({ attributes: true, head: 0, body: 1, shift: 0 });
    expect(problems).toEqual([]);
  });
}

test('a page that swaps its body, as Turbo does, keeps the chat with its conversation', async ({ page, stack }) => {
  const { problems } = await openHostilePage(page, stack, {});
  const chat = new ChatWidget(page);
  await chat.open();
  await chat.send('Before the swap.');
  await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();
  await page.evaluate(() => {
    const body = document.createElement('body');
    body.append('Another page');
    document.documentElement.replaceChild(body, document.body);
  });
  await expect(chat.message('Before the swap.')).toBeVisible();
  await chat.send('After the swap.');
  await expect(chat.message('After the swap.')).toBeVisible();
  await expect(page.locator('support-chat')).toHaveCount(1);
  expect(problems).toEqual([]);
});

test('opening and closing leave the scroll position of the page alone', async ({ page, stack }) => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await openHostilePage(page, stack, {});
    await page.evaluate(() => scrollTo(0, 700));
    const chat = new ChatWidget(page);
    await chat.open();
    await chat.panel.getByRole('button', { name: 'Close chat' }).click();
    await expect(chat.panel).toBeHidden();
    expect(await page.evaluate(() => scrollY)).toBe(700);
  }
});
