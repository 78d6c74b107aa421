import { ChatError, type ChatSnapshot } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import '../../define-history.ts';
import '../../define-menu.ts';
import { config, conversation, listed, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;
const failure = new ChatError('network_unavailable', 'No.', { retryable: true });

async function openList(snapshot: Partial<ChatSnapshot> = { ...talking, conversations: listed }) {
  const chat = await SupportChatHarness.mount(snapshot);
  await chat.open();
  chat.button('Your conversations').click();
  await chat.settle();
  const list = chat.root.querySelector('support-chat-conversation-list')!;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 10; round += 1) await Promise.resolve();
    await chat.settle();
    await list.updateComplete;
  };
  await settle();
  const items = (): HTMLElement[] => Array.from(list.shadowRoot!.querySelectorAll<HTMLElement>('[part=card]'));
  const click = async (name: string): Promise<void> => {
    const buttons = Array.from(list.shadowRoot!.querySelectorAll('button'));
    buttons.find((button) => button.textContent.trim() === name)!.click();
    await settle();
  };
  const words = (): string => list.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();
  return { chat, list, settle, items, click, words };
}

describe('the list of conversations', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('says of each one with whom it is, how it stands, and how much of it is unread', async () => {
    const { chat, items } = await openList();
    const lines = items().map((item) =>
      Array.from(item.querySelectorAll('.name, .excerpt, .ended, .sr'), (part) => part.textContent).join(' | '),
    );
    expect(lines).to.deep.equal([
      'Mika | Found it, thank you so much!',
      'Ana Lopez | The blue one is back in stock. Shall I put one aside for you until Saturday? | 2 unread messages',
      'Mika | No text to show | Ended',
      'Northwind | Danke, das hat geholfen! | Ended',
    ]);
    await chat.expectAccessible();
  });

  it('is reached from the menu of the conversation, and leads back to it', async () => {
    const chat = await SupportChatHarness.mount({ ...talking, conversations: listed });
    await chat.openConversation();
    await chat.click('More');
    const menu = chat.root.querySelector('support-chat-menu')!;
    await waitUntil(() => menu.shadowRoot?.querySelector('[role=menuitem]'), 'the menu did not come');
    menu.shadowRoot!.querySelector<HTMLElement>('[role=menuitem]')!.click();
    await chat.settle();
    expect(chat.heading.textContent).to.equal('Your conversations');
    await waitUntil(() => chat.focused === chat.heading, 'the heading has no focus');
  });

  it('is not offered where the team keeps no history, nor before there is any', async () => {
    const features = { ...config.features, history: false };
    const without = await SupportChatHarness.mount({ ...talking, config: { ...config, features } });
    await without.open();
    expect(() => without.button('Your conversations')).to.throw();
    without.element.remove();
    const before = await SupportChatHarness.mount(stories.home.snapshot);
    await before.open();
    expect(() => before.button('Your conversations')).to.throw();
  });

  it('asks for the first page once and shows what is coming', async () => {
    const { chat, list, items } = await openList(talking);
    expect(list.shadowRoot!.querySelectorAll('.placeholder').length).to.be.above(0);
    await chat.update({ conversations: { items: [], hasMore: true, isLoading: true } });
    expect(chat.chat.calls.filter((call) => call === 'loadConversations')).to.have.length(1);
    await chat.update({ conversations: listed });
    await list.updateComplete;
    expect(items()).to.have.length(4);
  });

  it('says that there is none yet, and how to begin', async () => {
    const { chat, words } = await openList({
      ...talking,
      conversations: { items: [], hasMore: false, isLoading: false },
    });
    expect(words()).to.contain('What you write to us will be listed here.');
    expect(chat.chat.calls).not.to.include('loadConversations');
    await chat.expectAccessible();
  });

  it('says when it did not load, and tries again when it is asked to', async () => {
    const { chat, settle, click, words } = await openList();
    chat.chat.failure = failure;
    await chat.update({ conversations: null });
    await settle();
    expect(words()).to.contain('Your conversations could not be loaded.');
    await chat.expectAccessible();
    const count = chat.chat.calls.filter((call) => call === 'loadConversations').length;
    await chat.update({ unreadCount: 1 });
    expect(chat.chat.calls.filter((call) => call === 'loadConversations')).to.have.length(count);
    chat.chat.failure = null;
    await click('Try again');
    expect(chat.chat.calls.filter((call) => call === 'loadConversations')).to.have.length.above(count);
    expect(words()).not.to.contain('could not be loaded');
  });

  it('shows earlier ones page by page, and reading goes on where they begin', async () => {
    const { chat, list, items, click } = await openList();
    chat.chat.loadConversations = async () => {
      const older = { ...listed.items[3]!, id: 'c-3', excerpt: 'Long ago' };
      chat.chat.update({ conversations: { items: [...listed.items, older], hasMore: false, isLoading: false } });
    };
    await click('Show earlier ones');
    await list.updateComplete;
    expect(items()).to.have.length(5);
    expect(chat.focused).to.equal(items()[4]);
    expect(list.shadowRoot!.textContent).not.to.contain('Show earlier ones');
  });

  it('opens a conversation, and goes back to where it was chosen', async () => {
    const { chat, items, settle } = await openList();
    items()[1]!.focus();
    await chat.press('Enter');
    await settle();
    expect(chat.chat.calls).to.include('openConversation c0');
    expect(chat.list).not.to.equal(null);
    await chat.click('Back');
    expect(chat.heading.textContent).to.equal('Your conversations');
    await chat.click('Back');
    expect(chat.chat.calls.at(-1)).to.equal('openConversation null');
    expect(chat.root.querySelector('.home')).not.to.equal(null);
  });

  it('stays, and says so, when a conversation cannot be opened', async () => {
    const { chat, items, settle, click, words } = await openList();
    chat.chat.failure = failure;
    items()[1]!.click();
    await settle();
    expect(chat.list).to.equal(null);
    expect(words()).to.contain('That did not work.');
    chat.chat.failure = null;
    await click('Try again');
    expect(chat.list).not.to.equal(null);
  });

  it('offers to begin another one when the newest has ended', async () => {
    const [first, ...others] = listed.items;
    const { chat, click } = await openList({
      ...talking,
      conversation: { ...conversation, status: 'closed' },
      conversations: { ...listed, items: [{ ...first!, status: 'closed' }, ...others] },
    });
    await click('Start a new conversation');
    expect(chat.chat.calls).to.include('startConversation');
    expect(chat.list).not.to.equal(null);
  });
});
