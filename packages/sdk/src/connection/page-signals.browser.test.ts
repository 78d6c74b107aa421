// What a real page says about itself. Run by `npm run test:element`; in Node it says nothing.
import { browserPageSignals, type PageSignal } from './page-signals.ts';

if (typeof document === 'object') {
  const { assert } = await import('@open-wc/testing');

  describe('the signals of a page', () => {
    it('tell that it is left, and that it is back, until nobody listens', () => {
      const heard: PageSignal[] = [];
      const stop = browserPageSignals().subscribe((signal) => heard.push(signal));
      for (const type of ['pagehide', 'pageshow', 'offline', 'online']) window.dispatchEvent(new Event(type));
      stop();
      window.dispatchEvent(new Event('pagehide'));
      assert.deepEqual(heard, ['leaving', 'visible', 'offline', 'online']);
    });
  });
}
