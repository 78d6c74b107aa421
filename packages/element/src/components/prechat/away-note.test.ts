import { ChatError, type ChatSnapshot } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define-prechat.ts';
import { form, hoursUntil } from '../../../testing/prechat-stories.ts';
import { away, config, message, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';

const { mount } = SupportChatHarness;
const closed = stories['closed-empty'].snapshot;

async function open(snapshot: Partial<ChatSnapshot>, attributes: Record<string, string> = {}) {
  const chat = await mount(snapshot, attributes);
  await chat.openConversation();
  const settle = async (): Promise<void> => {
    await chat.settle();
    await chat.root.querySelector('support-chat-away-note')?.updateComplete;
    await chat.settle();
  };
  await settle();
  return {
    chat,
    settle,
    get root(): ShadowRoot | null {
      return chat.root.querySelector('support-chat-away-note')?.shadowRoot ?? null;
    },
    get words(): string {
      return this.root?.querySelector('.words')?.textContent.trim() ?? '';
    },
    get email(): HTMLInputElement | null {
      return this.root?.querySelector('input') ?? null;
    },
    async save(text: string): Promise<void> {
      this.email!.focus();
      await sendKeys({ type: text });
      await sendKeys({ press: 'Enter' });
      await settle();
    },
  };
}

const visitor = (email: string | null): ChatSnapshot['visitor'] => {
  return { id: null, externalId: null, name: null, email, phone: null, avatarUrl: null, traits: {} };
};

describe('the note that nobody is there', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('says when somebody is back, by the clock of the visitor', async () => {
    const note = await open(closed);
    const time = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }).format(
      closed.config.hours.opensAt!,
    );
    expect(note.words).to.equal(`We're back tomorrow at ${time}.`);
    expect(note.chat.composer, 'one can write all the same').not.to.equal(null);
  });

  it('says nothing of an hour that has passed', async () => {
    const note = await open({ ...closed, config: { ...config, hours: hoursUntil(Date.now() - 1) } });
    expect(note.words).to.match(/^We're away right now/);
  });

  it('is not there while somebody is, or once somebody has answered', async () => {
    expect((await open(stories.empty.snapshot)).root).to.equal(null);
    SupportChatHarness.cleanUp();
    expect((await open({ ...stories.conversation.snapshot, availability: away })).root).to.equal(null);
  });

  it('stays while the first message waits for its answer', async () => {
    const note = await open(stories['closed-waiting'].snapshot);
    expect(note.words).to.match(/^We're back/);
  });

  it('keeps an address for the answer', async () => {
    const note = await open(closed);
    await note.save('ana@example.com');
    expect(note.chat.chat.calls).to.include('identify {"email":"ana@example.com"}');
    expect(note.email).to.equal(null);
    expect(note.chat.focused?.textContent?.trim()).to.equal("We'll also write to ana@example.com.");
  });

  it('says what is wrong with an address, and goes there', async () => {
    const note = await open(closed);
    await note.save('ana@example');
    expect(note.chat.chat.calls.join()).not.to.contain('identify');
    expect(note.email!.getAttribute('aria-invalid')).to.equal('true');
    expect(note.root!.getElementById('email-error')?.textContent).to.match(/incomplete/);
    expect(note.chat.focused).to.equal(note.email);
    await note.save('.com');
    expect(note.chat.chat.calls).to.include('identify {"email":"ana@example.com"}');
  });

  it('says when the address could not be kept', async () => {
    const note = await open(closed);
    note.chat.chat.failure = new ChatError('network_unavailable', 'No.', { retryable: true });
    await note.save('ana@example.com');
    expect(note.root!.querySelector('.error')?.textContent).to.equal('Check your connection, then try again.');
    expect(note.email!.value).to.equal('ana@example.com');
  });

  it('does not ask for an address that is known, or that the form asks for', async () => {
    expect((await open({ ...closed, visitor: visitor('ana@example.com') })).email).to.equal(null);
    SupportChatHarness.cleanUp();
    expect((await open({ ...closed, visitor: visitor(null) })).email).not.to.equal(null);
    SupportChatHarness.cleanUp();
    const waiting = { ...closed, config: { ...config, prechat: form }, messages: [message('w', 'Hello')] };
    expect((await open(waiting)).email).to.equal(null);
  });

  it('keeps what was typed while other views are shown', async () => {
    const note = await open(closed);
    note.email!.focus();
    await sendKeys({ type: 'ana@' });
    await note.chat.click('Back');
    note.chat.element.setDraft('');
    await note.settle();
    expect(note.email!.value).to.equal('ana@');
  });

  for (const theme of ['light', 'dark']) {
    it(`has no findings by axe: ${theme}`, async () => {
      const note = await open(closed, { theme });
      await note.save('ana');
      await note.chat.expectAccessible();
    });
  }

  it('leaves the start page its own words for it', async () => {
    const chat = await mount(stories.closed.snapshot);
    await chat.open();
    expect(chat.root.querySelector('.card')?.textContent).to.match(/We're back tomorrow at/);
    await chat.update(stories.promise.snapshot);
    expect(chat.root.querySelector('.card')?.textContent).to.contain('We answer within an hour.');
  });
});
