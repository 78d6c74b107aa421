import { aTimeout, expect, nextFrame } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { plain, withFetch } from '../../testing/bare-element.ts';
import { FakeChat } from '../../testing/fake-chat.ts';
import { message, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { SupportChatElement } from './support-chat.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const talking = stories.conversation.snapshot;
const long = {
  ...talking,
  messages: Array.from({ length: 60 }, (_, index) => message(`m${index}`, `Line ${index}`, { from: 'Mika' })),
};

/** Somewhere else on the page. */
const elsewhere = (): HTMLElement => document.body.appendChild(document.createElement('section'));

describe('<support-chat> in the life of a page', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => {
    SupportChatHarness.cleanUp();
    document.querySelectorAll('body > :is(section, button, a)').forEach((node) => node.remove());
  });

  describe('moved in the document', () => {
    const ways: Record<string, (chat: Element, target: HTMLElement) => void> = {
      'by append': (chat, target) => target.append(chat),
      'by remove and append': (chat, target) => {
        chat.remove();
        target.append(chat);
      },
      'with the element around it': (chat, target) => target.append(chat.parentElement!),
    };
    if ('moveBefore' in Element.prototype) ways['by moveBefore'] = (chat, target) => target.moveBefore(chat, null);

    for (const [way, move] of Object.entries(ways)) {
      it(`keeps conversation, place in it, focus and events: ${way}`, async () => {
        const chat = await mount(long);
        elsewhere().append(chat.element);
        await chat.openConversation();
        await chat.type('Half a');
        chat.log.scrollTop = 700;
        await nextFrame();
        await nextFrame();
        const place = chat.log.scrollTop;
        const { field } = chat;
        const heard: string[] = [];
        for (const type of ['chat-opened', 'chat-closed'])
          document.body.addEventListener(type, () => heard.push(type), { once: true });
        const calls = chat.chat.calls.length;

        move(chat.element, elsewhere());
        await chat.settle();
        await nextFrame();

        expect(chat.isPanelVisible).to.equal(true);
        expect([chat.field, chat.field.value]).to.deep.equal([field, 'Half a']);
        // A window in the background is told of no focus: two of Firefox run at once, and one is in front.
        if (document.hasFocus()) expect(chat.focused).to.equal(field);
        expect(chat.log.scrollTop).to.be.closeTo(place, 1);
        expect(heard).to.deep.equal([]);
        expect(chat.chat.calls.slice(calls)).to.deep.equal([]);
        await chat.update({ messages: [...long.messages, message('new', 'Still here', { from: 'Mika' })] });
        expect(chat.bubbles.at(-1)).to.equal('Still here');
        expect(chat.log.scrollTop).to.be.closeTo(place, 1);
      });
    }

    it('stays at the newest message', async () => {
      const chat = await mount(long);
      await chat.openConversation();
      await nextFrame();
      elsewhere().append(chat.element);
      await chat.settle();
      await nextFrame();
      const { scrollHeight, scrollTop, clientHeight } = chat.log;
      expect(scrollHeight - scrollTop - clientHeight).to.be.below(2);
    });

    it('does not take the focus from whoever has it', async () => {
      const chat = await mount(talking);
      await chat.openConversation();
      expect(chat.focused).to.equal(chat.field);
      const button = document.body.appendChild(document.createElement('button'));
      button.focus();
      await nextFrame();
      elsewhere().append(chat.element);
      await chat.settle();
      expect(document.activeElement).to.equal(button);
    });

    it('throws nothing on a phone when it is taken away while it is open', async () => {
      await setViewport({ width: 360, height: 640 });
      const thrown: unknown[] = [];
      const note = (event: PromiseRejectionEvent): void => {
        event.preventDefault();
        thrown.push(event.reason);
      };
      addEventListener('unhandledrejection', note);
      const chat = await mount(talking);
      await chat.open();
      chat.element.remove();
      chat.element.requestUpdate();
      await chat.element.updateComplete.catch((error: unknown) => thrown.push(error));
      await aTimeout(0);
      removeEventListener('unhandledrejection', note);
      expect(thrown).to.deep.equal([]);
    });

    it('is modal again on a phone', async () => {
      await setViewport({ width: 360, height: 640 });
      const chat = await mount(talking);
      await chat.open();
      elsewhere().append(chat.element);
      await chat.settle();
      expect(chat.panel.matches(':modal')).to.equal(true);
    });
  });

  it('asks for the size of the screen before the panel is drawn, so that it is laid out only once', async () => {
    const chat = await mount(ready);
    const asked: boolean[] = [];
    const prototype = VisualViewport.prototype;
    const { get } = Object.getOwnPropertyDescriptor(prototype, 'height')!;
    Object.defineProperty(visualViewport!, 'height', {
      configurable: true,
      get(): number {
        asked.push(chat.panel.hasAttribute('open'));
        return get!.call(this) as number;
      },
    });
    try {
      await chat.open();
    } finally {
      Reflect.deleteProperty(visualViewport!, 'height');
    }
    expect(asked).to.deep.equal([false]);
    expect(chat.panel.style.getPropertyValue('--_viewport-height')).to.equal(`${visualViewport!.height}px`);
  });

  describe('inside of something that holds what is fixed', () => {
    for (const style of ['transform: translateY(0)', 'filter: blur(0)', 'contain: layout', 'will-change: transform']) {
      it(`lies in the corner of the screen all the same: ${style}`, async () => {
        const section = elsewhere();
        section.style.cssText = `margin: 900px 0 900px 300px; inline-size: 200px; ${style}`;
        const chat = await mount(ready);
        section.append(chat.element);
        await chat.settle();
        const corner = (): readonly number[] => {
          const { right, bottom } = chat.launcher.getBoundingClientRect();
          return [document.documentElement.clientWidth - right, innerHeight - bottom];
        };
        await waitUntil(() => corner().join() === '20,20', 'the launcher is not in its corner');
        await chat.open();
        await chat.atRest();
        const panel = chat.panel.getBoundingClientRect();
        expect([document.documentElement.clientWidth - panel.right, panel.top > 0]).to.deep.equal([20, true]);
        // Back on the page itself, the page's own order of layers counts again.
        document.body.append(chat.element);
        await chat.settle();
        await nextFrame();
        expect(chat.root.querySelector(':popover-open')).to.equal(null);
        expect(corner()).to.deep.equal([20, 20]);
      });
    }
  });

  describe('put, taken away and put again', () => {
    it('in one go, as StrictMode does, makes one client and one request', async () => {
      await withFetch(async (urls) => {
        const element = document.createElement('support-chat');
        element.setAttribute('widget-key', 'wk_a@chat.example');
        element.setAttribute('loading', 'eager');
        document.body.append(element);
        const { client } = element;
        element.remove();
        document.body.append(element);
        await element.updateComplete;
        await aTimeout(0);
        expect(element.client).to.equal(client);
        expect(urls).to.have.length(1);
      });
    });

    it('after a while, starts again with its own client and is as open as it was', async () => {
      await withFetch(async (urls) => {
        const element = await plain({ 'widget-key': 'wk_a@chat.example', loading: 'eager', opened: '' });
        const { client } = element;
        element.remove();
        await aTimeout(0);
        expect(element.client).to.equal(null);
        document.body.append(element);
        await element.updateComplete;
        expect(element.client).not.to.equal(client);
        expect(element.shadowRoot!.querySelector('dialog')!.open).to.equal(true);
        expect(urls).to.have.length(2);
      });
    });

    it('leaves no listener behind', async () => {
      const targets = [window, document, visualViewport!];
      const held = new Set<string>();
      const undos = targets.map((target) => {
        const { addEventListener, removeEventListener } = target;
        const key = (args: unknown[]): string => `${String(args[0])}`;
        const counts = new Map<string, number>();
        const count = (name: string, by: number): void => {
          counts.set(name, (counts.get(name) ?? 0) + by);
          if (counts.get(name) === 0) held.delete(`${target.constructor.name} ${name}`);
          else held.add(`${target.constructor.name} ${name}`);
        };
        Object.assign(target, {
          addEventListener: (...args: [string, EventListener, AddEventListenerOptions?]) => {
            count(key(args), 1);
            args[2]?.signal?.addEventListener('abort', () => count(key(args), -1));
            addEventListener.apply(target, args);
          },
          removeEventListener: (...args: [string, EventListener]) => {
            count(key(args), -1);
            removeEventListener.apply(target, args);
          },
        });
        return () => {
          Reflect.deleteProperty(target, 'addEventListener');
          Reflect.deleteProperty(target, 'removeEventListener');
        };
      });
      const chat = await mount(talking);
      await chat.openConversation();
      expect(held.size).to.be.above(0);
      chat.element.destroy();
      await aTimeout(0);
      undos.forEach((undo) => undo());
      expect([...held]).to.deep.equal([]);
    });
  });

  describe('destroyed', () => {
    it('is closed, without a client, and off the page; the same element can come back', async () => {
      const chat = await mount(talking);
      await chat.open();
      chat.element.destroy();
      await chat.settle();
      expect([chat.element.isConnected, chat.element.opened, chat.element.client]).to.deep.equal([false, false, null]);
      document.body.append(chat.element);
      chat.element.client = new FakeChat(talking);
      await chat.settle();
      expect(chat.isPanelVisible).to.equal(false);
      await chat.openConversation();
      expect(chat.bubbles).to.include('Order 48213');
    });

    it('makes room for a new one', async () => {
      (await mount(talking)).element.destroy();
      const chat = await mount(talking);
      await chat.openConversation();
      expect(document.querySelectorAll('support-chat')).to.have.length(1);
      expect(chat.bubbles).to.include('Order 48213');
    });
  });

  describe('several on one page', () => {
    it('know nothing of each other', async () => {
      const first = await mount({ ...talking, unreadCount: 1 });
      const second = await mount(ready, { 'widget-key': 'wk_other@chat.example', position: 'bottom-start' });
      expect([first.badge, second.badge]).to.deep.equal(['1', null]);
      await second.open();
      expect([first.element.opened, second.element.opened]).to.deep.equal([false, true]);
      await first.open();
      await first.press('Escape');
      expect([first.element.opened, second.element.opened]).to.deep.equal([false, true]);
    });

    it('keep their drafts and their hints apart', async () => {
      const first = await mount(talking, { storage: 'auto', 'widget-key': 'wk_a@chat.example' });
      const second = await mount(talking, { storage: 'auto', 'widget-key': 'wk_b@chat.example' });
      first.element.setDraft('To A');
      second.element.setDraft('To B');
      first.chat.emit('message:sent', { message: message('a', 'Hi') });
      expect(Object.keys(sessionStorage).sort()).to.deep.equal([
        'support-chat:wk_a@chat.example:draft',
        'support-chat:wk_b@chat.example:draft',
      ]);
      expect(Object.keys(localStorage)).to.deep.equal(['support-chat:wk_a@chat.example:active']);
    });

    it('can share one client', async () => {
      const chat = await mount(talking);
      const inline = document.createElement('support-chat');
      inline.mode = 'inline';
      inline.client = chat.chat;
      elsewhere().append(inline);
      await inline.updateComplete;
      inline.remove();
      await aTimeout(0);
      await chat.update({ unreadCount: 4 });
      expect(chat.badge).to.equal('4');
    });
  });

  describe('defined after the page was written', () => {
    it('takes over what was set before: attributes, properties, a client', async () => {
      const early = document.createElement('late-support-chat') as SupportChatElement;
      early.setAttribute('heading', 'Attribute');
      early.setAttribute('theme', 'dark');
      const chat = new FakeChat(talking);
      Object.assign(early, { heading: 'Property', client: chat, opened: true, unknown: 1 });
      document.body.append(early);
      customElements.define('late-support-chat', class extends SupportChatElement {});
      await early.updateComplete;
      expect([early.heading, early.theme, early.client]).to.deep.equal(['Property', 'dark', chat]);
      expect(Object.keys(early).filter((name) => ['heading', 'client', 'opened'].includes(name))).to.deep.equal([]);
      expect(early.shadowRoot!.querySelector('[part=panel]')!.checkVisibility()).to.equal(true);
      early.remove();
    });
  });

  describe('buttons of the page', () => {
    const press = (html: Record<string, string>, tag = 'button'): HTMLElement => {
      const button = document.createElement(tag);
      for (const [name, value] of Object.entries(html)) button.setAttribute(name, value);
      document.body.append(button);
      button.focus();
      button.click();
      return button;
    };

    it('open, close and toggle it by invoker commands, and get the focus back', async function () {
      if (!('command' in HTMLButtonElement.prototype)) this.skip();
      const chat = await mount(ready);
      chat.element.id = 'chat';
      const button = press({ commandfor: 'chat', command: '--open' });
      await chat.settle();
      expect([chat.element.opened, chat.focused]).to.deep.equal([true, chat.heading]);
      await chat.press('Escape');
      expect(document.activeElement).to.equal(button);
      press({ commandfor: 'chat', command: '--toggle' });
      expect(chat.element.opened).to.equal(true);
      press({ commandfor: 'chat', command: '--close' });
      expect(chat.element.opened).to.equal(false);
      press({ commandfor: 'chat', command: '--destroy' });
      expect(chat.element.isConnected).to.equal(true);
    });

    it('open it by data-support-chat-open, the first on the page or the one with that id', async () => {
      const first = await mount(ready);
      const second = await mount(ready);
      second.element.id = 'second';
      press({ 'data-support-chat-open': '' });
      expect([first.element.opened, second.element.opened]).to.deep.equal([true, false]);
      first.element.close();
      press({ 'data-support-chat-open': 'second' });
      expect([first.element.opened, second.element.opened]).to.deep.equal([false, true]);
    });

    it('may be a link that leads to a contact page without a chat, and here does not leave', async () => {
      const chat = await mount(ready);
      press({ 'data-support-chat-open': '', href: '#contact' }, 'a');
      expect(chat.element.opened).to.equal(true);
      expect(location.hash).to.equal('');
    });

    it('do nothing once the chat is gone, or when the page has taken the click', async () => {
      const chat = await mount(ready);
      document.body.addEventListener('click', (event) => event.preventDefault(), { once: true });
      press({ 'data-support-chat-open': '' });
      expect(chat.element.opened).to.equal(false);
      chat.element.remove();
      press({ 'data-support-chat-open': '' });
      await waitUntil(() => !chat.element.opened);
    });
  });
});
