import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testing/fake-clock.ts';
import { browserPageFacts, type PageWindow } from './browser-page-facts.ts';

/** Counts its listeners, and says what they were added with. */
class CountingTarget extends EventTarget {
  readonly added: AddEventListenerOptions[] = [];
  count = 0;

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.count += 1;
    this.added.push(args[2] as AddEventListenerOptions);
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.count -= 1;
    super.removeEventListener(...args);
  }

  say(type: string, detail: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), detail));
  }
}

class FakeWindow extends CountingTarget {
  readonly root = Object.assign(new CountingTarget(), { lang: '', layouts: 0, heightPx: 3_000 });
  readonly document = Object.assign(new CountingTarget(), {
    title: 'Shop',
    referrer: 'https://search.example/',
    documentElement: this.root as never,
  });
  readonly location = { href: 'https://shop.example/' };
  readonly performance = { now: () => 42 };
  readonly navigator = { language: 'pt-BR' };
  readonly screen = { width: 1_280, height: 800 };
  readonly innerHeight = 1_000;
  readonly frames: (() => void)[] = [];
  scrollY = 0;
  isTouched = false;

  constructor() {
    super();
    Object.defineProperty(this.root, 'scrollHeight', { get: () => (this.root.layouts++, this.root.heightPx) });
  }

  matchMedia = (): { matches: boolean } => ({ matches: this.isTouched });
  requestAnimationFrame = (callback: () => void): number => this.frames.push(callback);
  paint(): void {
    for (const frame of this.frames.splice(0)) frame();
  }
}

describe('the page of a browser', () => {
  let window: FakeWindow;
  let clock: FakeClock;
  const facts = (change: object = {}) =>
    browserPageFacts(clock, Object.assign(window, change) as unknown as PageWindow);
  beforeEach(() => {
    window = new FakeWindow();
    clock = new FakeClock();
  });
  const undos: (() => void)[] = [];
  afterEach(() => undos.splice(0).forEach((undo) => undo()));

  it('says where it is, and in which language', () => {
    const page = facts();
    assert.deepEqual(
      [page.url(), page.title(), page.referrer(), page.locale(), page.elapsedMs()],
      ['https://shop.example/', 'Shop', 'https://search.example/', 'pt-BR', 42],
    );
    window.root.lang = 'de';
    assert.equal(page.locale(), 'de');
  });

  it('is on a desktop, a tablet or a phone', () => {
    assert.equal(facts().device(), 'desktop');
    window.isTouched = true;
    assert.equal(facts().device(), 'tablet');
    assert.equal(facts({ screen: { width: 390, height: 844 } }).device(), 'phone');
  });

  it('is nothing much outside of a browser', () => {
    const page = browserPageFacts(clock, { performance });
    assert.deepEqual(
      [page.url(), page.title(), page.referrer(), page.locale(), page.device()],
      ['', '', '', '', 'desktop'],
    );
    for (const watch of [page.onNavigate, page.onScroll, page.onActivity, page.onExitIntent]) watch(() => {})();
    assert.equal(clock.pending, 0);
  });

  it('tells of navigation by the Navigation API, without looking for it', async () => {
    const navigation = new CountingTarget();
    let count = 0;
    const stop = facts({ navigation }).onNavigate(() => (count += 1));
    assert.deepEqual([clock.pending, window.count], [0, 0]);
    navigation.say('currententrychange');
    assert.equal(count, 0, 'the state of the entry changed, not its address');
    window.location.href = 'https://shop.example/socks';
    navigation.say('currententrychange');
    assert.equal(count, 1);
    stop();
    assert.equal(navigation.count, 0);
  });

  it('tells of navigation within a second where there is no Navigation API, and leaves history as it is', async () => {
    let count = 0;
    const stop = facts().onNavigate(() => (count += 1));
    window.location.href = 'https://shop.example/socks';
    await clock.advance(1_000);
    assert.equal(count, 1);
    window.location.href = 'https://shop.example/';
    window.say('popstate');
    assert.equal(count, 2);
    window.location.href = 'https://shop.example/#top';
    window.say('hashchange');
    await clock.advance(10_000);
    assert.equal(count, 3);
    stop();
    assert.deepEqual([window.count, clock.pending], [0, 0]);
  });

  it('measures scrolling once per frame, and nothing before the first scroll', () => {
    const seen: number[] = [];
    const stop = facts().onScroll((percent) => seen.push(percent));
    assert.equal(window.root.layouts, 0);
    for (const top of [100, 500, 1_000]) {
      window.scrollY = top;
      window.say('scroll');
    }
    assert.equal(window.root.layouts, 0);
    window.paint();
    window.scrollY = 2_100; // pulled beyond the end
    window.say('scroll');
    window.paint();
    window.scrollY = -20;
    window.say('scroll');
    window.paint();
    assert.deepEqual(seen, [50, 100, 0]);
    window.say('scroll');
    stop();
    window.paint();
    assert.deepEqual([seen.length, window.count], [3, 0]);
  });

  it('does not call a page scrolled that is too short for it', () => {
    const seen: number[] = [];
    window.root.heightPx = 1_000;
    undos.push(facts().onScroll((percent) => seen.push(percent)));
    window.say('scroll');
    window.paint();
    assert.deepEqual(seen, []);
  });

  it('notices a pointer that leaves at the top, not elsewhere', () => {
    let count = 0;
    const stop = facts().onExitIntent(() => (count += 1));
    window.root.say('mouseleave', { clientY: 400 });
    assert.equal(count, 0);
    window.root.say('mouseleave', { clientY: -3 });
    assert.equal(count, 1);
    stop();
    assert.equal(window.root.count, 0);
  });

  it('notices whatever the visitor does, passively', () => {
    let count = 0;
    const stop = facts().onActivity(() => (count += 1));
    for (const type of ['pointermove', 'keydown', 'scroll', 'touchstart', 'wheel']) window.say(type);
    assert.equal(count, 5);
    assert.ok(window.added.every(({ passive }) => passive === true));
    stop();
    assert.equal(window.count, 0);
  });
});
