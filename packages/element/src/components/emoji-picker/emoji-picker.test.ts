import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define-emoji.ts';
import { config, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { emojiGroups, findEmoji } from './emoji-data.ts';
import type { EmojiPickerElement } from './emoji-picker.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;

const pickerOf = (chat: SupportChatHarness): EmojiPickerElement | null =>
  chat.composer!.shadowRoot!.querySelector('support-chat-emoji-picker');

async function openPicker(draft = '') {
  const chat = await SupportChatHarness.mount(talking);
  await chat.openConversation();
  if (draft !== '') await chat.type(draft);
  const trigger = chat.button('Insert emoji');
  trigger.click();
  await waitUntil(() => pickerOf(chat), 'the picker did not come');
  const picker = pickerOf(chat)!;
  const cells = (): HTMLElement[] => Array.from(picker.shadowRoot!.querySelectorAll<HTMLElement>('[role=gridcell]'));
  await waitUntil(() => cells().length > 0, 'the emoji did not come');
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      await chat.press(key);
      await picker.updateComplete;
    }
  };
  const search = async (text: string): Promise<void> => {
    await sendKeys({ type: text });
    await picker.updateComplete;
  };
  const focusedName = (): string => chat.focused?.getAttribute('aria-label') ?? '';
  const isOpen = (): boolean => pickerOf(chat) !== null;
  return { chat, picker, trigger, cells, press, search, focusedName, isOpen };
}

describe('choosing an emoji', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('opens on the search and is read as a grid of named cells', async () => {
    const { chat, trigger, cells, focusedName } = await openPicker();
    expect(trigger.getAttribute('aria-expanded')).to.equal('true');
    expect(focusedName()).to.equal('Search emoji');
    expect(cells().filter((cell) => cell.tabIndex === 0)).to.have.length(1);
    await chat.expectAccessible();
  });

  it('puts it where the caret is, and the visitor goes on writing', async () => {
    const { chat, press, cells, isOpen } = await openPicker('Thank you');
    chat.field.setSelectionRange(5, 6);
    cells()
      .find((cell) => cell.getAttribute('aria-label') === 'red heart')!
      .click();
    await chat.settle();
    expect(chat.field.value).to.equal('Thank❤️you');
    expect(chat.focused).to.equal(chat.field);
    expect(isOpen()).to.equal(false);
    await press('!');
    expect(chat.field.value).to.equal('Thank❤️!you');
  });

  it('finds by any word, and Enter takes the first without sending', async () => {
    const { chat, picker, press, search, cells } = await openPicker();
    await search('parc');
    expect(cells().map((cell) => cell.getAttribute('aria-label'))).to.deep.equal(['delivery truck', 'package']);
    expect(picker.shadowRoot!.querySelector('[role=status]')!.textContent).to.contain('2 emoji found');
    await press('Enter');
    expect(chat.field.value).to.equal('🚚');
    expect(chat.chat.calls.filter((call) => call.startsWith('send'))).to.deep.equal([]);
  });

  it('says when there is none', async () => {
    const { chat, picker, search } = await openPicker();
    await search('xyzzy');
    expect(picker.shadowRoot!.textContent).to.contain('No emoji found.');
    await chat.expectAccessible();
  });

  it('moves by arrows and back into the search', async () => {
    const { picker, press, focusedName } = await openPicker();
    const rows = Array.from(picker.shadowRoot!.querySelectorAll('.row'), ({ children }) =>
      Array.from(children, (cell) => cell.getAttribute('aria-label')),
    );
    const visited: string[] = [];
    for (const key of ['Down', 'Down', 'Right', 'Down', 'Home', 'Up', 'Up', 'Up']) {
      await press(key === 'Home' ? key : `Arrow${key}`);
      visited.push(focusedName());
    }
    expect(visited).to.deep.equal([
      ...[rows[0]![0], rows[1]![0], rows[1]![1], rows[2]![1], rows[2]![0], rows[1]![0], rows[0]![0]],
      'Search emoji',
    ]);
  });

  it('closes with Escape, gives the focus back, and leaves the chat open', async () => {
    const { chat, press, isOpen } = await openPicker();
    await press('Escape');
    expect([isOpen(), chat.focused, chat.element.opened]).to.deep.equal([false, chat.field, true]);
  });

  it('closes when the focus goes elsewhere, and with a second click on its button', async () => {
    const { chat, trigger, isOpen } = await openPicker();
    chat.log.focus();
    await chat.settle();
    expect([isOpen(), chat.focused]).to.deep.equal([false, chat.log]);
    trigger.click();
    await waitUntil(isOpen, 'it did not open again');
    trigger.click();
    await waitUntil(() => !isOpen(), 'it did not close');
    expect(trigger.getAttribute('aria-expanded')).to.equal('false');
  });

  it('shows first what was used last', async () => {
    const { chat, cells, isOpen } = await openPicker();
    cells().at(-1)!.click();
    await chat.settle();
    expect(isOpen()).to.equal(false);
    chat.button('Insert emoji').click();
    await waitUntil(() => pickerOf(chat)?.shadowRoot?.querySelector('[role=gridcell]'), 'the emoji did not come');
    const picker = pickerOf(chat)!;
    expect(picker.shadowRoot!.querySelector('[role=gridcell]')!.getAttribute('aria-label')).to.equal('zzz');
    expect(picker.shadowRoot!.querySelector('[role=rowgroup]')!.getAttribute('aria-label')).to.equal('Recently used');
  });

  it('is not offered where the team wants none', async () => {
    const chat = await SupportChatHarness.mount({
      ...talking,
      config: { ...config, features: { ...config.features, emoji: false } },
    });
    await chat.openConversation();
    expect(() => chat.button('Insert emoji')).to.throw();
  });
});

describe('the emoji', () => {
  const all = emojiGroups.flatMap(([, emoji]) => emoji);

  it('are each there once, with a name', () => {
    expect(new Set(all.map(({ character }) => character)).size).to.equal(all.length);
    expect(all.filter(({ name }) => !/^[\p{L}]/u.test(name))).to.deep.equal([]);
    expect(all.filter(({ character }) => !/\p{Emoji}/u.test(character))).to.deep.equal([]);
  });

  it('are found by the beginnings of words only', () => {
    expect(findEmoji('car').map(({ name }) => name))
      .to.include('car')
      .and.not.include('red heart');
    expect(findEmoji('red heart').map(({ character }) => character)).to.deep.equal(['❤️']);
  });
});
