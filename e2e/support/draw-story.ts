import type { Page } from 'playwright';

/** Shows a story of a gallery, at a time that is always the same. */
export async function showStory(page: Page, url: string, query: Readonly<Record<string, string>>): Promise<void> {
  // "Today", "Oct 12": dates are words on a picture, too.
  await page.clock.setFixedTime('2026-11-21T15:00:00Z');
  await page.goto(`${url}/?${new URLSearchParams(query)}`);
  await page.locator('html[data-ready]').waitFor();
  // Chunks draw themselves into what is there already.
  await page.waitForLoadState('networkidle');
}

/** A picture of a story, where nothing moves by itself. `css`: for the page around it. */
export async function drawStory(
  page: Page,
  url: string,
  query: Readonly<Record<string, string>>,
  css?: string,
): Promise<Buffer> {
  await showStory(page, url, query);
  if (css !== undefined) await page.addStyleTag({ content: css });
  return await takePicture(page);
}

/** Twice, until nothing changes any more: pictures and sounds are decoded when they are. */
export async function takePicture(page: Page): Promise<Buffer> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  let last = await page.screenshot();
  for (;;) {
    const next = await page.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
}
