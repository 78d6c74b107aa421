import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as sample from '../../testing/sample-files.ts';
import { pictureSize } from './picture-size.ts';

describe('pictureSize', () => {
  it('reads the header of every picture that is shown inline', () => {
    const size = { width: 640, height: 480 };
    assert.deepEqual(pictureSize('image/png', sample.png(640, 480)), size);
    assert.deepEqual(pictureSize('image/gif', sample.gif(640, 480)), size);
    assert.deepEqual(pictureSize('image/jpeg', sample.jpeg(640, 480)), size);
    for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const) {
      assert.deepEqual(pictureSize('image/webp', sample.webp(kind, 640, 480)), size, kind);
    }
  });

  it('turns a photo as its orientation says', () => {
    for (const upright of [1, 2, 3, 4]) {
      assert.deepEqual(pictureSize('image/jpeg', sample.jpeg(640, 480, upright)), { width: 640, height: 480 });
    }
    for (const lying of [5, 6, 7, 8]) {
      assert.deepEqual(pictureSize('image/jpeg', sample.jpeg(640, 480, lying)), { width: 480, height: 640 });
    }
  });

  it('says nothing of what is cut off, impossible, or no picture', () => {
    for (const [type, whole] of [
      ['image/png', sample.png(640, 480)],
      ['image/jpeg', sample.jpeg(640, 480, 6)],
      ['image/webp', sample.webp('VP8L', 640, 480)],
    ] as const) {
      for (let length = 0; length < whole.byteLength; length += 1) {
        const size = pictureSize(type, whole.subarray(0, length));
        assert.ok(size === undefined || size.width * size.height === 640 * 480, `${type} after ${String(length)}`);
      }
    }
    assert.equal(pictureSize('image/png', sample.png(0, 480)), undefined);
    assert.equal(pictureSize('image/png', sample.png(2_000_000, 480)), undefined);
    assert.equal(pictureSize('application/pdf', sample.pdf()), undefined);
  });

  it('looks at the bytes it was given and no others', () => {
    const room = sample.concat(new Uint8Array(7), sample.png(640, 480));
    assert.deepEqual(pictureSize('image/png', room.subarray(7)), { width: 640, height: 480 });
  });
});
