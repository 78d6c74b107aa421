import { expect } from '@open-wc/testing';
import '../define-menu.ts';
import { message, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { isNotifying, setNotifying } from './notifications.ts';
import { waitUntil } from '../../testing/wait-until.ts';

/** Stands for the browser's own. */
class FakeNotification extends EventTarget {
  static permission: NotificationPermission = 'default';
  static answer: NotificationPermission = 'granted';
  static asked = 0;
  static shown: FakeNotification[] = [];
  isClosed = false;
  readonly title: string;
  readonly options: NotificationOptions;

  constructor(title: string, options: NotificationOptions) {
    super();
    this.title = title;
    this.options = options;
    FakeNotification.shown.push(this);
  }

  static async requestPermission(): Promise<NotificationPermission> {
    FakeNotification.asked += 1;
    FakeNotification.permission = FakeNotification.answer;
    return FakeNotification.answer;
  }

  close(): void {
    this.isClosed = true;
    this.dispatchEvent(new Event('close'));
  }
}

function hide(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

const answer = message('n', 'It is on its way.', { from: 'Mika', at: 20 });

async function receive(chat: SupportChatHarness): Promise<void> {
  await chat.update({ unreadCount: chat.element.unreadCount + 1 });
  chat.chat.emit('message:received', { message: answer });
}

describe('notifications of the browser', () => {
  const original = globalThis.Notification;

  beforeEach(() => {
    globalThis.Notification = FakeNotification as unknown as typeof Notification;
    Object.assign(FakeNotification, { permission: 'default', answer: 'granted', asked: 0, shown: [] });
  });
  afterEach(() => {
    globalThis.Notification = original;
    hide(false);
    Reflect.deleteProperty(document, 'hidden');
    SupportChatHarness.cleanUp();
  });

  it('are off, and nobody is asked, until the visitor wants them', async () => {
    const chat = await SupportChatHarness.mount(stories.conversation.snapshot);
    hide(true);
    await receive(chat);
    await waitUntil(() => document.title.startsWith('(1)'), 'the title did not call');
    expect([FakeNotification.asked, FakeNotification.shown.length]).to.deep.equal([0, 0]);
  });

  it('say who wrote what while the page is not on screen, and go when it is', async () => {
    const chat = await SupportChatHarness.mount(stories.conversation.snapshot);
    expect(await chat.element.enableNotifications()).to.equal(true);
    hide(true);
    await receive(chat);
    await waitUntil(() => FakeNotification.shown.length === 1, 'nothing was shown');
    const [shown] = FakeNotification.shown;
    expect([shown!.title, shown!.options.body]).to.deep.equal(['Mika', 'It is on its way.']);
    hide(false);
    expect(shown!.isClosed).to.equal(true);
  });

  it('lead into the conversation', async () => {
    const chat = await SupportChatHarness.mount(stories.conversation.snapshot);
    await setNotifying(chat.element, true);
    hide(true);
    await receive(chat);
    await waitUntil(() => FakeNotification.shown.length === 1, 'nothing was shown');
    FakeNotification.shown[0]!.dispatchEvent(new Event('click'));
    await chat.settle();
    expect([chat.element.opened, FakeNotification.shown[0]!.isClosed]).to.deep.equal([true, true]);
  });

  it('say nothing of what another tab has shown meanwhile', async () => {
    const chat = await SupportChatHarness.mount(stories.conversation.snapshot);
    await setNotifying(chat.element, true);
    hide(true);
    const later: (() => void)[] = [];
    const realSetTimeout = globalThis.setTimeout;
    globalThis.setTimeout = ((run: () => void, ms: number) =>
      ms === 1000 ? later.push(run) : realSetTimeout(run, ms)) as typeof setTimeout;
    await receive(chat);
    await waitUntil(() => later.length === 1, 'nobody was to be called back');
    globalThis.setTimeout = realSetTimeout;
    await chat.update({ unreadCount: 0 });
    later[0]!();
    expect(FakeNotification.shown).to.deep.equal([]);
  });

  it('are a wish of the visitor that is kept where something may be kept', async () => {
    const kept = (): string | null => localStorage.getItem('support-chat:wk_test@chat.example:facts');
    const inMemory = await SupportChatHarness.mount(stories.conversation.snapshot);
    await setNotifying(inMemory.element, true);
    expect([isNotifying(inMemory.element), kept()]).to.deep.equal([true, null]);
    inMemory.element.remove();
    const unasked = await SupportChatHarness.mount(stories.conversation.snapshot, {
      storage: 'auto',
      consent: 'unknown',
    });
    await setNotifying(unasked.element, true);
    expect(kept()).to.equal(null);
    unasked.element.remove();
    const chat = await SupportChatHarness.mount(stories.conversation.snapshot, { storage: 'auto' });
    await setNotifying(chat.element, true);
    expect(kept()).to.equal('{"notifies":true}');
    chat.element.remove();
    const next = await SupportChatHarness.mount(stories.conversation.snapshot, { storage: 'auto' });
    expect(isNotifying(next.element)).to.equal(true);
    next.chat.emit('identity:changed', { visitor: null });
    expect(kept()).to.equal(null);
  });

  describe('in the menu', () => {
    async function openMenu() {
      const chat = await SupportChatHarness.mount(stories.conversation.snapshot);
      await chat.openConversation();
      await chat.click('More');
      const menu = chat.root.querySelector('support-chat-menu')!;
      const entry = (): HTMLElement | undefined =>
        Array.from(menu.shadowRoot?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []).find(
          ({ textContent }) => textContent.trim() === 'Browser notifications',
        );
      await waitUntil(() => entry(), 'the menu did not come');
      return { chat, menu, entry };
    }

    it('are turned on and off', async () => {
      const { chat, menu, entry } = await openMenu();
      expect(entry()!.getAttribute('aria-checked')).to.equal('false');
      entry()!.click();
      await waitUntil(() => entry()?.getAttribute('aria-checked') === 'true', 'they are not on');
      await chat.expectAccessible();
      entry()!.click();
      await menu.updateComplete;
      await waitUntil(() => entry()?.getAttribute('aria-checked') === 'false', 'they are not off');
    });

    it('say it when the browser blocks them', async () => {
      FakeNotification.answer = 'denied';
      const { menu, entry } = await openMenu();
      entry()!.click();
      await waitUntil(() => menu.shadowRoot!.querySelector('[role=dialog]'), 'nothing was said');
      expect(menu.shadowRoot!.textContent).to.contain('Your browser blocks notifications');
    });
  });
});
