import { ChatError, type VisitorProfile } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { plain, withFetch } from '../../testing/bare-element.ts';
import { FakeChat } from '../../testing/fake-chat.ts';
import { describePage } from '../controllers/describe-page.ts';
import { config, conversation, message, stories } from '../../testing/stories.ts';
import { nextEvent, SupportChatHarness } from '../../testing/support-chat-harness.ts';
import type { ChatConversationEndedEvent } from '../events/conversation-ended.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const talking = stories.conversation.snapshot;
const refused = new ChatError('feature_disabled', 'No.');

describe('<support-chat>', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  describe('methods', () => {
    it('hand on what the page asks for, and say that it was done', async () => {
      const { element, chat } = await mount(talking);
      const before = chat.calls.length;
      expect(
        await Promise.all([
          element.identify({ name: 'Ana' }),
          element.logout(),
          element.startConversation(),
          element.endConversation(),
          element.requestTranscript('ana@example.com'),
          element.setConsent('granted'),
          element.deleteData(),
        ]),
      ).to.deep.equal([true, true, true, true, 'ana@example.com', true, true]);
      element.track('added_to_cart');
      element.page('https://northwind.example/cart');
      expect((await element.exportData())?.organization).to.equal('Northwind');
      expect(chat.calls.slice(before).filter((call) => !call.startsWith('setOpen'))).to.deep.equal([
        'identify {"name":"Ana"}',
        'logout',
        'startConversation',
        'end',
        'requestTranscript ana@example.com',
        'setConsent granted',
        'deleteData',
        'track added_to_cart',
        'page https://northwind.example/cart',
        'exportData',
      ]);
    });

    it('show a greeting of the team by its id, and say whether they did', async () => {
      const { element, chat } = await mount(ready);
      const before = chat.calls.length;
      expect(await element.trigger('delivery')).to.equal(true);
      expect(chat.calls.slice(before), 'the configuration has it').to.deep.equal(['load', 'trigger delivery']);
      await chat.update({ status: 'idle' });
      expect(await element.trigger('delivery')).to.equal(false);
      chat.failure = refused;
      const event = nextEvent<CustomEvent>(element, 'chat-error');
      expect(await element.trigger('delivery')).to.equal(false);
      expect((await event).detail.error).to.equal(refused);
    });

    it('never reject: what went wrong is an event, and false or null', async () => {
      const { element, chat } = await mount(talking);
      chat.failure = refused;
      const event = nextEvent<CustomEvent>(element, 'chat-error');
      expect(await element.requestTranscript()).to.equal(null);
      expect(await element.endConversation()).to.equal(false);
      expect((await event).detail.error).to.equal(refused);
    });

    it('say what is wrong when there is no key', async () => {
      const element = await plain({});
      const event = nextEvent<CustomEvent>(element, 'chat-error');
      expect(await element.logout()).to.equal(false);
      expect((await event).detail.error.code).to.equal('widget_key_invalid');
    });
  });

  describe('who the visitor is', () => {
    it('is told once, and again when it is somebody else', async () => {
      const { element, chat } = await mount(ready);
      const user: VisitorProfile = { name: 'Ana' };
      element.user = user;
      await element.updateComplete;
      element.user = { ...user };
      await element.updateComplete;
      element.user = { name: 'Jo' };
      await element.updateComplete;
      expect(chat.calls.filter((call) => call.startsWith('identify'))).to.deep.equal([
        'identify {"name":"Ana"}',
        'identify {"name":"Jo"}',
      ]);
    });

    it('takes a callback that is written anew at every drawing for the same one, and logs out without one', async () => {
      const { element, chat } = await mount(ready);
      for (const token of ['a', 'b']) {
        element.identityToken = async () => token;
        await element.updateComplete;
      }
      element.identityToken = null;
      await element.updateComplete;
      expect(chat.calls.filter((call) => /identify|logout/.test(call))).to.deep.equal([
        'identify by callback',
        'logout',
      ]);
    });

    it('leaves no draft behind when the visitor is forgotten', async () => {
      const chat = await mount(talking, { storage: 'auto' });
      await chat.openConversation();
      await chat.type('Half a');
      expect(sessionStorage.length).to.equal(1);
      chat.chat.emit('message:sent', { message: message('a', 'Hi') });
      chat.chat.emit('identity:changed', { visitor: null });
      expect(sessionStorage.length + localStorage.length).to.equal(0);
    });
  });

  describe('department', () => {
    const departments = [{ id: 'd1', name: 'Sales', description: null, isOnline: true }];

    it('goes with the first message, by its name', async () => {
      const { element, chat } = await mount({ ...ready, config: { ...config, departments } }, { department: 'sales' });
      await element.sendMessage('Hi');
      expect(chat.calls).to.include('send Hi to:d1');
    });

    it('goes with no later one', async () => {
      const { element, chat } = await mount(
        { ...talking, config: { ...config, departments } },
        { department: 'sales' },
      );
      await element.sendMessage('Hi');
      expect(chat.calls).to.include('send Hi');
    });
  });

  describe('consent', () => {
    it('is asked for where the page says so, above the composer, and decided with one click', async () => {
      const chat = await mount(ready, { consent: 'unknown' });
      await chat.openConversation();
      await waitUntil(() => chat.root.querySelector('support-chat-consent')?.shadowRoot?.querySelector('button'));
      const note = chat.root.querySelector('support-chat-consent')!;
      await chat.expectAccessible();
      note.shadowRoot!.querySelectorAll('button')[1]!.click();
      await chat.settle();
      expect(chat.chat.calls).to.include('setConsent granted');
      expect(chat.root.querySelector('support-chat-consent')).to.equal(null);
      expect(chat.focused).to.equal(chat.field);
    });

    it('is not asked for anywhere else', async () => {
      const chat = await mount(ready);
      await chat.openConversation();
      expect(chat.root.querySelector('support-chat-consent')).to.equal(null);
    });

    it('comes before anything is kept', async () => {
      const chat = await mount(talking, { consent: 'unknown', storage: 'auto' });
      await chat.openConversation();
      await chat.type('Half a');
      chat.chat.emit('message:sent', { message: message('a', 'Hi') });
      expect(sessionStorage.length + localStorage.length).to.equal(0);
      await chat.update({ consent: 'granted' });
      chat.chat.emit('message:sent', { message: message('a', 'Hi') });
      expect(localStorage.length).to.equal(1);
    });

    it('says what it means that the visitor declined', async () => {
      const chat = await mount({ ...talking, consent: 'denied', storage: 'memory' }, { consent: 'unknown' });
      await chat.openConversation();
      expect(chat.banner).to.contain('Nothing is kept on your device.');
    });

    it("follows the page's own banner", async () => {
      const { element, chat } = await mount(ready, { consent: 'unknown' });
      element.consent = 'denied';
      await element.updateComplete;
      expect(chat.calls).to.include('setConsent denied');
    });
  });

  describe('what agents see of the page', () => {
    it('is its address without the fragment', () => {
      const before = location.href;
      history.replaceState(null, '', '#secret');
      const { page_url } = describePage();
      history.replaceState(null, '', before);
      expect(page_url).to.equal(before.replace(/#.*/, ''));
    });
  });

  describe('events', () => {
    it('tell that a conversation has ended, once, and not when it had before', async () => {
      const { element, chat } = await mount(talking);
      const heard: string[] = [];
      element.addEventListener('chat-conversation-ended', (event) => heard.push(event.detail.conversation.status));
      const ended = { ...conversation, status: 'resolved' as const };
      chat.update({ conversation: ended });
      chat.emit('conversation:updated', { conversation: ended });
      expect(heard).to.deep.equal(['resolved']);
      expect(element.matches(':state(ended)')).to.equal(false);
      await element.updateComplete;
      expect(element.matches(':state(ended)')).to.equal(true);

      const other = await mount({ ...talking, conversation: ended });
      other.element.addEventListener('chat-conversation-ended', (event) =>
        heard.push((event as ChatConversationEndedEvent).type),
      );
      other.chat.emit('conversation:updated', { conversation: ended });
      expect(heard.length).to.equal(1);
    });

    it('tell who the visitor is, what they decided, and that a trigger struck', async () => {
      const { chat } = await mount(ready);
      const heard: string[] = [];
      for (const type of ['chat-identity-change', 'chat-consent-change', 'chat-trigger'])
        document.body.addEventListener(type, (event) => heard.push(JSON.stringify((event as CustomEvent).detail)), {
          once: true,
        });
      chat.emit('identity:changed', { visitor: null });
      chat.emit('consent:changed', { consent: 'granted' });
      chat.emit('trigger', { proactive: { id: 't', text: 'Hi', opens: false } });
      expect(heard).to.deep.equal([
        '{"visitor":null}',
        '{"consent":"granted"}',
        '{"proactive":{"id":"t","text":"Hi","opens":false}}',
      ]);
    });
  });

  describe('a link from an e-mail', () => {
    afterEach(() => history.replaceState(null, '', location.pathname + location.search));

    it('opens its conversation and leaves the address bar', async () => {
      history.replaceState(null, '', '#support-chat-resume=abc');
      const chat = await mount(talking);
      await chat.settle();
      expect(chat.chat.calls).to.include('resume abc');
      expect(location.hash).to.equal('');
      expect([chat.isPanelVisible, chat.list !== null]).to.deep.equal([true, true]);
    });

    it('that does not work any more is said in words', async () => {
      history.replaceState(null, '', '#support-chat-resume=old');
      const element = document.createElement('support-chat');
      const chat = new FakeChat(ready);
      chat.failure = new ChatError('resume_link_invalid', 'No.');
      element.client = chat;
      document.body.append(element);
      await waitUntil(() => element.shadowRoot?.querySelector('[part=banner]'));
      expect(element.shadowRoot!.querySelector('[part=banner]')!.textContent).to.contain(
        'This link does not work any more.',
      );
    });
  });

  it('passes consent on to a client of its own, and keeps nothing before', async () => {
    await withFetch(async () => {
      const element = await plain({ 'widget-key': 'wk_a@chat.example', consent: 'unknown', loading: 'eager' });
      expect(element.client?.getSnapshot().consent).to.equal('unknown');
      const agreed = await plain({ 'widget-key': 'wk_b@chat.example', consent: 'granted', loading: 'eager' });
      expect(agreed.client?.getSnapshot().consent).to.equal('granted');
    });
  });
});
