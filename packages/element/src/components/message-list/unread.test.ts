import type { ChatMessage } from '@support-chat/sdk';
import { expect, nextFrame } from '@open-wc/testing';
import { distanceFromEnd, many, mount, scrollTo } from '../../../testing/conversation-page.ts';
import { message, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;

describe('what is unread', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  const lines = (chat: SupportChatHarness): string[] =>
    Array.from(chat.list!.shadowRoot!.querySelectorAll('.rows .day, .rows .bubble'), (row) => row.textContent.trim());
  const told = [
    message('u1', 'Hello', { at: 1 }),
    message('u2', 'One', { from: 'Mika', at: 2 }),
    message('u3', 'Mika left', { from: 'system', at: 3 }),
    message('u4', 'Two', { from: 'Mika', at: 4 }),
  ];

  it('has a divider above it, which stays while it is read', async () => {
    const chat = await mount({ ...talking, messages: told, unreadCount: 2 });
    expect(lines(chat)).to.deep.equal(['Today', 'Hello', '2 new messages', 'One', 'Two']);
    await chat.update({ unreadCount: 0 });
    await chat.update({ messages: [...told, message('u5', 'Three', { from: 'Mika', at: 5 })], unreadCount: 1 });
    expect(lines(chat)).to.deep.equal(['Today', 'Hello', '2 new messages', 'One', 'Two', 'Three']);
    await chat.expectAccessible();
  });

  it('has none the next time, nor where everything is unread', async () => {
    const chat = await mount({ ...talking, messages: told, unreadCount: 2 });
    await chat.update({ unreadCount: 0 });
    chat.element.close();
    await chat.settle();
    await chat.open();
    expect(lines(chat)).not.to.include('2 new messages');
    chat.element.remove();
    const other = await mount({ ...talking, messages: told.slice(1), unreadCount: 2 });
    expect(lines(other)).to.deep.equal(['Today', 'One', 'Two']);
  });

  const news = (count: number): ChatMessage[] =>
    Array.from({ length: count }, (_, index) => message(`n${index}`, `News ${index}`, { from: 'Mika', at: 5 + index }));
  const fromTop = (chat: SupportChatHarness): number =>
    chat.log.querySelector('.news')!.getBoundingClientRect().top - chat.log.getBoundingClientRect().top;

  it('is where reading goes on when the chat opens, with a way to the newest', async () => {
    const chat = await mount({ ...talking, messages: [...many(60), ...news(30)], unreadCount: 30 });
    await chat.atRest();
    expect(fromTop(chat)).to.be.within(-1, 8);
    expect(chat.chat.calls).not.to.include('markRead');
    chat.button('Jump to the latest message').click();
    await waitUntil(() => distanceFromEnd(chat) < 2, 'it did not jump');
    await waitUntil(() => chat.chat.calls.includes('markRead'), 'it was not marked');
    await chat.settle();
    expect(() => chat.button('Jump to the latest message')).to.throw();
  });

  it('stays in view while what stands above it still grows, until the reader scrolls', async () => {
    const chat = await mount({ ...talking, messages: [...many(60), ...news(30)], unreadCount: 30 });
    await chat.atRest();
    const above = chat.log.querySelector<HTMLElement>('[role=listitem]:nth-child(5)')!;
    above.style.minBlockSize = '400px';
    await waitUntil(() => Math.abs(fromTop(chat)) <= 8, 'it was pushed away');
    await scrollTo(chat, chat.log.scrollTop + 50);
    const before = chat.log.scrollTop;
    above.style.minBlockSize = '500px';
    await nextFrame();
    await nextFrame();
    expect(chat.log.scrollTop).to.equal(before);
  });

  it('is read at once where it fits below its divider', async () => {
    const chat = await mount({ ...talking, messages: [...many(60), ...news(2)], unreadCount: 2 });
    expect(distanceFromEnd(chat)).to.be.below(2);
    expect(() => chat.button('Jump to the latest message')).to.throw();
    expect(chat.chat.calls).to.include('markRead');
  });

  it('is looked for again with each opening; without it the newest message is shown', async () => {
    const chat = await mount({ ...talking, messages: many(60) });
    await scrollTo(chat, 300);
    chat.element.close();
    await chat.settle();
    await chat.open();
    await waitUntil(() => distanceFromEnd(chat) < 2, 'it does not begin with the newest message');
    chat.element.close();
    await chat.settle();
    await chat.update({ messages: [...many(60), ...news(30)], unreadCount: 30 });
    await chat.open();
    await waitUntil(() => Math.abs(fromTop(chat)) <= 8, 'it does not begin with what is new');
  });

  it('is found in a history that arrives after the opening', async () => {
    const chat = await mount({ ...talking, messages: [], isLoadingMessages: true, unreadCount: 30 });
    await chat.update({ messages: [...many(60), ...news(30)], isLoadingMessages: false });
    expect(fromTop(chat)).to.be.within(-1, 8);
  });

  it('is no matter for somebody who is there when it comes', async () => {
    const chat = await mount({ ...talking, messages: told });
    await chat.update({ messages: [...told, message('u5', 'Three', { from: 'Mika', at: 5 })], unreadCount: 1 });
    expect(lines(chat).join()).not.to.contain('new message');
  });
});
