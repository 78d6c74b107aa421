// What a real browser tells of hands. Run by `npm run test:element`; in Node nobody can be seen.
import { browserSignsOfLife } from './signs-of-life.ts';

if (typeof document === 'object') {
  const { assert } = await import('@open-wc/testing');
  const { resetMouse, sendKeys, sendMouse } = await import('@web/test-runner-commands');

  describe('signs of life', () => {
    let heard = 0;
    let stop: () => void;
    beforeEach(async () => {
      await sendMouse({ type: 'move', position: [10, 10] });
      stop = browserSignsOfLife()!.subscribe(() => (heard += 1));
      await sendMouse({ type: 'move', position: [12, 12] });
      heard = 0;
    });
    afterEach(async () => {
      stop();
      await resetMouse();
    });

    it('are the pointer, keys and the wheel, also where the page keeps them to itself', async () => {
      const keep = (event: Event): void => event.stopPropagation();
      document.body.addEventListener('keydown', keep);
      await sendMouse({ type: 'move', position: [40, 40] });
      assert.isAbove(heard, 0, 'the pointer');
      heard = 0;
      await sendKeys({ press: 'a' });
      assert.isAbove(heard, 0, 'a key');
      heard = 0;
      await sendMouse({ type: 'click', position: [40, 40] });
      assert.isAbove(heard, 0, 'a click');
      document.body.removeEventListener('keydown', keep);
    });

    it('are not what the page does by itself: events of its scripts, and lists that scroll', async () => {
      const box = document.createElement('div');
      box.style.cssText = 'block-size:50px;overflow:auto';
      box.innerHTML = '<div style="block-size:500px"></div>';
      document.body.append(box);
      const scrolled = new Promise((resolve) => box.addEventListener('scroll', resolve, { once: true }));
      box.scrollTop = 100;
      await scrolled;
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
      box.click();
      box.remove();
      assert.equal(heard, 0);
    });

    it('are not told any more when nobody listens', async () => {
      stop();
      await sendKeys({ press: 'a' });
      assert.equal(heard, 0);
    });
  });
}
