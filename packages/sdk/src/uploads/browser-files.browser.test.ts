// Pictures and bytes in a real browser. Run by `npm run test:element`; in Node it says nothing.
import { browserPutFile } from './put-file.ts';
import { browserShrinkPicture, shrinkFile } from './shrink-picture.ts';

if (typeof document === 'object') {
  const { assert } = await import('@open-wc/testing');

  /** Red on the left, blue on the right, with noise, so that a smaller copy has fewer bytes. */
  const draw = async (width: number, height: number, type: string): Promise<Blob> => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    for (let x = 0; x < width; x += 4) {
      for (let y = 0; y < height; y += 4) {
        const shade = 150 + ((x * 7 + y * 13) % 100);
        context.fillStyle = x < width / 2 ? `rgb(${shade} 0 0)` : `rgb(0 0 ${shade})`;
        context.fillRect(x, y, 4, 4);
      }
    }
    return canvas.convertToBlob({ type, quality: 0.95 });
  };

  const look = async (file: Blob) => {
    const picture = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(picture, 0, 0);
    const colorAt = (x: number, y: number): 'red' | 'blue' => {
      const [red = 0, , blue = 0] = context.getImageData(x * picture.width, y * picture.height, 1, 1).data;
      return red > blue ? 'red' : 'blue';
    };
    return { width: picture.width, height: picture.height, colorAt };
  };

  /** A JPEG of a camera that was held so that its picture has to be turned by 90° clockwise (EXIF orientation 6). */
  const turned = async (jpeg: Blob): Promise<Blob> => {
    const bytes = new Uint8Array(await jpeg.arrayBuffer());
    const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
    const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
    const segment = [0xff, 0xe1, 0, body.length + 2, ...body];
    // In one part, as from a camera: Firefox looks at the first part of a blob alone to know what kind of picture it is.
    const photo = new Uint8Array([...bytes.slice(0, 2), ...segment, ...bytes.slice(2)]);
    return new Blob([photo], { type: 'image/jpeg' });
  };

  describe('pictures in a browser', () => {
    for (const type of ['image/jpeg', 'image/png', 'image/webp']) {
      it(`are brought down to the longer edge and keep their type (${type})`, async () => {
        const large = await draw(800, 400, type);
        const small = await shrinkFile(large, 200, browserShrinkPicture);
        assert.isBelow(small.size, large.size);
        assert.equal(small.type, type);
        const { width, height, colorAt } = await look(small);
        assert.deepEqual([width, height], [200, 100]);
        assert.deepEqual([colorAt(0.1, 0.5), colorAt(0.9, 0.5)], ['red', 'blue']);
      });
    }

    it('stay as they are when they are small enough, or no picture', async () => {
      const picture = await draw(200, 100, 'image/png');
      assert.equal(await shrinkFile(picture, 200, browserShrinkPicture), picture);
      const text = new Blob(['not a picture'], { type: 'image/png' });
      assert.equal(await shrinkFile(text, 200, browserShrinkPicture), text);
    });

    it('are turned as the camera was held', async () => {
      const photo = await turned(await draw(800, 400, 'image/jpeg'));
      const { width, height, colorAt } = await look(await shrinkFile(photo, 200, browserShrinkPicture));
      assert.deepEqual([width, height], [100, 200]);
      assert.deepEqual([colorAt(0.5, 0.1), colorAt(0.5, 0.9)], ['red', 'blue']);
    });
  });

  describe('bytes in a browser', () => {
    const file = new Blob([new Uint8Array(300_000)]);
    const put = browserPutFile(() => Promise.reject(new Error('not with fetch')));

    it('leave with progress, and the status comes back', async () => {
      const sent: number[] = [];
      const { signal } = new AbortController();
      const onProgress = (bytes: number): number => sent.push(bytes);
      const status = await put({ url: '/nowhere', headers: { 'content-type': 'image/png' }, file, signal, onProgress });
      assert.include([404, 405], status);
      assert.equal(sent.at(-1), file.size);
    });

    it('stop when they are called off', async () => {
      const controller = new AbortController();
      const sending = put({ url: '/nowhere', headers: {}, file, signal: controller.signal, onProgress: () => {} });
      controller.abort();
      const outcome = await sending.then(
        () => 'sent',
        (error: unknown) => (error as Error).name,
      );
      assert.equal(outcome, 'AbortError');
    });

    it('fail where nobody answers', async () => {
      const { signal } = new AbortController();
      const sending = put({ url: 'http://127.0.0.1:1/', headers: {}, file, signal, onProgress: () => {} });
      const outcome = await sending.then(
        () => 'sent',
        (error: unknown) => (error as Error).name,
      );
      assert.equal(outcome, 'TypeError');
    });
  });
}
