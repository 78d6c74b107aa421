import { ChatError, type ChatMessage } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { distanceFromEnd, many, mount, scrollTo } from '../../../testing/conversation-page.ts';
import { conversation, message, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;
const dialogue = talking.messages;

const text = ({ log }: SupportChatHarness): string => (log.textContent ?? '').replace(/\s+/g, ' ');

describe('message list', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  describe('accessibility', () => {
    it('is a log that is not live itself', async () => {
      const chat = await mount();
      expect(chat.log.getAttribute('aria-live')).to.equal('off');
      expect(chat.log.getAttribute('aria-label')).to.equal('Messages');
      expect(chat.log.tabIndex).to.equal(0);
    });

    it('says nothing about what is there at first', async () => {
      const chat = await mount();
      expect(chat.announcements).to.deep.equal([]);
    });

    it('says a new message of somebody else once, however often the list is drawn', async () => {
      const chat = await mount();
      const messages = [...dialogue, message('n', 'It is on its way', { from: 'Mika', at: 20 })];
      await chat.update({ messages });
      await chat.update({ unreadCount: 1 });
      await chat.update({ messages: [...messages] });
      expect(chat.announcements).to.deep.equal(['Mika: It is on its way']);
    });

    it('says two equal messages twice, and own messages never', async () => {
      const chat = await mount();
      const first = [...dialogue, message('a', 'ok', { from: 'Mika', at: 20 })];
      await chat.update({ messages: first });
      await chat.update({
        messages: [...first, message('b', 'ok', { from: 'Mika', at: 21 }), message('c', 'thanks', { at: 22 })],
      });
      expect(chat.announcements).to.deep.equal(['Mika: ok', 'Mika: ok']);
    });

    it('says nothing about older messages that are fetched, or about history that arrives after opening', async () => {
      const chat = await mount({ ...talking, messages: [], isLoadingMessages: true });
      await chat.update({ messages: dialogue, isLoadingMessages: false });
      await chat.update({ messages: [message('old', 'Long ago', { from: 'Mika', at: -500 }), ...dialogue] });
      expect(chat.announcements).to.deep.equal([]);
    });

    it('says what was not sent at once, with the reason, and once', async () => {
      const failed = (id: string): ChatMessage =>
        message(id, 'Hello?', {
          at: 20,
          delivery: { state: 'failed', error: new ChatError('rate_limited', 'Too many requests.') },
        });
      const chat = await mount({ ...talking, messages: [...dialogue, failed('before')] });
      expect(chat.urgentAnnouncements).to.deep.equal([]);
      const sending = message('own', 'Hello?', { at: 20, delivery: { state: 'sending' } });
      await chat.update({ messages: [...dialogue, failed('before'), sending] });
      const messages = [...dialogue, failed('before'), failed('own')];
      await chat.update({ messages });
      await chat.update({ messages: [...messages] });
      expect(chat.urgentAnnouncements).to.have.length(1);
      expect(chat.urgentAnnouncements[0]).to.match(/^Not sent: Hello\?: That was a lot at once/);
      await chat.update({ messages: [...dialogue, failed('before'), sending] });
      await chat.update({ messages });
      expect(chat.urgentAnnouncements, 'after trying again').to.have.length(2);
      expect(chat.announcements).to.deep.equal([]);
    });

    it('says nothing while the panel is closed, nor when it opens again', async () => {
      const chat = await mount();
      chat.element.close();
      await chat.settle();
      await chat.update({ messages: [...dialogue, message('n', 'Are you there?', { from: 'Mika', at: 20 })] });
      await chat.open();
      expect(chat.announcements).to.deep.equal([]);
    });

    it('says nothing of what stands in another conversation, only what comes in after that', async () => {
      const chat = await mount();
      const older = [message('x1', 'Long ago', { from: 'Mika', at: -900 })];
      await chat.update({ conversation: { ...conversation, id: 'c0' }, messages: [], isLoadingMessages: true });
      await chat.update({ messages: older, isLoadingMessages: false });
      expect(chat.announcements).to.deep.equal([]);
      await chat.update({ messages: [...older, message('x2', 'Still there?', { from: 'Mika', at: 20 })] });
      expect(chat.announcements).to.deep.equal(['Mika: Still there?']);
    });

    it('says the answer to the message that a conversation begins with', async () => {
      const chat = await mount({ ...talking, conversation: null, messages: [] });
      const own = message('own', 'Hello', { at: 1 });
      await chat.update({ messages: [own] });
      await chat.update({ conversation, messages: [own] });
      await chat.update({ messages: [own, message('n', 'Hi', { from: 'Mika', at: 2 })] });
      expect(chat.announcements).to.deep.equal(['Mika: Hi']);
    });

    it('lets a screen reader go from message to message', async () => {
      const chat = await mount();
      const list = chat.log.querySelector('[role=list]')!;
      expect(Array.from(list.children, ({ role }) => role)).to.include.members(['listitem']);
      expect(list.querySelectorAll(':scope > [role=listitem]')).to.have.length(list.childElementCount);
    });

    it("says an answer whose clock is behind the visitor's", async () => {
      const chat = await mount();
      await chat.update({
        messages: [...dialogue, message('own', 'Hello?', { at: 50, delivery: { state: 'sending' } })],
      });
      await chat.update({
        messages: [
          ...dialogue,
          message('own', 'Hello?', { at: 50 }),
          message('n', 'Here I am', { from: 'Mika', at: 10 }),
        ],
      });
      expect(chat.announcements).to.deep.equal(['Mika: Here I am']);
    });

    it('names who wrote a bubble that carries no name on screen', async () => {
      const chat = await mount();
      const hidden = Array.from(chat.list!.shadowRoot!.querySelectorAll('.message .sr'), (node) => node.textContent);
      expect(hidden).to.deep.equal(['You: ', 'You: ', 'Mika: ', 'You: ']);
    });
  });

  describe('messages', () => {
    it('puts day dividers, names and system lines between bubbles', async () => {
      const chat = await mount({
        ...talking,
        messages: [message('y', 'Hi', { from: 'Mika', at: -1440 }), ...dialogue],
      });
      expect(text(chat)).to.match(/Yesterday Mika .*Hi Today ?Mika joined the conversation/);
    });

    it('says how far the newest message of each state has come', async () => {
      const chat = await mount();
      expect(text(chat)).to.match(/Seen · .*Delivered to the team · /);
      await chat.update({ messages: [...dialogue, message('q', 'x', { at: 9, delivery: { state: 'queued' } })] });
      expect(text(chat)).to.contain('Waiting to send');
      await chat.update({ messages: [...dialogue, message('q', 'x', { at: 9, delivery: { state: 'sending' } })] });
      expect(text(chat)).to.contain('Sending');
      await chat.update({ messages: [...dialogue, message('q', 'x', { at: 9, delivery: { state: 'sent' } })] });
      expect(text(chat)).to.contain('Sent · ');
    });

    it('offers to try again or to discard what was not sent, and says why', async () => {
      const chat = await mount({
        ...talking,
        messages: [message('f', 'Hi', { delivery: { state: 'failed', error: new ChatError('rate_limited', 'x') } })],
      });
      expect(text(chat)).to.contain('Not sent · That was a lot at once. Wait a moment.');
      await chat.click('Try again');
      await chat.click('Discard');
      expect(chat.chat.calls.slice(-2)).to.deep.equal(['retry f', 'discard f']);
    });

    it('says no reason for a code it does not know', async () => {
      const chat = await mount({
        ...talking,
        messages: [
          message('f', 'Hi', {
            delivery: { state: 'failed', error: new ChatError('from_the_future', 'secret detail') },
          }),
        ],
      });
      expect(text(chat)).to.contain('Not sent');
      expect(text(chat)).not.to.contain('secret');
    });

    it('shows deleted and edited messages as such', async () => {
      const chat = await mount({
        ...talking,
        messages: [
          message('d', 'Oops', { from: 'Mika', deletedAt: 1 }),
          message('e', 'Better', { from: 'Mika', at: 1, editedAt: 1 }),
        ],
      });
      expect(chat.bubbles).to.deep.equal(['This message was deleted', 'Better']);
      expect(text(chat)).to.contain('Edited');
    });

    it('keeps line breaks and never makes markup out of text', async () => {
      const chat = await mount({ ...talking, messages: [message('x', '<b onclick="x">a</b>\n<img src=x>')] });
      expect(chat.bubbles).to.deep.equal(['<b onclick="x">a</b>\n<img src=x>']);
      expect(chat.list!.shadowRoot!.querySelector('.bubble img, .bubble b')).to.equal(null);
    });

    it('says that the conversation has ended', async () => {
      const chat = await mount(stories.ended.snapshot);
      expect(text(chat)).to.contain('This conversation has ended.');
    });

    it('shows skeletons while the history loads, then the words for an empty conversation', async () => {
      const chat = await mount(stories.history.snapshot);
      expect(chat.list!.shadowRoot!.querySelectorAll('.skeleton').length).to.be.above(0);
      await chat.update({ isLoadingMessages: false });
      expect(chat.list!.shadowRoot!.querySelectorAll('.skeleton').length).to.equal(0);
      expect(chat.root.querySelector('.intro')!.checkVisibility()).to.equal(true);
    });
  });

  describe('links', () => {
    const link = (chat: SupportChatHarness): HTMLAnchorElement => chat.list!.shadowRoot!.querySelector('a')!;

    it('are safe', async () => {
      const chat = await mount();
      expect(link(chat).href).to.equal('https://northwind.example/proof/48213');
      expect(link(chat).target).to.equal('_blank');
      expect(link(chat).rel.split(' ')).to.include.members(['noopener', 'noreferrer']);
    });

    it('tell the page, which may take over', async () => {
      const chat = await mount();
      let href = '';
      document.body.addEventListener(
        'chat-link-click',
        (event) => {
          href = event.detail.href;
          event.preventDefault();
        },
        { once: true },
      );
      const click = new MouseEvent('click', { cancelable: true, bubbles: true, composed: true });
      link(chat).dispatchEvent(click);
      expect(href).to.equal('https://northwind.example/proof/48213');
      expect(click.defaultPrevented).to.equal(true);
    });
  });

  describe('scrolling', () => {
    it('starts at the newest message and follows', async () => {
      const chat = await mount({ ...talking, messages: many(60) });
      expect(distanceFromEnd(chat)).to.be.below(2);
      await chat.update({ messages: [...many(60), message('n', 'New', { from: 'Mika', at: 2 })] });
      expect(distanceFromEnd(chat)).to.be.below(2);
    });

    it('stays where the reader is, and offers to jump to what is new', async () => {
      const chat = await mount({ ...talking, messages: many(60) });
      await scrollTo(chat, 300);
      await chat.update({
        messages: [
          ...many(60),
          message('n1', 'New', { from: 'Mika', at: 2 }),
          message('n2', 'New', { from: 'Mika', at: 2 }),
        ],
      });
      // Firefox stops at whole pixels of the screen, which are not those of the page.
      expect(chat.log.scrollTop).to.be.closeTo(300, 0.5);
      chat.button('2 new messages').click();
      await waitUntil(() => distanceFromEnd(chat) < 2, 'it did not jump');
      await chat.settle();
      expect(() => chat.button('2 new messages')).to.throw();
    });

    it('goes to the end when the visitor writes', async () => {
      const chat = await mount({ ...talking, messages: many(60) });
      await scrollTo(chat, 300);
      await chat.type('Hello');
      await chat.press('Enter');
      await waitUntil(() => distanceFromEnd(chat) < 2, 'it did not follow');
    });

    it("fetches older messages near the top and keeps the reader's place", async () => {
      const chat = await mount({ ...talking, messages: many(60), hasOlderMessages: true });
      expect(chat.chat.calls).not.to.include('loadOlder');
      await scrollTo(chat, 100);
      await waitUntil(() => chat.chat.calls.includes('loadOlder'), 'it did not ask');
      const fromEnd = distanceFromEnd(chat);
      await chat.update({ messages: [...many(30, 'old', -100), ...many(60)] });
      expect(distanceFromEnd(chat)).to.be.closeTo(fromEnd, 1);
    });

    it('keeps the nodes and the focus of what is there when messages come before it or one is discarded', async () => {
      const failed = message('f', 'Hi', {
        at: 30,
        delivery: { state: 'failed', error: new ChatError('timeout', 'x') },
      });
      const chat = await mount({ ...talking, messages: [...many(3), failed] });
      const retry = chat.button('Try again');
      retry.focus();
      await chat.update({ messages: [...many(5, 'old', -100), ...many(3), failed] });
      await chat.update({ messages: [...many(5, 'old', -100), ...many(2), failed] });
      expect(chat.button('Try again')).to.equal(retry);
      expect(chat.focused).to.equal(retry);
      expect(chat.bubbles).to.deep.equal([...many(5, 'old', -100), ...many(2), failed].map(({ text }) => text));
    });

    it('keeps the keyboard when the button that it is on goes away: tried again, or discarded', async () => {
      const failed = message('f', 'Hi', { delivery: { state: 'failed', error: new ChatError('timeout', 'x') } });
      for (const after of [[message('f', 'Hi')], many(3)]) {
        const chat = await mount({ ...talking, messages: [...many(3), failed] });
        chat.button('Discard').focus();
        await chat.update({ messages: after });
        expect(chat.focused?.getAttribute('role')).to.equal('log');
      }
    });

    it('does not ask again and again when older messages do not come', async () => {
      const chat = await mount({ ...talking, messages: many(3), hasOlderMessages: true });
      expect(chat.chat.calls.filter((call) => call === 'loadOlder')).to.have.length(1);
      await chat.update({ isLoadingOlder: true });
      await chat.update({ isLoadingOlder: false });
      await chat.update({ unreadCount: 0 });
      expect(chat.chat.calls.filter((call) => call === 'loadOlder')).to.have.length(1);
    });
  });

  describe('reading', () => {
    it('marks what is on screen as read, once', async () => {
      const chat = await mount({ ...talking, unreadCount: 1 });
      await chat.update({ unreadCount: 1 });
      expect(chat.chat.calls.filter((call) => call === 'markRead')).to.have.length(1);
    });

    it('waits until the reader is at the end', async () => {
      const chat = await mount({ ...talking, messages: many(60) });
      await scrollTo(chat, 300);
      await chat.update({ messages: [...many(60), message('n', 'New', { from: 'Mika', at: 2 })], unreadCount: 1 });
      expect(chat.chat.calls).not.to.include('markRead');
      chat.button('1 new message').click();
      await waitUntil(() => chat.chat.calls.includes('markRead'), 'it was not marked');
    });

    it('marks nothing while the panel is closed', async () => {
      const chat = await mount();
      chat.element.close();
      await chat.settle();
      await chat.update({ messages: [...dialogue, message('n', 'New', { from: 'Mika', at: 20 })], unreadCount: 1 });
      expect(chat.chat.calls).not.to.include('markRead');
      await chat.open();
      expect(chat.chat.calls).to.include('markRead');
    });
  });
});
