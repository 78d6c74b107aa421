import { ChatError } from '@support-chat/sdk';
import { aTimeout, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { config, conversation, message, online, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const talking = stories.conversation.snapshot;

describe('<support-chat>', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  describe('events', () => {
    it('tells the page what the client tells, bubbling and composed', async () => {
      const chat = await mount(talking);
      const received = message('r', 'Hi', { from: 'Mika' });
      const error = new ChatError('rate_limited', 'Slow down.');
      const heard: string[] = [];
      const types = [
        'chat-ready',
        'chat-message-sent',
        'chat-message-received',
        'chat-message-failed',
        'chat-conversation-started',
        'chat-unread-change',
        'chat-availability-change',
        'chat-connection-change',
        'chat-error',
      ];
      for (const type of types)
        document.body.addEventListener(type, (event) => heard.push(`${event.type} ${event.composed}`), { once: true });
      chat.chat.emit('ready', { config });
      chat.chat.emit('message:sent', { message: received });
      chat.chat.emit('message:received', { message: received });
      chat.chat.emit('message:failed', { message: received, error });
      chat.chat.emit('conversation:started', { conversation });
      chat.chat.emit('unread:changed', { unreadCount: 1 });
      chat.chat.emit('availability:changed', { availability: online });
      chat.chat.emit('connection:changed', { connection: 'live' });
      chat.chat.emit('error', { error });
      expect(heard).to.deep.equal(types.map((type) => `${type} true`));
    });

    it('tells the same error once', async () => {
      const chat = await mount(ready);
      const error = new ChatError('network_unavailable', 'No.', { retryable: true });
      let count = 0;
      chat.element.addEventListener('chat-error', () => (count += 1));
      chat.chat.failure = error;
      chat.chat.emit('error', { error });
      await chat.open();
      await aTimeout(0);
      expect(count).to.equal(1);
    });

    it('tells that it opened and closed, once each', async () => {
      const chat = await mount(ready);
      const heard: string[] = [];
      for (const type of ['chat-opened', 'chat-closed'])
        chat.element.addEventListener(type, (event) => heard.push(event.type));
      await chat.open();
      await chat.update({ unreadCount: 0 });
      chat.element.close();
      await chat.settle();
      expect(heard).to.deep.equal(['chat-opened', 'chat-closed']);
    });

    it('stays closed when chat-before-open is cancelled', async () => {
      const chat = await mount(ready);
      chat.element.addEventListener('chat-before-open', (event) => event.preventDefault());
      await chat.open();
      expect(chat.isPanelVisible).to.equal(false);
    });

    it('keeps the text when chat-before-send is cancelled', async () => {
      const chat = await mount(talking);
      await chat.openConversation();
      chat.element.addEventListener('chat-before-send', (event) => event.preventDefault());
      await chat.type('Secret');
      await chat.press('Enter');
      expect(chat.field.value).to.equal('Secret');
      expect(chat.chat.calls).not.to.include('send Secret');
      expect(await chat.element.sendMessage('Secret')).to.equal(null);
    });
  });

  describe('slots', () => {
    for (const [slot, view] of [
      ['launcher', 'closed'],
      ['header', 'home'],
      ['footer', 'home'],
      ['empty', 'conversation'],
      ['offline', 'conversation'],
    ]) {
      it(`shows what the page puts into "${slot}"`, async () => {
        const chat = await mount({ ...ready, connection: 'offline' });
        const content = document.createElement('span');
        content.slot = slot!;
        content.textContent = 'From the page';
        chat.element.append(content);
        if (view === 'conversation') await chat.openConversation();
        else if (view === 'home') await chat.open();
        expect(content.assignedSlot).not.to.equal(null);
        expect(content.checkVisibility()).to.equal(true);
      });
    }
  });
});
