import { ChatError } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { plain } from '../../testing/bare-element.ts';
import { FakeChat } from '../../testing/fake-chat.ts';
import { config, conversation, message, online, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import type { SupportChatElement } from './support-chat.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const talking = stories.conversation.snapshot;

/** Attribute, property, what it is without the attribute, a value, and whether the property writes it back. */
const ATTRIBUTES: readonly (readonly [string, keyof SupportChatElement, unknown, string, 'reflects' | 'is read'])[] = [
  ['widget-key', 'widgetKey', '', 'wk_a@chat.example', 'is read'],
  ['api-url', 'apiUrl', '', 'https://chat.example/api', 'is read'],
  ['hidden', 'hidden', false, '', 'reflects'],
  ['lang', 'lang', '', 'de', 'reflects'],
  ['dir', 'dir', '', 'rtl', 'reflects'],
  ['nonce', 'nonce', '', 'abc', 'is read'],
  ['mode', 'mode', 'floating', 'inline', 'reflects'],
  ['position', 'position', 'bottom-end', 'top-start', 'reflects'],
  ['theme', 'theme', 'auto', 'dark', 'reflects'],
  ['loading', 'loading', 'lazy', 'manual', 'is read'],
  ['launcher', 'launcher', 'default', 'none', 'is read'],
  ['department', 'department', '', 'Sales', 'is read'],
  ['storage', 'storage', 'auto', 'memory', 'is read'],
  ['consent', 'consent', '', 'unknown', 'is read'],
  ['accent', 'accent', '', '#123456', 'is read'],
  ['heading', 'heading', '', 'Acme', 'is read'],
  ['placeholder', 'placeholder', '', 'Ask away', 'is read'],
  ['muted', 'muted', false, '', 'reflects'],
  ['debug', 'debug', false, '', 'is read'],
  ['opened', 'opened', false, '', 'reflects'],
];

const PROPERTIES = ['user', 'identityToken', 'context', 'translations', 'client'] as const;

const METHODS =
  'open close toggle identify logout setContext track page trigger sendMessage setDraft startConversation endConversation requestTranscript setConsent exportData deleteData destroy';

/** What the client tells, and as what the page hears it. */
const error = new ChatError('rate_limited', 'Slow down.');
const TOLD = {
  'chat-ready': ['ready', { config }],
  'chat-message-sent': ['message:sent', { message: message('a', 'Hi') }],
  'chat-message-received': ['message:received', { message: message('b', 'Hi', { from: 'Mika' }) }],
  'chat-message-failed': ['message:failed', { message: message('c', 'Hi'), error }],
  'chat-conversation-started': ['conversation:started', { conversation }],
  'chat-unread-change': ['unread:changed', { unreadCount: 1 }],
  'chat-availability-change': ['availability:changed', { availability: online }],
  'chat-connection-change': ['connection:changed', { connection: 'live' }],
  'chat-identity-change': ['identity:changed', { visitor: null }],
  'chat-consent-change': ['consent:changed', { consent: 'granted' }],
  'chat-trigger': ['trigger', { proactive: { id: 't', text: 'Hi', opens: false } }],
  'chat-error': ['error', { error }],
} as const;

/** What brings each cancelable event about, and what must not have happened when it was cancelled. */
const CANCELABLE: Readonly<
  Record<string, (chat: SupportChatHarness) => { act: () => unknown; happened: () => boolean }>
> = {
  'chat-before-open': ({ element }) => ({ act: () => element.open(), happened: () => element.opened }),
  'chat-before-send': ({ element, chat }) => ({
    act: () => element.sendMessage('Hi'),
    happened: () => chat.calls.includes('send Hi'),
  }),
  'chat-link-click': (chat) => ({
    act: async () => {
      await chat.openConversation();
      chat.list!.shadowRoot!.querySelector<HTMLAnchorElement>('.bubble a')!.click();
    },
    happened: () => location.hash === '#order',
  }),
};

const SLOTS = { launcher: 'closed', header: 'home', footer: 'home', empty: 'conversation', offline: 'conversation' };

const PARTS: Readonly<Record<string, 'home' | 'conversation' | 'closed'>> = {
  launcher: 'closed',
  badge: 'closed',
  panel: 'home',
  header: 'home',
  heading: 'home',
  avatar: 'home',
  footer: 'home',
  status: 'conversation',
  messages: 'conversation',
  'day-divider': 'conversation',
  message: 'conversation',
  'message-visitor': 'conversation',
  'message-agent': 'conversation',
  'message-system': 'conversation',
  bubble: 'conversation',
  meta: 'conversation',
  composer: 'conversation',
  input: 'conversation',
  send: 'conversation',
  banner: 'conversation',
};

describe('<support-chat>, everything that is public', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  describe('properties', () => {
    for (const [attribute, property, initial, value, kind] of ATTRIBUTES) {
      it(`${attribute} is ${property}, and ${kind}`, async () => {
        const bare = await plain({});
        expect(bare[property]).to.equal(initial);
        expect(bare.hasAttribute(attribute)).to.equal(false);
        const element = await plain({ [attribute]: value });
        const isFlag = typeof initial === 'boolean';
        expect(element[property]).to.equal(isFlag ? true : value);
        element.removeAttribute(attribute);
        await element.updateComplete;
        expect(element[property]).to.equal(initial);
        Object.assign(bare, { [property]: isFlag ? true : value });
        await bare.updateComplete;
        expect(bare.getAttribute(attribute)).to.equal(kind === 'reflects' ? value : null);
      });
    }

    it('that hold objects have no attribute', async () => {
      const element = await plain(Object.fromEntries(PROPERTIES.map((name) => [name.toLowerCase(), 'text'])));
      expect(PROPERTIES.map((name) => element[name])).to.deep.equal(PROPERTIES.map(() => null));
    });

    it('that are only read show what the chat knows', async () => {
      const { element, chat } = await mount({ ...talking, unreadCount: 2 });
      const known = chat.getSnapshot();
      await element.ready;
      expect(element.state).to.equal(known);
      expect(element.conversation).to.equal(known.conversation);
      expect(element.availability).to.equal(known.availability);
      expect([element.unreadCount, element.connection]).to.deep.equal([2, 'live']);
      for (const name of ['state', 'conversation', 'availability', 'unreadCount', 'connection'])
        expect(() => Reflect.set(element, name, 'mine'), name).not.to.throw();
      expect(element.state).to.equal(known);
    });

    it('never take the name of a method, nor a native title', async () => {
      const element = await plain({ open: '', title: 'Help' });
      expect(element.open).to.be.a('function');
      expect(element.opened).to.equal(false);
    });

    for (const name of METHODS.split(' ')) {
      it(`${name}() is there`, async () => {
        expect(Reflect.get(await plain({}), name)).to.be.a('function');
      });
    }

    it('open() brings along a draft, a department and a conversation', async () => {
      const chat = await mount(talking);
      chat.element.open({ draft: 'About order 5', department: 'Sales', conversation: 'c-7' });
      await chat.settle();
      expect([chat.field.value, chat.element.department]).to.deep.equal(['About order 5', 'Sales']);
      expect(chat.chat.calls).to.include('openConversation c-7');
      chat.element.open({ draft: 'Something else' });
      await chat.settle();
      expect(chat.field.value).to.equal('Something else');
    });

    it('open() leaves everything as it was when the page stops it', async () => {
      const chat = await mount(talking);
      chat.element.addEventListener('chat-before-open', (event) => event.preventDefault());
      chat.element.open({ draft: 'No', department: 'Sales', conversation: 'c-7' });
      await chat.settle();
      expect([chat.element.opened, chat.element.department]).to.deep.equal([false, '']);
      expect(chat.chat.calls.join()).not.to.contain('openConversation');
    });

    it('states are there for style sheets', async () => {
      const chat = await mount({
        ...talking,
        unreadCount: 1,
        connection: 'offline',
        conversation: { ...conversation, status: 'closed' },
        proactive: { id: 't', text: 'Hi', opens: false },
      });
      chat.element.muted = true;
      await chat.settle();
      const states = ['online', 'unread', 'offline-network', 'ended', 'proactive', 'muted'];
      expect(states.filter((name) => !chat.element.matches(`:state(${name})`))).to.deep.equal([]);
      expect(chat.element.matches(':state(opened)')).to.equal(false);
      await chat.open();
      expect(chat.element.matches(':state(opened)')).to.equal(true);
    });
  });

  describe('events', () => {
    for (const [type, [told, detail]] of Object.entries(TOLD)) {
      it(`${type} bubbles, crosses shadow roots, says what is new, and cannot be cancelled`, async () => {
        const chat = await mount(talking);
        const heard: CustomEvent[] = [];
        document.body.addEventListener(type, (event) => heard.push(event as CustomEvent), { once: true });
        chat.chat.emit(told, detail as never);
        expect(heard.map(({ bubbles, composed, cancelable }) => [bubbles, composed, cancelable])).to.deep.equal([
          [true, true, false],
        ]);
        expect(heard[0]!.detail).to.deep.equal(detail);
        expect(heard[0]!.constructor.name).to.match(/^Chat\w+Event$/);
      });
    }

    for (const [type, prepare] of Object.entries(CANCELABLE)) {
      it(`${type} stops what is about to happen, and only when it is cancelled`, async () => {
        const link = message('l', `See ${location.href.replace(/#.*/, '')}#order`, { from: 'Mika' });
        for (const isCancelled of [true, false]) {
          const chat = await mount({ ...talking, messages: [link] });
          const { act, happened } = prepare(chat);
          const listen = (event: Event): void => {
            expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, true]);
            // The page would be left for another tab otherwise.
            if (type === 'chat-link-click') {
              if (!isCancelled) location.hash = 'order';
              event.preventDefault();
            } else if (isCancelled) event.preventDefault();
          };
          document.body.addEventListener(type, listen, { once: true });
          await act();
          expect(happened(), `cancelled: ${isCancelled}`).to.equal(!isCancelled);
          SupportChatHarness.cleanUp();
        }
        history.replaceState(null, '', location.pathname + location.search);
      });
    }
  });

  describe('slots', () => {
    for (const [slot, view] of Object.entries(SLOTS)) {
      it(`"${slot}" shows what the page puts into it, in place of its own`, async () => {
        const chat = await mount({ ...stories.home.snapshot, connection: 'offline' });
        const content = Object.assign(document.createElement('span'), { slot, textContent: 'From the page' });
        chat.element.append(content);
        if (view === 'conversation') await chat.openConversation();
        else if (view === 'home') await chat.open();
        expect(content.checkVisibility()).to.equal(true);
        for (const own of content.assignedSlot!.children) expect(own.checkVisibility()).to.equal(false);
      });
    }
  });

  describe('parts', () => {
    for (const [part, view] of Object.entries(PARTS)) {
      it(`"${part}" takes the page's styles`, async () => {
        const chat = await mount({ ...talking, connection: 'offline', unreadCount: view === 'closed' ? 1 : 0 });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`support-chat::part(${part}) { outline: 3px dotted rgb(1, 2, 3) !important }`);
        document.adoptedStyleSheets.push(sheet);
        if (view === 'home') await chat.open();
        else if (view === 'conversation') await chat.openConversation();
        const isStyled = (root: ShadowRoot): boolean =>
          [...root.querySelectorAll('*')].some(
            (node) =>
              getComputedStyle(node).outlineColor === 'rgb(1, 2, 3)' ||
              (node.shadowRoot !== null && isStyled(node.shadowRoot)),
          );
        await waitUntil(() => isStyled(chat.root), `no part "${part}"`);
        document.adoptedStyleSheets.pop();
      });
    }
  });

  it('has no client before one is set, and hands it back', async () => {
    const element = await plain({});
    const chat = new FakeChat(talking);
    element.client = chat;
    expect(element.client).to.equal(chat);
  });
});
