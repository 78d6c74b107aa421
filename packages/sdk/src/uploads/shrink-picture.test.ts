import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserShrinkPicture, shrinkFile, type ShrinkPicture } from './shrink-picture.ts';

const blob = (size: number, type: string): Blob => new Blob(['x'.repeat(size)], { type });

describe('a picture on its way', () => {
  const shrinkTo =
    (size: number, type: string): ShrinkPicture =>
    async () =>
      blob(size, type);

  for (const type of ['image/jpeg', 'image/png', 'image/webp']) {
    it(`is made smaller (${type})`, async () => {
      assert.equal((await shrinkFile(blob(9, type), 100, shrinkTo(5, type))).size, 5);
    });
  }

  const untouched = (name: string, file: Blob, edge: number, shrink: ShrinkPicture): void => {
    it(name, async () => assert.equal(await shrinkFile(file, edge, shrink), file));
  };
  for (const type of ['image/gif', 'image/svg+xml', 'image/avif', 'text/plain', '']) {
    untouched(`stays as it is as "${type}"`, blob(9, type), 100, shrinkTo(5, type));
  }
  untouched('stays as it is when that was asked for', blob(9, 'image/png'), 0, shrinkTo(5, 'image/png'));
  untouched('stays as it is when the copy is larger', blob(9, 'image/png'), 100, shrinkTo(10, 'image/png'));
  // Safari writes PNG when it is asked for WebP.
  untouched('stays as it is when the copy is of another type', blob(9, 'image/webp'), 9, shrinkTo(5, 'image/png'));
  untouched('stays as it is without means', blob(9, 'image/png'), 100, browserShrinkPicture);
  untouched('stays as it is when it cannot be read', blob(9, 'image/png'), 100, () =>
    Promise.reject(new DOMException('The source image could not be decoded.', 'InvalidStateError')),
  );
  untouched(
    'stays as it is when it moves (PNG)',
    new Blob(['\x89PNG....IHDR....acTL....'], { type: 'image/png' }),
    100,
    shrinkTo(5, 'image/png'),
  );
  untouched(
    'stays as it is when it moves (WebP)',
    new Blob(['RIFF....WEBPVP8X..........ANIM'], { type: 'image/webp' }),
    100,
    shrinkTo(5, 'image/webp'),
  );
});
