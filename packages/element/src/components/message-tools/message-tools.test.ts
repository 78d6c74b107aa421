import { ChatError, type ChatMessage } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { canDo } from '../../../testing/known-differences.ts';
import { message, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { toolsFor } from './what-is-possible.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const { snapshot } = stories.conversation;
const own = (id: string, text: string): ChatMessage => ({ ...message(id, text), createdAt: Date.now() - 60_000 });
const messages = [
  message('m1', 'How can I help?', { from: 'Mika', at: -60 }),
  own('m2', 'Whre is it?'),
  own('m3', 'And when?'),
];

async function mount(list: readonly ChatMessage[] = messages) {
  const chat = await SupportChatHarness.mount({ ...snapshot, messages: list });
  await chat.openConversation();
  const inList = <T extends Element = HTMLElement>(selector: string): T | null =>
    chat.list!.shadowRoot!.querySelector<T>(selector);
  const tools = (): ShadowRoot | null => inList('support-chat-message-tools')?.shadowRoot ?? null;
  const labels = (): string[] =>
    Array.from(tools()?.querySelectorAll('button') ?? [], (button) =>
      (button.getAttribute('aria-label') ?? button.textContent ?? '').trim(),
    );
  const pointAt = async (id: string): Promise<void> => {
    // The first time it has to be fetched.
    await waitUntil(() => {
      inList(`[data-id=${id}] .bubble`)!.dispatchEvent(
        new PointerEvent('pointerover', { bubbles: true, composed: true }),
      );
      return inList(`[data-id=${id}] support-chat-message-tools`)?.shadowRoot?.querySelector('.tools');
    }, 'there are no tools');
    await chat.settle();
  };
  const use = async (label: string): Promise<void> => {
    const button = [...tools()!.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === label,
    );
    button!.focus();
    button!.click();
    await chat.settle();
  };
  const bar = (): string | null =>
    chat
      .composer!.shadowRoot!.querySelector('support-chat-intent')
      ?.shadowRoot?.textContent?.replace(/\s+/g, ' ')
      .trim() ?? null;
  return { chat, inList, tools, labels, pointAt, use, bar };
}

describe('tools of a message', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('are what the moment allows', () => {
    const mine = own('m', 'Hi');
    expect(toolsFor(mine, 900_000, Date.now())).to.deep.equal(['reply', 'edit', 'unsend']);
    expect(toolsFor({ ...mine, text: '' }, 900_000, Date.now())).to.deep.equal(['reply', 'unsend']);
    expect(toolsFor(mine, 30_000, Date.now())).to.deep.equal(['reply']);
    expect(toolsFor({ ...mine, seq: null }, 900_000, Date.now())).to.deep.equal([]);
    expect(toolsFor({ ...mine, deletedAt: 1 }, 900_000, Date.now())).to.deep.equal([]);
    expect(
      toolsFor({ ...message('a', 'Hi', { from: 'Mika' }), createdAt: Date.now() }, 900_000, Date.now()),
    ).to.deep.equal(['reply']);
    expect(toolsFor(message('s', 'Mika joined', { from: 'system' }), 900_000, Date.now())).to.deep.equal([]);
  });

  it('go to the message under the pointer', async () => {
    const { pointAt, labels, inList } = await mount();
    await pointAt('m1');
    expect(labels()).to.deep.equal(['Reply']);
    await pointAt('m2');
    expect(labels()).to.deep.equal(['Reply', 'Edit', 'Delete']);
    expect(chatTools(inList)).to.equal(1);
    inList('.log')!.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    expect(chatTools(inList)).to.equal(0);
  });

  it('are reached by keys, from message to message and from button to button', async () => {
    const { chat, inList, tools, pointAt } = await mount();
    await chat.press('Shift+Tab');
    expect(chat.focused).to.equal(chat.log);
    // They are told by the ring of the focus, and where there is none they still come to who points, and go on by keys.
    if (!canDo('activeWindow')) await pointAt('m3');
    await waitUntil(() => inList('[data-id=m3] support-chat-message-tools'), 'they did not come');
    await chat.settle();
    await chat.press('Tab');
    expect(chat.focused?.getAttribute('aria-label')).to.equal('Reply');
    if (canDo('activeWindow')) {
      await chat.press('ArrowRight');
      expect(chat.focused?.getAttribute('aria-label')).to.equal('Edit');
    }
    await chat.press('ArrowUp');
    await waitUntil(() => inList('[data-id=m2] support-chat-message-tools'));
    await waitUntil(() => chat.focused?.getAttribute('aria-label') === 'Reply');
    expect(tools()!.querySelector('[role=toolbar]')!.getAttribute('aria-label')).to.equal('Message: Whre is it?');
  });

  describe('replying', () => {
    it('puts the message above the text, and sends with it', async () => {
      const { chat, pointAt, use, bar } = await mount();
      await pointAt('m1');
      await use('Reply');
      expect(chat.focused).to.equal(chat.field);
      await waitUntil(() => bar() === 'Reply to MikaHow can I help?');
      await chat.type('With my parcel');
      await chat.press('Enter');
      expect(chat.chat.calls).to.include('send With my parcel re:m1');
      expect(bar()).to.equal(null);
    });

    it('is cancelled with Escape or the button, and the text stays', async () => {
      const { chat, pointAt, use, bar } = await mount();
      await chat.type('Hello');
      for (const cancel of [
        () => chat.press('Escape'),
        async () =>
          chat.composer!.shadowRoot!.querySelector('support-chat-intent')!.shadowRoot!.querySelector('button')!.click(),
      ]) {
        await pointAt('m1');
        await use('Reply');
        await waitUntil(() => bar() !== null);
        await cancel();
        await chat.settle();
        expect(bar()).to.equal(null);
        expect(chat.field.value).to.equal('Hello');
        expect(chat.element.opened).to.equal(true);
        expect(chat.focused).to.equal(chat.field);
      }
    });
  });

  describe('editing', () => {
    it('changes the message, and gives back what was being written', async () => {
      const { chat, pointAt, use, bar } = await mount();
      await chat.type('Draft');
      await pointAt('m2');
      await use('Edit');
      await waitUntil(() => bar()?.startsWith('Edit message'));
      expect(chat.field.value).to.equal('Whre is it?');
      chat.field.select();
      await chat.type('Where is it?');
      await chat.press('Enter');
      expect(chat.chat.calls).to.include('edit m2 Where is it?');
      expect(bar()).to.equal(null);
      expect(chat.field.value).to.equal('Draft');
    });

    it('says why it did not work, and keeps the words', async () => {
      const { chat, pointAt, use, bar } = await mount();
      await pointAt('m2');
      await use('Edit');
      chat.chat.failure = new ChatError('edit_window_over', 'Too late.');
      await chat.type('?');
      await chat.press('Enter');
      await waitUntil(() => bar()?.includes('It is too late to change this message.'));
      expect(chat.field.value).to.equal('Whre is it??');
    });
  });

  describe('taking back', () => {
    it('asks once, and can be left', async () => {
      const { chat, pointAt, use, labels } = await mount();
      await pointAt('m2');
      await use('Delete');
      expect(labels()).to.deep.equal(['Delete', 'Cancel']);
      expect(chat.chat.calls.some((call) => call.startsWith('unsend'))).to.equal(false);
      await chat.press('Escape');
      expect(labels()).to.deep.equal(['Reply', 'Edit', 'Delete']);
      expect(chat.element.opened).to.equal(true);
      await use('Delete');
      await use('Delete');
      expect(chat.chat.calls).to.include('unsend m2');
      expect(chat.focused).to.equal(chat.field);
    });
  });

  describe('quotes', () => {
    it('say whom they quote, and lead to the message', async () => {
      const lines = Array.from({ length: 40 }, (_, index) => message(`l${index}`, 'A line', { at: index }));
      const { chat, inList } = await mount([
        ...lines,
        {
          ...message('q', 'This one', { from: 'Mika', at: 50 }),
          replyTo: { id: 'l3', sender: 'visitor', name: null, text: 'A line' },
        },
      ]);
      const quote = (): HTMLButtonElement | null | undefined =>
        inList('support-chat-quote')?.shadowRoot?.querySelector('button');
      await waitUntil(quote, 'there is no quote');
      expect(quote()!.textContent!.replace(/\s+/g, ' ').trim()).to.equal('In reply to You A line');
      await waitUntil(() => chat.log.scrollTop > 500);
      quote()!.click();
      const isInView = (): boolean => {
        const { top, bottom } = inList('[data-id=l3]')!.getBoundingClientRect();
        const log = chat.log.getBoundingClientRect();
        return top >= log.top && bottom <= log.bottom;
      };
      await waitUntil(isInView, 'it did not go there');
    });
  });

  it('have no findings by axe', async () => {
    for (const theme of ['light', 'dark']) {
      const chat = await SupportChatHarness.mount(stories.quoting.snapshot, { theme });
      await chat.openConversation();
      await waitUntil(() => chat.list!.shadowRoot!.querySelector('support-chat-quote')?.shadowRoot);
      chat.log.querySelector('.bubble')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      await chat.settle();
      await chat.expectAccessible();
      SupportChatHarness.cleanUp();
    }
  });
});

function chatTools(inList: (selector: string) => Element | null): number {
  return inList('support-chat-message-tools') === null ? 0 : 1;
}
