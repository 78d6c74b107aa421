import type { ChatError } from '@support-chat/sdk';
import { aTimeout, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { plain, withFetch } from '../../testing/bare-element.ts';
import { FakeChat } from '../../testing/fake-chat.ts';
import { config, message, online, stories } from '../../testing/stories.ts';
import { nextEvent, SupportChatHarness } from '../../testing/support-chat-harness.ts';
import type { SupportChatElement } from './support-chat.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const talking = stories.conversation.snapshot;

describe('<support-chat>', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  describe('properties', () => {
    it('makes no client before somebody wants it', async () => {
      const element = document.createElement('support-chat') as SupportChatElement;
      element.setAttribute('widget-key', 'wk_lazy@chat.example');
      document.body.append(element);
      await element.updateComplete;
      expect(element.client).to.equal(null);
      expect(localStorage.length + sessionStorage.length).to.equal(0);
    });

    it('makes a client when the pointer comes near, unless loading is manual', async () => {
      const lazy = await withFetch(async () => {
        const element = await plain({ 'widget-key': 'wk_a@chat.example' });
        element.shadowRoot!.querySelector('[part=launcher]')!.dispatchEvent(new PointerEvent('pointerenter'));
        return element.client !== null;
      });
      const manual = await withFetch(async () => {
        const element = await plain({ 'widget-key': 'wk_a@chat.example', loading: 'manual' });
        element.shadowRoot!.querySelector('[part=launcher]')!.dispatchEvent(new PointerEvent('pointerenter'));
        return element.client !== null;
      });
      expect([lazy, manual]).to.deep.equal([true, false]);
    });

    it('makes a client at once when loading is eager, and ends it with the element', async () => {
      await withFetch(async (urls) => {
        const element = await plain({ 'widget-key': 'wk_a@chat.example', loading: 'eager' });
        expect(urls).to.deep.equal(['https://chat.example/functions/v1/support-chat/widget-config?id=wk_a']);
        element.remove();
        await aTimeout(0);
        expect(element.client).to.equal(null);
      });
    });

    it('comes back by itself for a visitor who has a conversation', async () => {
      localStorage.setItem('support-chat:wk_a@chat.example:active', '1');
      await withFetch(async (urls) => {
        await plain({ 'widget-key': 'wk_a@chat.example' });
        await waitUntil(() => urls.length > 0, 'nothing was fetched');
      });
    });

    it('takes api-url over the host of the key', async () => {
      await withFetch(async (urls) => {
        await plain({ 'widget-key': 'wk_a@chat.example', 'api-url': 'https://other.example/api/', loading: 'eager' });
        expect(urls[0]).to.equal('https://other.example/api/widget-config?id=wk_a');
      });
    });

    it('shows in words that its key is no key', async () => {
      const element = await plain({ 'widget-key': 'nonsense' });
      const failure = nextEvent<CustomEvent<{ error: ChatError }>>(element, 'chat-error');
      element.open();
      expect((await failure).detail.error.code).to.equal('widget_key_invalid');
      await element.updateComplete;
      expect(element.shadowRoot!.querySelector('[role=alert]')?.textContent).to.contain('not available');
    });

    it('says so when it is opened without a key, once', async () => {
      const element = await plain({ loading: 'eager' });
      const codes: string[] = [];
      element.addEventListener('chat-error', (event) => codes.push(event.detail.error.code));
      await aTimeout(0);
      element.open();
      await element.updateComplete;
      await aTimeout(0);
      expect(codes).to.deep.equal(['widget_key_invalid']);
    });

    it('takes a key that comes a moment later', async () => {
      await withFetch(async (urls) => {
        const element = await plain({ loading: 'eager' });
        element.widgetKey = 'wk_late@chat.example';
        await element.updateComplete;
        expect(urls.join()).to.contain('wk_late');
      });
    });

    it('follows another client', async () => {
      const chat = await mount(ready);
      const second = new FakeChat({ ...ready, unreadCount: 5 });
      chat.element.client = second;
      await chat.settle();
      expect(chat.badge).to.equal('5');
      expect(chat.chat.subscriberCount).to.equal(0);
      expect(chat.chat.calls).not.to.include('destroy');
    });

    it('lets a page set properties before the element is defined', async () => {
      const element = document.createElement('support-chat');
      Object.defineProperty(element, 'unrelated', { value: 1 });
      element.heading = 'Acme';
      element.client = new FakeChat(ready);
      document.body.append(element);
      element.setDraft('');
      element.open();
      await element.updateComplete;
      expect(element.shadowRoot!.querySelector('[part=heading]')!.textContent).to.equal('Acme');
    });

    it('hides the launcher with launcher="none"', async () => {
      const chat = await mount(ready, { launcher: 'none' });
      expect(chat.launcher).to.equal(null);
      chat.element.open();
      await chat.settle();
      expect(chat.isPanelVisible).to.equal(true);
    });

    it('is a part of the page in inline mode: open at once, without launcher and close button', async () => {
      const chat = await mount(ready, { mode: 'inline' });
      expect(chat.launcher).to.equal(null);
      expect(chat.panel.localName).to.equal('section');
      expect(chat.isPanelVisible).to.equal(true);
      expect(chat.chat.calls).to.include('setOpen true');
      expect(() => chat.button('Close chat')).to.throw();
    });

    it('resolves ready with the configuration', async () => {
      const chat = await mount();
      let isReady = false;
      void chat.element.ready.then(() => (isReady = true));
      await chat.settle();
      expect(isReady).to.equal(false);
      await chat.update({ status: 'ready', config });
      expect(isReady).to.equal(true);
    });

    it('tells unread count, connection and availability', async () => {
      const chat = await mount({ ...talking, unreadCount: 3 });
      expect([chat.element.unreadCount, chat.element.connection, chat.element.availability]).to.deep.equal([
        3,
        'live',
        online,
      ]);
    });

    it('colours itself with the accent of the widget, and its own attribute wins', async () => {
      const chat = await mount({ ...ready, config: { ...config, accent: '#ffd400' } });
      const paint = (): string => getComputedStyle(chat.launcher).backgroundColor;
      const yellow = paint();
      chat.element.accent = '#0f0f0f';
      await chat.settle();
      const black = paint();
      const page = document.head.appendChild(document.createElement('style'));
      page.textContent = 'support-chat { --support-chat-accent: rgb(1, 2, 3) }';
      const own = paint();
      page.remove();
      expect(new Set([yellow, black, own]).size).to.equal(3);
      expect(own).to.contain('rgb(1, 2, 3)');
    });

    it("shows its state to the page's style sheets", async () => {
      const chat = await mount({ ...talking, unreadCount: 1, connection: 'offline' });
      expect(chat.element.matches(':state(unread):state(online):state(offline-network):not(:state(opened))')).to.equal(
        true,
      );
      await chat.open();
      expect(chat.element.matches(':state(opened)')).to.equal(true);
    });

    it('survives a page that unsets everything', async () => {
      const page = document.head.appendChild(document.createElement('style'));
      page.textContent = '* { all: unset } body { font: 40px serif; text-transform: uppercase; line-height: 3 }';
      const chat = await mount(ready);
      await chat.open();
      const style = getComputedStyle(chat.panel);
      expect([style.fontSize, style.textTransform, style.position]).to.deep.equal(['14.5px', 'none', 'fixed']);
      chat.element.hidden = true;
      expect(chat.launcher.checkVisibility()).to.equal(false);
      page.remove();
    });

    it('starts over with another key', async () => {
      await withFetch(async (urls) => {
        const element = await plain({ 'widget-key': 'wk_a@chat.example', loading: 'eager' });
        const first = element.client;
        element.widgetKey = 'wk_b@chat.example';
        await element.updateComplete;
        expect(element.client).not.to.equal(first);
        element.open();
        await element.updateComplete;
        expect(urls.at(-1)).to.contain('wk_b');
      });
    });
  });

  describe('language', () => {
    it('speaks the language of the page', async () => {
      document.documentElement.lang = 'de-AT';
      const chat = await mount(ready);
      await waitUntil(() => chat.launcher.getAttribute('aria-label') === 'Chat öffnen', 'it does not speak German');
    });

    it('prefers its own lang, and changes with it', async () => {
      document.documentElement.lang = 'de';
      const chat = await mount(ready, { lang: 'en' });
      expect(chat.launcher.getAttribute('aria-label')).to.equal('Open chat');
      chat.element.lang = 'de';
      await waitUntil(() => chat.launcher.getAttribute('aria-label') === 'Chat öffnen', 'it does not speak German');
    });

    it('falls back to the language of the widget, then to English', async () => {
      document.documentElement.removeAttribute('lang');
      const chat = await mount({ ...ready, config: { ...config, defaultLocale: 'de' } });
      await waitUntil(() => chat.launcher.getAttribute('aria-label') === 'Chat öffnen', 'it does not speak German');
      const other = await mount({ ...ready, config: { ...config, defaultLocale: 'tlh' } });
      expect(other.launcher.getAttribute('aria-label')).to.equal('Open chat');
    });

    it('takes single phrases from the page', async () => {
      const chat = await mount(ready);
      chat.element.translations = { openChat: 'Talk to us' };
      await chat.settle();
      expect(chat.launcher.getAttribute('aria-label')).to.equal('Talk to us');
    });
  });

  describe('storage', () => {
    it('remembers that there is a conversation only once something was sent', async () => {
      const chat = await mount(talking, { storage: 'auto' });
      await chat.openConversation();
      expect(localStorage.length).to.equal(0);
      chat.chat.emit('message:sent', { message: message('a', 'Hi') });
      expect(Object.keys(localStorage)).to.deep.equal(['support-chat:wk_test@chat.example:active']);
    });

    it('keeps a draft over a reload of the tab', async () => {
      const first = await mount(talking, { storage: 'auto' });
      await first.openConversation();
      await first.type('Half a');
      first.element.remove();
      const second = await mount({ ...talking, unreadCount: 1 }, { storage: 'auto' });
      await second.open();
      expect(second.field.value).to.equal('Half a');
    });

    it('keeps nothing with storage="memory"', async () => {
      const chat = await mount(talking, { storage: 'memory' });
      await chat.openConversation();
      await chat.type('Half a');
      chat.chat.emit('message:sent', { message: message('a', 'Hi') });
      expect(localStorage.length + sessionStorage.length).to.equal(0);
    });
  });
});
