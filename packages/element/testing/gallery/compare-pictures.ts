/**
 * Whether two pictures of the widget show the same, for eyes that do not care how a browser smooths its type.
 *
 * Both are half as wide and high as on screen, and looked at through a window of 8 × 8 pixels, which moves by 4; only the average of what is in it counts:
 * a letter that is drawn a little bolder hardly changes an average; something that is missing, moved or in another colour
 * does. A window differs when a channel is more than `COLOR_TOLERANCE` away from what it was, there and a pixel around it
 * (browsers round halves as they like); the picture is another one when more than `SHARE_TOLERANCE` of its windows
 * differ. The browser does the decoding, so nothing else is needed for it.
 */
import type { Page } from 'playwright';

const WINDOW_PX = 8;
const STEP_PX = 4;

/** Of 255. */
const COLOR_TOLERANCE = 8;

/** Room for an emoji of another system. */
export const SHARE_TOLERANCE = 0.003;

export interface Comparison {
  /** Of windows that differ, 0 to 1; 1 for pictures of different sizes. */
  readonly share: number;
  /** A picture of where they differ, in red; null for different sizes. */
  readonly map: Buffer | null;
}

/** Compares two pictures in a page, whose content is lost. */
export async function comparePictures(page: Page, expected: Buffer, actual: Buffer): Promise<Comparison> {
  await page.goto('about:blank');
  const { share, map } = await page.evaluate(compare, {
    urls: [toUrl(expected), toUrl(actual)],
    windowPx: WINDOW_PX,
    stepPx: STEP_PX,
    tolerance: COLOR_TOLERANCE,
  });
  return { share, map: map === null ? null : Buffer.from(map.split(',')[1] ?? '', 'base64') };
}

/** Half as wide and high: enough to compare, and a third of the bytes in the repository. The page's content is lost. */
export async function shrink(page: Page, png: Buffer): Promise<Buffer> {
  await page.goto('about:blank');
  const url = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const size = { width: Math.floor(image.width / 2), height: Math.floor(image.height / 2) };
    const canvas = Object.assign(document.createElement('canvas'), size);
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('There is no canvas to shrink pictures on.');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, size.width, size.height);
    return canvas.toDataURL('image/png');
  }, toUrl(png));
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

function toUrl(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`;
}

interface Task {
  readonly urls: readonly string[];
  readonly windowPx: number;
  readonly stepPx: number;
  readonly tolerance: number;
}

/** Runs in the page. */
async function compare({ urls, windowPx, stepPx, tolerance }: Task): Promise<{ share: number; map: string | null }> {
  const [expected, actual] = await Promise.all(
    urls.map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return image;
    }),
  );
  if (!expected || !actual || expected.width !== actual.width || expected.height !== actual.height)
    return { share: 1, map: null };
  const { width, height } = expected;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas to look at pictures with.');

  /** The sum of everything above and to the left of each pixel, channel by channel: a window is four look-ups. */
  const sumUp = (image: HTMLImageElement): readonly Float64Array[] => {
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return [0, 1, 2].map((channel) => {
      const sums = new Float64Array((width + 1) * (height + 1));
      for (let y = 0; y < height; y += 1) {
        let row = 0;
        for (let x = 0; x < width; x += 1) {
          row += data[(y * width + x) * 4 + channel] ?? 0;
          sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
        }
      }
      return sums;
    });
  };
  const average = (sums: Float64Array | undefined, left: number, top: number): number => {
    const at = (x: number, y: number): number => sums?.[y * (width + 1) + x] ?? 0;
    const [right, bottom] = [left + windowPx, top + windowPx];
    return (at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)) / windowPx ** 2;
  };
  const before = sumUp(expected);
  const after = sumUp(actual);
  const isSame = (left: number, top: number): boolean =>
    [0, 1, 2].every((channel) => {
      const now = average(after[channel], left, top);
      return [-1, 0, 1].some((dy) =>
        [-1, 0, 1].some((dx) => Math.abs(average(before[channel], left + dx, top + dy) - now) <= tolerance),
      );
    });

  // What is on the canvas is the actual picture now; red goes over it.
  context.fillStyle = 'rgb(255 0 0 / 0.4)';
  let windows = 0;
  let different = 0;
  for (let top = 1; top < height - windowPx; top += stepPx) {
    for (let left = 1; left < width - windowPx; left += stepPx) {
      windows += 1;
      if (isSame(left, top)) continue;
      different += 1;
      context.fillRect(left, top, windowPx, windowPx);
    }
  }
  return { share: different / windows, map: canvas.toDataURL('image/png') };
}
