import { ChatError } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../define-menu.ts';
import { config, conversation, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;

async function openMenu(snapshot: object = talking) {
  const chat = await SupportChatHarness.mount(snapshot);
  await chat.openConversation();
  const trigger = chat.button('More');
  trigger.click();
  const menu = chat.root.querySelector('support-chat-menu')!;
  const settle = async (): Promise<void> => {
    // What is asked of the client takes a few turns.
    for (let round = 0; round < 10; round += 1) await Promise.resolve();
    await chat.settle();
    await menu.updateComplete;
  };
  await waitUntil(() => menu.shadowRoot?.querySelector('[role=menu]'), 'the menu did not come');
  await settle();
  const entries = (): HTMLElement[] => Array.from(menu.shadowRoot!.querySelectorAll<HTMLElement>('[role^=menuitem]'));
  const choose = async (name: string): Promise<void> => {
    entries()
      .find((entry) => entry.textContent.trim() === name)!
      .click();
    await settle();
  };
  const dialog = (): HTMLElement | null => menu.shadowRoot!.querySelector('[role=dialog]');
  const click = async (name: string): Promise<void> => {
    const buttons = Array.from(dialog()!.querySelectorAll('button'));
    buttons.find((button) => button.textContent.trim() === name)!.click();
    await settle();
  };
  return { chat, menu, trigger, settle, entries, choose, dialog, click };
}

describe('the menu of a conversation', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  it('opens on its first entry and is read as a menu', async () => {
    const { chat, trigger, entries } = await openMenu();
    expect(trigger.getAttribute('aria-expanded')).to.equal('true');
    expect(chat.focused).to.equal(entries()[0]);
    expect(entries().map((entry) => entry.textContent.trim())).to.deep.equal([
      'Sound',
      'Browser notifications',
      'Your conversations',
      'E-mail me this conversation',
      'End conversation',
      'Download my data',
      'Delete my data',
    ]);
    await chat.expectAccessible();
  });

  it('moves by arrows, Home, End and letters, in a circle', async () => {
    const { chat, entries } = await openMenu();
    const visited: string[] = [];
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowUp', 'Home', 'End', 'ArrowDown', 'd', 'd']) {
      await chat.press(key);
      visited.push(String(entries().indexOf(chat.focused as HTMLElement)));
    }
    expect(visited.join(' ')).to.equal('1 0 6 0 6 0 5 6');
  });

  it('closes with Escape, gives the focus back, and leaves the chat open', async () => {
    const { chat, trigger, entries } = await openMenu();
    await chat.press('Escape');
    expect([entries().length, chat.focused, chat.element.opened]).to.deep.equal([0, trigger, true]);
    expect(trigger.getAttribute('aria-expanded')).to.equal('false');
    await chat.press('Escape');
    expect(chat.element.opened).to.equal(false);
  });

  it('closes when the focus goes elsewhere', async () => {
    const { chat, entries, settle } = await openMenu();
    chat.field.focus();
    await settle();
    expect(entries().length).to.equal(0);
    expect(chat.focused).to.equal(chat.field);
  });

  it('offers what the widget and the moment allow', async () => {
    const features = { ...config.features, transcript: false };
    const { entries } = await openMenu({
      ...talking,
      config: { ...config, features, behavior: { ...config.behavior, sound: false } },
      conversation: { ...conversation, status: 'closed' },
    });
    expect(entries().map((entry) => entry.textContent.trim())).to.deep.equal([
      'Browser notifications',
      'Your conversations',
      'Download my data',
      'Delete my data',
    ]);
  });

  it('turns the sound off and on', async () => {
    const { chat, entries, choose } = await openMenu();
    expect(entries()[0]!.getAttribute('aria-checked')).to.equal('true');
    await choose('Sound');
    expect([chat.element.muted, entries()[0]!.getAttribute('aria-checked')]).to.deep.equal([true, 'false']);
    expect(chat.element.matches('[muted]:state(muted)')).to.equal(true);
    await choose('Sound');
    expect(chat.element.muted).to.equal(false);
  });

  it('ends the conversation', async () => {
    const { chat, choose, entries } = await openMenu();
    await choose('End conversation');
    expect(chat.chat.calls).to.include('end');
    expect(entries().length).to.equal(0);
  });

  it('says what did not work', async () => {
    const { chat, choose, dialog } = await openMenu();
    chat.chat.failure = new ChatError('rate_limited', 'No.');
    await choose('End conversation');
    expect(dialog()!.textContent).to.contain('That was a lot at once.');
  });

  it('deletes everything only after it was asked once, and says that it did', async () => {
    const { chat, choose, dialog, click, trigger } = await openMenu();
    await choose('Delete my data');
    expect(chat.chat.calls).not.to.include('deleteData');
    expect(chat.focused).to.equal(dialog());
    await chat.expectAccessible();
    await click('Delete for good');
    expect(chat.chat.calls).to.include('deleteData');
    expect(dialog()!.textContent).to.contain('Your data was deleted.');
    await click('Close');
    expect(chat.focused).to.equal(trigger);
  });

  it('deletes nothing when the visitor thinks again', async () => {
    const { chat, choose, dialog, click } = await openMenu();
    await choose('Delete my data');
    await click('Cancel');
    expect(chat.chat.calls).not.to.include('deleteData');
    expect(dialog()).to.equal(null);
  });

  it('saves what the server knows as a file', async () => {
    const saved: string[] = [];
    const onClick = (event: Event): void => {
      const link = event.target as HTMLAnchorElement;
      saved.push(link.download, link.href.slice(0, 5));
      event.preventDefault();
    };
    const original = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function click() {
      this.addEventListener('click', onClick, { once: true });
      original.call(this);
    };
    const { choose, dialog } = await openMenu();
    await choose('Download my data');
    HTMLAnchorElement.prototype.click = original;
    expect(saved).to.deep.equal(['support-chat.json', 'blob:']);
    expect(dialog()!.textContent).to.contain('Your data was saved as a file.');
  });

  it('sends the conversation to the address that the visitor gives', async () => {
    const { chat, choose, dialog, settle } = await openMenu();
    await choose('E-mail me this conversation');
    const form = dialog()!.querySelector('support-chat-transcript')!;
    await form.updateComplete;
    const field = form.shadowRoot!.querySelector('input')!;
    field.focus();
    await chat.press('Enter');
    await form.updateComplete;
    expect(form.shadowRoot!.querySelector('[role=alert]')!.textContent).to.contain('Enter an address');
    expect(chat.focused).to.equal(field);
    await chat.expectAccessible();
    field.value = 'ana@example.com';
    await chat.press('Enter');
    await settle();
    await form.updateComplete;
    expect(chat.chat.calls).to.include('requestTranscript ana@example.com');
    expect((chat.focused as HTMLElement).textContent).to.equal('On its way to ana@example.com.');
  });
});
