import { ChatError, type ChatSnapshot } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../define-ended.ts';
import { config, conversation, stories } from '../../../testing/stories.ts';
import { nextEvent, SupportChatHarness } from '../../../testing/support-chat-harness.ts';

let nextId = 1;

const FACTS = 'support-chat:wk_test@chat.example:facts';

async function openEnded(
  features: Partial<NonNullable<ChatSnapshot['config']>['features']> = {},
  attributes: Record<string, string> = {},
) {
  const snapshot = {
    ...stories.ended.snapshot,
    config: { ...config, features: { ...config.features, ...features } },
    conversation: { ...conversation, id: `ended-${nextId++}`, status: 'resolved' as const },
  };
  const chat = await SupportChatHarness.mount(snapshot, attributes);
  await chat.openConversation();
  const card = chat.root.querySelector('support-chat-ended')!;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 10; round += 1) await Promise.resolve();
    await card.updateComplete;
    await chat.settle();
  };
  await settle();
  const find = <T extends HTMLElement>(selector: string): T | null => card.shadowRoot!.querySelector<T>(selector);
  const button = (name: string): HTMLButtonElement | undefined =>
    Array.from(card.shadowRoot!.querySelectorAll('button')).find(({ textContent }) => textContent.trim() === name);
  return { chat, card, find, button, settle };
}

describe('the end of a conversation', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  it('asks with stars that the keyboard reaches, then thanks', async () => {
    const { chat, card, find, button, settle } = await openEnded();
    expect(button('Send feedback')).to.equal(undefined);
    find<HTMLInputElement>('input')!.focus();
    await chat.press('Space');
    await chat.press('ArrowRight');
    await chat.press('ArrowRight');
    await settle();
    expect(card.shadowRoot!.querySelectorAll('.stars .on').length).to.equal(3);
    find<HTMLTextAreaElement>('textarea')!.value = 'Quick and kind.';
    const event = nextEvent<CustomEvent>(document.body, 'chat-rating-submit');
    button('Send feedback')!.click();
    await settle();
    expect((await event).detail).to.deep.equal({ rating: 3, comment: 'Quick and kind.' });
    expect(chat.chat.calls).to.include('rate {"rating":3,"comment":"Quick and kind."}');
    expect((chat.focused as HTMLElement).textContent).to.equal('Thank you for your feedback.');
  });

  it('asks nobody twice on one page', async () => {
    const { chat, find, button, settle } = await openEnded();
    find<HTMLInputElement>('input')!.click();
    await settle();
    button('Send feedback')!.click();
    await settle();
    await chat.click('Back');
    chat.element.setDraft('');
    await chat.settle();
    expect(chat.root.querySelector('support-chat-ended')!.shadowRoot!.querySelector('.stars')).to.equal(null);
  });

  it('asks how likely a recommendation is where the widget does', async () => {
    const { chat, card, find, button, settle } = await openEnded({ nps: true });
    find<HTMLInputElement>('input')!.click();
    await settle();
    card.shadowRoot!.querySelectorAll<HTMLInputElement>('.nps input')[9]!.click();
    await settle();
    await chat.expectAccessible();
    button('Send feedback')!.click();
    await settle();
    expect(chat.chat.calls).to.include('rate {"rating":1,"nps":9}');
  });

  it('says that it did not work, and keeps what was written', async () => {
    const { chat, find, button, settle } = await openEnded();
    find<HTMLInputElement>('input')!.click();
    await settle();
    find<HTMLTextAreaElement>('textarea')!.value = 'Fine.';
    chat.chat.failure = new ChatError('network_unavailable', 'No.', { retryable: true });
    button('Send feedback')!.click();
    await settle();
    expect(find('[role=alert]')!.textContent).to.contain('That did not work.');
    expect(find<HTMLTextAreaElement>('textarea')!.value).to.equal('Fine.');
  });

  it('asks for nothing where the widget wants no ratings', async () => {
    const { find, button } = await openEnded({ feedback: false, transcript: false });
    expect(find('.stars')).to.equal(null);
    expect(button('E-mail me this conversation')).to.equal(undefined);
  });

  it('is rated once, also over a reload', async () => {
    const first = await openEnded({}, { storage: 'auto' });
    first.find<HTMLInputElement>('input')!.click();
    await first.settle();
    first.button('Send feedback')!.click();
    await first.settle();
    const facts = JSON.parse(localStorage.getItem(FACTS) ?? '{}') as { rated: string[] };
    expect(facts.rated).to.deep.equal([`ended-${nextId - 1}`]);
    first.chat.element.remove();
    localStorage.setItem(FACTS, JSON.stringify({ rated: [`ended-${nextId}`] }));
    const next = await openEnded({}, { storage: 'auto' });
    expect(next.find('.stars')).to.equal(null);
    expect(next.card.shadowRoot!.textContent).to.contain('Thank you for your feedback.');
    next.chat.chat.emit('identity:changed', { visitor: null });
    expect(localStorage.getItem(FACTS)).to.equal(null);
  });

  it('begins anew with another conversation that has ended', async () => {
    const { chat, find, button, settle } = await openEnded();
    find<HTMLInputElement>('input')!.click();
    await settle();
    button('Send feedback')!.click();
    await settle();
    expect(find('.stars')).to.equal(null);
    await chat.update({ conversation: { ...conversation, id: 'another', status: 'closed' } });
    await settle();
    expect(find('.stars')).not.to.equal(null);
    expect(button('Send feedback')).to.equal(undefined);
  });

  it('keeps nothing where nothing may be kept', async () => {
    for (const attributes of [{ storage: 'memory' }, { storage: 'auto', consent: 'unknown' }]) {
      const { chat, find, button, settle } = await openEnded({}, attributes);
      find<HTMLInputElement>('input')!.click();
      await settle();
      button('Send feedback')!.click();
      await settle();
      expect(localStorage.getItem(FACTS)).to.equal(null);
      chat.element.remove();
    }
  });

  it('asks about each conversation, and survives what others have put into its storage', async () => {
    for (const odd of ['{"rated":7}', 'null', 'not JSON']) {
      localStorage.setItem(FACTS, odd);
      const { chat, find } = await openEnded({}, { storage: 'auto' });
      expect(find('.stars')).not.to.equal(null);
      chat.element.remove();
    }
  });

  it('begins another conversation', async () => {
    const { chat, button, settle } = await openEnded();
    button('Start a new conversation')!.click();
    await settle();
    expect(chat.chat.calls).to.include('startConversation');
    expect(chat.focused).to.equal(chat.field);
  });

  it('sends the conversation by e-mail', async () => {
    const { card, button, settle } = await openEnded();
    button('E-mail me this conversation')!.click();
    await settle();
    expect(card.shadowRoot!.querySelector('support-chat-transcript')).not.to.equal(null);
  });

  for (const theme of ['light', 'dark']) {
    it(`has no findings by axe, ${theme}`, async () => {
      const { chat, find, settle } = await openEnded();
      chat.element.theme = theme as 'light' | 'dark';
      find<HTMLInputElement>('input')!.click();
      await settle();
      await chat.expectAccessible();
    });
  }
});
