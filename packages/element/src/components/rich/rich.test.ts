import type { ChatMessage } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define-rich.ts';
import '../../define-tail.ts';
import { card, conversation, message, question, stories, suggestion } from '../../../testing/stories.ts';
import { nextEvent, SupportChatHarness } from '../../../testing/support-chat-harness.ts';

const talking = stories.conversation.snapshot;

async function mount(...messages: ChatMessage[]) {
  const chat = await SupportChatHarness.mount({ ...talking, messages });
  await chat.openConversation();
  const root = (): ShadowRoot => chat.list!.shadowRoot!;
  const settle = async (): Promise<void> => {
    await chat.settle();
    for (const part of root().querySelectorAll('support-chat-rich')) await part.updateComplete;
    await root().querySelector('support-chat-tail')?.updateComplete;
    await root().querySelector('support-chat-quick-replies')?.updateComplete;
  };
  await settle();
  const rich = (): ShadowRoot => root().querySelector('support-chat-rich')!.shadowRoot!;
  const replies = (): HTMLButtonElement[] =>
    Array.from(root().querySelector('support-chat-quick-replies')?.shadowRoot?.querySelectorAll('button') ?? []);
  const sent = (): string[] => chat.chat.calls.filter((call) => call.startsWith('send'));
  return { chat, root, settle, rich, replies, sent };
}

/** Fills in a field as a visitor would. */
async function answer(rich: ShadowRoot, name: string, text: string): Promise<void> {
  rich.querySelector<HTMLElement>(`[name=${name}]`)!.focus();
  await sendKeys({ type: text });
}

describe('suggested answers', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('send their text once and are gone', async () => {
    const { chat, replies, settle, sent } = await mount(suggestion);
    expect(replies().map((reply) => reply.textContent.trim())).to.deep.equal([
      'Got it, thanks!',
      "Still can't find it",
    ]);
    await chat.expectAccessible();
    replies()[1]!.focus();
    await chat.press('Enter');
    await settle();
    expect(sent()).to.deep.equal(['send I cannot find it.']);
    expect(replies()).to.deep.equal([]);
    expect(chat.focused).to.equal(chat.log);
  });

  it('stay while the page stops them from being sent', async () => {
    const { chat, replies, settle } = await mount(suggestion);
    chat.element.addEventListener('chat-before-send', (event) => event.preventDefault());
    replies()[0]!.click();
    await settle();
    expect(replies()).to.have.length(2);
  });

  it('belong to the latest that was said', async () => {
    const joined = message('s', 'Ana joined the conversation', { from: 'system', at: 5 });
    const { chat, replies, settle } = await mount(suggestion, joined);
    expect(replies()).to.have.length(2);
    await chat.update({ messages: [suggestion, joined, message('x', 'Well', { from: 'Mika', at: 6 })] });
    await settle();
    expect(replies()).to.deep.equal([]);
    await chat.update({ messages: [message('y', 'Hello', { at: 6 })] });
    expect(replies()).to.deep.equal([]);
  });

  it('are not offered in a conversation that has ended', async () => {
    const { chat, replies } = await mount(suggestion);
    await chat.update({ conversation: { ...conversation, status: 'closed' } });
    expect(replies()).to.deep.equal([]);
  });
});

describe('a card', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('shows what it is about, and links that are safe', async () => {
    const { chat, rich } = await mount(card);
    const texts = Array.from(rich().querySelectorAll('.title, .text, .action'), (part) => part.textContent.trim());
    expect(texts).to.deep.equal([
      'Order 48213',
      'It left our warehouse this morning and arrives on Friday, 3 pm at the latest.',
      'Track the parcel',
      'Call the courier',
      'Ask for another day',
    ]);
    for (const { rel, target } of rich().querySelectorAll('a')) {
      expect(rel.split(' ')).to.include.members(['noopener', 'noreferrer']);
      expect(target).to.equal('_blank');
    }
    await chat.expectAccessible();
  });

  it('tells the page of a click on a link, which may take over', async () => {
    const { chat, rich } = await mount(card);
    const event = nextEvent<CustomEvent<{ href: string }>>(chat.element, 'chat-link-click');
    chat.element.addEventListener('chat-link-click', (click) => click.preventDefault());
    rich().querySelector('a')!.click();
    expect((await event).detail.href).to.equal('https://northwind.example/48213');
  });

  it('says something for the visitor until they have written', async () => {
    const { chat, rich, settle, sent } = await mount(card);
    rich().querySelector<HTMLElement>('button.action')!.click();
    await settle();
    expect(sent()).to.deep.equal(['send Can it come on another day?']);
    expect(rich().querySelector('button.action')).to.equal(null);
    expect(rich().querySelectorAll('a.action')).to.have.length(2);
    expect(chat.bubbles.at(-1)).to.equal('Can it come on another day?');
  });

  it('is its text when its content is unknown', async () => {
    const { chat, rich } = await mount({ ...card, content: { carousel: [] } });
    expect(rich().querySelector('slot')).not.to.equal(null);
    expect(chat.bubbles[0]).to.contain('Order 48213 arrives on Friday');
  });

  it('leaves no hole where its picture does not load', async () => {
    const { rich } = await mount(card);
    const picture = rich().querySelector('img')!;
    picture.dispatchEvent(new Event('error'));
    expect(picture.checkVisibility()).to.equal(false);
  });
});

describe('a form in a message', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('says beside the fields what is wrong, and sends nothing', async () => {
    const { chat, rich, settle, sent } = await mount(question);
    await answer(rich(), 'phone', 'later');
    await chat.press('Enter');
    await settle();
    const errors = Array.from(rich().querySelectorAll('.error'), (error) => error.textContent);
    expect(errors).to.deep.equal(['Please answer this.', 'Please enter a phone number, such as +44 20 7946 0958']);
    expect(sent()).to.deep.equal([]);
    expect(chat.focused).to.equal(rich().querySelector('[name=order]'));
    await chat.expectAccessible();
    await answer(rich(), 'order', '4');
    await settle();
    expect(rich().querySelectorAll('.error')).to.have.length(1);
  });

  it('answers into the conversation, and asks no more', async () => {
    const { chat, rich, settle, sent } = await mount(question);
    await answer(rich(), 'order', '48213');
    await answer(rich(), 'phone', '+44 20 7946 0958');
    rich().querySelector<HTMLInputElement>('[name=gift]')!.click();
    rich().querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await settle();
    await settle();
    expect(sent()).to.deep.equal(['send Order number: 48213\nPhone: +44 20 7946 0958\nIt is a gift: Yes re:q1']);
    expect(rich().querySelector('form')).to.equal(null);
    expect(chat.focused?.textContent?.trim()).to.equal('Your answers were sent.');
    await chat.expectAccessible();
  });

  it('was answered on an earlier visit', async () => {
    const { rich } = await mount(...(stories['form-answered'].snapshot.messages ?? []));
    expect(rich().querySelector('form')).to.equal(null);
    expect(rich().textContent).to.contain('Your answers were sent.');
  });

  it('keeps what was typed while messages come in', async () => {
    const { chat, rich, settle } = await mount(question);
    await answer(rich(), 'order', '48213');
    await chat.update({ messages: [question, message('n', 'No hurry', { from: 'Mika', at: 8 })] });
    await settle();
    expect(rich().querySelector<HTMLInputElement>('[name=order]')!.value).to.equal('48213');
    expect(chat.focused).to.equal(rich().querySelector('[name=order]'));
  });
});
