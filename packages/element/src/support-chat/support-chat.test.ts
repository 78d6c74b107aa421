import { ChatError } from '@support-chat/sdk';
import { aTimeout, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { away, config, conversation, message, stories } from '../../testing/stories.ts';
import { nextEvent, SupportChatHarness } from '../../testing/support-chat-harness.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const talking = stories.conversation.snapshot;

describe('<support-chat>', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  describe('opening and closing', () => {
    it('shows only the launcher at first', async () => {
      const chat = await mount();
      expect(chat.isPanelVisible).to.equal(false);
      expect(chat.launcher.getAttribute('aria-label')).to.equal('Open chat');
      expect(chat.launcher.getAttribute('aria-expanded')).to.equal('false');
    });

    it('opens by the launcher and closes by it again', async () => {
      const chat = await mount(ready);
      await chat.open();
      expect(chat.isPanelVisible).to.equal(true);
      expect(chat.element.opened).to.equal(true);
      expect(chat.element.hasAttribute('opened')).to.equal(true);
      await chat.click('Close chat');
      expect(chat.element.opened).to.equal(false);
    });

    it('tells the client whether it is on screen', async () => {
      const chat = await mount(ready);
      await chat.open();
      expect(chat.chat.calls).to.deep.equal(['setOpen true', 'load']);
      chat.element.close();
      await chat.settle();
      expect(chat.chat.calls.at(-1)).to.equal('setOpen false');
    });

    it('tells the client that it is off screen when it is taken away', async () => {
      const chat = await mount(ready);
      await chat.open();
      chat.element.remove();
      await aTimeout(0);
      expect(chat.chat.calls.at(-1)).to.equal('setOpen false');
      expect(chat.chat.calls).not.to.include('destroy');
      expect(chat.chat.subscriberCount).to.equal(1, 'the store stays followed until another client comes');
    });

    it('goes on after it was moved in the document', async () => {
      const chat = await mount(ready);
      await chat.open();
      const box = document.body.appendChild(document.createElement('div'));
      box.append(chat.element);
      await chat.settle();
      await chat.update({ unreadCount: 0, config: { ...config, greetingTitle: 'Moved' } });
      expect(chat.heading.textContent).to.contain('Moved');
      expect(chat.isPanelVisible).to.equal(true);
      box.remove();
    });

    it("goes on with the page's client after it was away for a while", async () => {
      const chat = await mount(ready);
      chat.element.remove();
      await aTimeout(0);
      document.body.append(chat.element);
      await chat.open();
      await chat.update({ config: { ...config, greetingTitle: 'Back again' } });
      expect(chat.heading.textContent).to.contain('Back again');
    });

    it('opens into the conversation when there is something unread', async () => {
      const chat = await mount({ ...talking, unreadCount: 1 });
      await chat.open();
      expect(chat.bubbles).to.include('Order 48213');
    });

    it('opens the start page when nothing is unread', async () => {
      const chat = await mount(talking);
      await chat.open();
      expect(chat.list).to.equal(null);
      expect(chat.heading.textContent).to.contain('How can we help?');
    });
  });

  describe('start page', () => {
    it('greets, says who is there and how long an answer takes', async () => {
      const chat = await mount(ready);
      await chat.open();
      expect(chat.panel.textContent).to.contain('We usually answer in about 2 minutes.');
      expect(chat.panel.textContent).to.contain('Ana Lopez, Mika, and Jo Sand are here.');
    });

    it('says that nobody is there', async () => {
      const chat = await mount({ ...ready, availability: away });
      await chat.open();
      expect(chat.panel.textContent).to.contain("We're away right now.");
      expect(chat.panel.textContent).to.contain('Leave us a message');
    });

    it('shows the words of the widget instead of its own', async () => {
      const chat = await mount({ ...ready, config: { ...config, greetingTitle: 'Ahoy', greetingText: 'Ask away' } });
      await chat.open();
      expect(chat.heading.textContent).to.contain('Ahoy');
      expect(chat.panel.textContent).to.contain('Ask away');
    });

    it('leads to the conversation and back', async () => {
      const chat = await mount(ready);
      await chat.open();
      await chat.click('Send us a message');
      expect(chat.focused).to.equal(chat.field);
      await chat.click('Back');
      expect(chat.list).to.equal(null);
    });

    it('offers the conversation that is going on, with its last words', async () => {
      const chat = await mount(talking);
      await chat.open();
      expect(chat.root.querySelector('.conversation')?.textContent).to.contain('You: Found it, thank you so much!');
      expect(() => chat.button('Send us a message')).to.throw();
    });

    it('offers a new start once the conversation has ended', async () => {
      const chat = await mount({ ...talking, conversation: { ...conversation, status: 'closed' } });
      await chat.open();
      expect(chat.button('Send us a message').checkVisibility()).to.equal(true);
    });

    it('says that it did not load, and tries again', async () => {
      const chat = await mount(stories.failed.snapshot);
      await chat.open();
      expect(chat.alert).to.contain('The chat did not load');
      await chat.click('Try again');
      expect(chat.chat.calls.filter((call) => call === 'load')).to.have.length(2);
    });

    it('does not offer to try again what was refused for good', async () => {
      const chat = await mount(stories.unavailable.snapshot);
      await chat.open();
      expect(chat.alert).to.contain('not available on this page');
      expect(() => chat.button('Try again')).to.throw();
    });
  });

  describe('connection', () => {
    it('counts what waits while it is offline', async () => {
      const chat = await mount(stories.offline.snapshot);
      await chat.openConversation();
      expect(chat.banner).to.contain('2 messages will be sent');
      await chat.update({ messages: [message('o', 'One', { delivery: { state: 'queued' } })] });
      expect(chat.banner).to.contain('1 message will be sent');
    });

    it('says nothing about the first connecting and about polling', async () => {
      const chat = await mount({ ...talking, connection: 'connecting' });
      await chat.openConversation();
      expect(chat.banner).to.equal(null);
      await chat.update({ connection: 'polling' });
      expect(chat.banner).to.equal(null);
    });

    it('says that it reconnects after it was offline', async () => {
      const chat = await mount({ ...talking, connection: 'offline' });
      await chat.openConversation();
      await chat.update({ connection: 'connecting' });
      expect(chat.banner).to.equal('Reconnecting…');
      await chat.update({ connection: 'live' });
      expect(chat.banner).to.equal(null);
    });

    it('says that nothing is kept when the browser refuses storage', async () => {
      const chat = await mount(stories.memory.snapshot);
      await chat.openConversation();
      expect(chat.banner).to.contain('Your browser keeps nothing');
      expect(chat.root.querySelector('.intro')!.textContent.trim(), 'and promises nothing else').to.match(
        /Ask us anything\.$/,
      );
    });

    it('says in a conversation that could not be loaded that it was not, and goes on there when it is', async () => {
      const chat = await mount(stories['failed-conversation'].snapshot);
      chat.element.setDraft('About order 5');
      await chat.open();
      expect(chat.heading.textContent).to.contain('How can we help?');
      await chat.click('Try again');
      expect(chat.chat.calls).to.include('load');
      await chat.update({ ...ready, error: null });
      expect(chat.field.value).to.equal('About order 5');
    });
  });

  describe('methods', () => {
    it('sends a message', async () => {
      const chat = await mount(ready);
      const sent = await chat.element.sendMessage('Hello');
      expect(sent?.text).to.equal('Hello');
      expect(chat.chat.calls).to.include('send Hello');
    });

    it('answers null, not an exception, when a message is refused', async () => {
      const chat = await mount(ready);
      chat.chat.failure = new ChatError('message_too_long', 'Too long.');
      const failure = nextEvent<CustomEvent<{ error: ChatError }>>(chat.element, 'chat-error');
      expect(await chat.element.sendMessage('Hello')).to.equal(null);
      expect((await failure).detail.error.code).to.equal('message_too_long');
    });

    it('puts a draft into the composer', async () => {
      const chat = await mount(ready);
      chat.element.setDraft('About order 5');
      await chat.open();
      expect(chat.field.value).to.equal('About order 5');
      expect(chat.sendButton.disabled).to.equal(false);
    });

    it('removes itself', async () => {
      const chat = await mount(ready);
      chat.element.destroy();
      expect(chat.element.isConnected).to.equal(false);
      expect(chat.chat.subscriberCount).to.equal(0);
    });
  });
});
