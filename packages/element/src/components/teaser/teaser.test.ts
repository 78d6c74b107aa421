import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../define-teaser.ts';
import { stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const proactive = { id: 't1', text: 'Questions about delivery?', opens: false };

const teaserOf = (chat: SupportChatHarness): HTMLElement | null => chat.root.querySelector('support-chat-teaser');
const buttonsOf = (chat: SupportChatHarness): HTMLButtonElement[] =>
  Array.from(teaserOf(chat)!.shadowRoot!.querySelectorAll('button'));

describe('a message of the team’s own accord', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  it('stands beside the launcher without taking the focus, and is said once', async () => {
    const chat = await mount(ready);
    await chat.update({ proactive });
    expect(teaserOf(chat)!.shadowRoot!.textContent).to.contain('Questions about delivery?');
    expect(document.activeElement).to.equal(document.body);
    const regions = Array.from(chat.root.querySelectorAll('[role=status]'), ({ textContent }) => textContent.trim());
    expect(regions.filter(Boolean)).to.deep.equal(['Questions about delivery?']);
    expect(chat.element.matches(':state(proactive)')).to.equal(true);
    await chat.expectAccessible();
  });

  it('goes away for good with its button, and leaves the focus with the launcher', async () => {
    const chat = await mount(ready);
    await chat.update({ proactive });
    buttonsOf(chat)[1]!.click();
    await chat.settle();
    expect(chat.chat.calls).to.include('dismissProactive');
    expect(teaserOf(chat)).to.equal(null);
    expect(chat.focused).to.equal(chat.launcher);
  });

  it('opens the chat with what was said, to be answered', async () => {
    const chat = await mount(ready);
    await chat.update({ proactive });
    buttonsOf(chat)[0]!.click();
    await chat.settle();
    expect([chat.isPanelVisible, teaserOf(chat)]).to.deep.equal([true, null]);
    expect(chat.root.querySelector('.proactive')!.textContent).to.equal('Questions about delivery?');
    expect(chat.focused).to.equal(chat.field);
    chat.element.close();
    expect(chat.chat.calls).to.include('dismissProactive');
  });

  it('opens the panel by itself where the team wants that, and leaves the focus where it is', async () => {
    const chat = await mount(ready);
    await chat.update({ proactive: { ...proactive, opens: true } });
    expect(chat.isPanelVisible).to.equal(true);
    expect(document.activeElement).to.equal(document.body);
    chat.element.close();
    await chat.settle();
    await chat.update({ unreadCount: 0 });
    expect(chat.element.opened).to.equal(false);
  });

  it('stays closed when the page wants it to', async () => {
    const chat = await mount(ready);
    chat.element.addEventListener('chat-before-open', (event) => event.preventDefault());
    await chat.update({ proactive: { ...proactive, opens: true } });
    expect([chat.isPanelVisible, teaserOf(chat) !== null]).to.deep.equal([false, true]);
  });

  it('covers no phone: there it is a card that can be closed', async () => {
    await setViewport({ width: 390, height: 844 });
    const chat = await mount(ready);
    await chat.update({ proactive: { ...proactive, opens: true, text: 'Questions about delivery? '.repeat(60) } });
    expect(chat.isPanelVisible).to.equal(false);
    await waitUntil(() => teaserOf(chat)!.getBoundingClientRect().height > 0);
    const { height } = teaserOf(chat)!.getBoundingClientRect();
    expect(height).to.be.lessThan(innerHeight * 0.4 + 1);
    const close = buttonsOf(chat)[1]!.getBoundingClientRect();
    expect(close.right <= innerWidth && close.top >= 0).to.equal(true);
  });
});
