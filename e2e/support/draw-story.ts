import type { Page } from 'playwright';

/** A story of a gallery, at a time that is always the same. `css`: for the page around it. */
export async function drawStory(
  page: Page,
  url: string,
  query: Readonly<Record<string, string>>,
  css?: string,
): Promise<Buffer> {
  // "Today", "Oct 12": dates are words on a picture, too.
  await page.clock.setFixedTime('2026-11-21T15:00:00Z');
  await page.goto(`${url}/?${new URLSearchParams(query)}`);
  await page.locator('html[data-ready]').waitFor();
  if (css !== undefined) await page.addStyleTag({ content: css });
  // Chunks draw themselves into what is there already.
  await page.waitForLoadState('networkidle');
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
