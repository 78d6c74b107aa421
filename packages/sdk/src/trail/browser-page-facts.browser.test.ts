// The page as a real browser tells of it. Run by `npm run test:element`; in Node there is none.
import { systemTimers } from '../lib/timers.ts';
import { browserPageFacts } from './browser-page-facts.ts';

if (typeof document === 'object') {
  const { assert, aTimeout, waitUntil } = await import('@open-wc/testing');
  const facts = browserPageFacts(systemTimers);

  describe('the facts of a page', () => {
    const { href } = location;
    afterEach(() => history.replaceState(null, '', href));

    it('say where it is', () => {
      assert.equal(facts.url(), location.href);
      assert.include(['desktop', 'tablet', 'phone'], facts.device());
      assert.equal(facts.locale(), document.documentElement.lang || navigator.language);
    });

    it('tell of navigation within the document, and leave history as it is', async () => {
      const { pushState } = history;
      const seen: string[] = [];
      const stop = facts.onNavigate(() => seen.push(new URL(facts.url()).searchParams.get('step') ?? '-'));
      history.pushState(null, '', '?step=1');
      await waitUntil(() => seen.length === 1, 'pushState', { timeout: 4_000 });
      history.replaceState(null, '', '?step=2');
      await waitUntil(() => seen.length === 2, 'replaceState', { timeout: 4_000 });
      history.back();
      await waitUntil(() => seen.length === 3, 'back', { timeout: 4_000 });
      stop();
      assert.deepEqual(seen, ['1', '2', '-']);
      assert.equal(history.pushState, pushState);
      history.replaceState(null, '', '?step=3');
      await aTimeout(50);
      assert.equal(seen.length, 3);
    }).timeout(15_000);

    it('measure how far the page was scrolled', async () => {
      const tall = document.createElement('div');
      tall.style.height = '5000px';
      document.body.append(tall);
      const seen: number[] = [];
      const stop = facts.onScroll((percent) => seen.push(Math.round(percent)));
      scrollTo(0, document.documentElement.scrollHeight);
      await waitUntil(() => seen.at(-1) === 100, 'the end of the page', { timeout: 4_000 });
      stop();
      scrollTo(0, 0);
      tall.remove();
    });

    it('notice a pointer that leaves at the top', () => {
      let count = 0;
      const stop = facts.onExitIntent(() => (count += 1));
      const leave = (clientY: number): unknown =>
        document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY }));
      leave(300);
      leave(-1);
      stop();
      leave(-1);
      assert.equal(count, 1);
    });
  });
}
