import { aTimeout, expect } from '@open-wc/testing';
import '../../define-tail.ts';
import { config, message, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';
import { PATIENCE_MS } from '../../content/writing-spells.ts';

const talking = stories.conversation.snapshot;
const mika = { name: 'Mika', avatarUrl: null };

describe('somebody who is writing', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('is shown at the end of the conversation until they have written', async () => {
    const chat = await SupportChatHarness.mount({ ...talking, typing: mika });
    await chat.openConversation();
    const dots = (): HTMLElement | null => chat.list!.shadowRoot!.querySelector('support-chat-typing');
    const tail = chat.list!.shadowRoot!.querySelector('support-chat-tail')!;
    await tail.updateComplete;
    await chat.list!.shadowRoot!.querySelector('support-chat-typing')!.updateComplete;
    expect(dots()!.shadowRoot!.querySelector('.sr')!.textContent).to.equal('Mika is typing');
    await chat.expectAccessible();
    await chat.update({ typing: null });
    await tail.updateComplete;
    expect(dots()).to.equal(null);
  });

  it('is said to screen readers once, while it goes on', async () => {
    const chat = await SupportChatHarness.mount({ ...talking, typing: mika });
    await chat.openConversation();
    await waitUntil(() => chat.announcements.length > 0, 'it is not said');
    await chat.update({ typing: null });
    await chat.update({ typing: { ...mika } });
    expect(chat.announcements).to.deep.equal(['Mika is typing']);
  });

  it('is not said when their message is there directly after, nor while the panel is closed', async () => {
    const chat = await SupportChatHarness.mount(talking);
    await chat.openConversation();
    await chat.update({ typing: mika });
    const answer = message('a1', 'Here it is', { from: 'Mika', at: 9 });
    await chat.update({ typing: null, messages: [...talking.messages, answer] });
    chat.element.close();
    await chat.update({ typing: mika });
    await aTimeout(PATIENCE_MS + 100);
    expect(chat.announcements).to.deep.equal(['Mika: Here it is']);
    await chat.open();
    await waitUntil(() => chat.announcements.length === 2, 'it is not said after opening');
    expect(chat.announcements.at(-1)).to.equal('Mika is typing');
  });

  it('may be the visitor, which the team is told once there is a conversation', async () => {
    const chat = await SupportChatHarness.mount({ ...talking, conversation: null });
    await chat.openConversation();
    await chat.type('H');
    expect(chat.chat.calls.filter((call) => call.startsWith('setTyping'))).to.deep.equal([]);
    await chat.update(talking);
    await chat.type('i');
    await chat.press('Backspace');
    await chat.press('Backspace');
    expect(chat.chat.calls.filter((call) => call.startsWith('setTyping'))).to.deep.equal([
      'setTyping true',
      'setTyping true',
      'setTyping false',
    ]);
  });
});

describe('receipts', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('say no more than that a message was sent where the team wants that', async () => {
    const chat = await SupportChatHarness.mount({
      ...talking,
      config: { ...config, features: { ...config.features, receipts: false } },
    });
    await chat.openConversation();
    const states = Array.from(chat.list!.shadowRoot!.querySelectorAll('.meta'), (meta) => meta.textContent.trim());
    expect(states.join()).not.to.match(/Seen|Delivered/);
    expect(states.filter((state) => state.startsWith('Sent'))).to.have.length(1);
  });
});
