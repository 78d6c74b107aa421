import { expect } from '@open-wc/testing';
import { TabTitle, type TitleCaller } from './tab-title.ts';
import { waitUntil } from '../../testing/wait-until.ts';

class Caller extends EventTarget implements TitleCaller {
  unreadCount = 0;

  read(count: number, event = 'chat-unread-change'): void {
    this.unreadCount = count;
    this.dispatchEvent(new Event(event));
  }
}

/** Takes the page off the screen, or brings it back. */
function hide(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the title of the tab', () => {
  let title: TabTitle;
  let caller: Caller;

  beforeEach(() => {
    document.title = 'Shop';
    title = new TabTitle();
    caller = new Caller();
    hide(true);
  });
  afterEach(() => {
    hide(false);
    Reflect.deleteProperty(document, 'hidden');
  });

  const call = (count: number): void => {
    caller.unreadCount = count;
    title.call(caller, 'Mika');
  };

  it('says how much is unread, and in turn who wrote', async () => {
    call(1);
    expect(document.title).to.equal('(1) Shop');
    await waitUntil(() => document.title === '(1) 💬 Mika', 'it did not turn');
    await waitUntil(() => document.title === '(1) Shop', 'it did not turn back');
  });

  it('follows callers that name their event otherwise', () => {
    title = new TabTitle('inbox-unread-change');
    call(2);
    caller.read(1, 'inbox-unread-change');
    expect(document.title).to.equal('(1) Shop');
    caller.read(0, 'inbox-unread-change');
    expect(document.title).to.equal('Shop');
  });

  it('is the page’s own again when somebody looks at it', () => {
    call(2);
    hide(false);
    expect(document.title).to.equal('Shop');
    caller.read(3);
    expect(document.title).to.equal('Shop');
  });

  it('is the page’s own again when everything was read elsewhere', () => {
    call(2);
    caller.read(1);
    expect(document.title).to.equal('(1) Shop');
    caller.read(0);
    expect(document.title).to.equal('Shop');
  });

  it('becomes what the page has called itself in the meantime', async () => {
    call(2);
    document.title = 'Cart  of Ana';
    await waitUntil(() => document.title === '(2) Cart of Ana', 'the page was not followed');
    document.querySelector('title')!.remove();
    const renewed = document.createElement('title');
    renewed.textContent = 'Checkout';
    document.head.append(renewed);
    await waitUntil(() => document.title === '(2) Checkout', 'a new element was not followed');
    hide(false);
    expect(document.title).to.equal('Checkout');
  });

  it('counts all chats of the page, up to 99', () => {
    const other = new Caller();
    call(60);
    other.unreadCount = 60;
    title.call(other, 'Ana');
    expect(document.title).to.equal('(99) Shop');
    caller.read(0);
    expect(document.title).to.equal('(60) Shop');
  });

  it('does not change by itself for people who want less motion', () => {
    const { matchMedia, setInterval } = globalThis;
    const calls: number[] = [];
    globalThis.matchMedia = (media) => ({ media, matches: media.includes('reduced-motion') }) as MediaQueryList;
    globalThis.setInterval = ((_: unknown, ms: number) => calls.push(ms)) as unknown as typeof setInterval;
    try {
      call(1);
    } finally {
      Object.assign(globalThis, { matchMedia, setInterval });
    }
    expect([document.title, ...calls]).to.deep.equal(['(1) Shop']);
  });
});
