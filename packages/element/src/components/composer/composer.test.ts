import { expect, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { config, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;

async function mount(limit = 4000): Promise<SupportChatHarness> {
  const chat = await SupportChatHarness.mount({ ...talking, config: { ...config, maxMessageLength: limit } });
  await chat.openConversation();
  return chat;
}

describe('composer', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  describe('keyboard', () => {
    it('sends with Enter and is empty again, with the focus in it', async () => {
      const chat = await mount();
      await chat.type('Hello there');
      await chat.press('Enter');
      expect(chat.chat.calls).to.include('send Hello there');
      expect(chat.field.value).to.equal('');
      expect(chat.focused).to.equal(chat.field);
    });

    it('starts a new line with Shift+Enter', async () => {
      const chat = await mount();
      await chat.type('One');
      await sendKeys({ press: 'Shift+Enter' });
      await chat.type('Two');
      expect(chat.field.value).to.equal('One\nTwo');
      expect(chat.chat.calls.some((call) => call.startsWith('send'))).to.equal(false);
    });

    it('leaves Enter to an input method that is composing', async () => {
      const chat = await mount();
      await chat.type('にほ');
      for (const event of [
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, cancelable: true }),
        new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, cancelable: true }),
      ]) {
        chat.field.dispatchEvent(event);
        expect(event.defaultPrevented).to.equal(false);
      }
      expect(chat.chat.calls.some((call) => call.startsWith('send'))).to.equal(false);
    });

    it('sends nothing when there is nothing but white space', async () => {
      const chat = await mount();
      await chat.type('   ');
      await chat.press('Enter');
      expect(chat.chat.calls.some((call) => call.startsWith('send'))).to.equal(false);
    });

    it('sends text without the white space around it', async () => {
      const chat = await mount();
      await chat.type('  hi  ');
      await chat.press('Enter');
      expect(chat.chat.calls).to.include('send hi');
    });
  });

  describe('send button', () => {
    it('wakes when there is text', async () => {
      const chat = await mount();
      expect(chat.sendButton.disabled).to.equal(true);
      await chat.type('x');
      expect(chat.sendButton.disabled).to.equal(false);
      chat.sendButton.click();
      await chat.settle();
      expect(chat.chat.calls).to.include('send x');
      expect(chat.sendButton.disabled).to.equal(true);
    });

    it('does not take the focus from the field', async () => {
      const chat = await mount();
      const event = new PointerEvent('pointerdown', { cancelable: true, bubbles: true });
      chat.sendButton.dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(true);
    });
  });

  describe('limit', () => {
    it('counts down near the end, and refuses what is too long', async () => {
      const chat = await mount(20);
      await chat.type('Seventeen letters');
      const count = (): string => chat.composer!.shadowRoot!.querySelector('#count')?.textContent?.trim() ?? '';
      expect(count()).to.equal('3 characters left');
      await chat.type(' more');
      expect(count()).to.equal('2 characters too many');
      expect(chat.field.getAttribute('aria-invalid')).to.equal('true');
      await chat.press('Enter');
      expect(chat.field.value).to.equal('Seventeen letters more');
    });

    it('says nothing about it as long as there is room', async () => {
      const chat = await mount();
      await chat.type('Hi');
      expect(chat.composer!.shadowRoot!.querySelector('#count')).to.equal(null);
    });
  });

  describe('size', () => {
    it('grows with its text up to a height, and shrinks again', async () => {
      const chat = await mount();
      const low = chat.field.offsetHeight;
      chat.element.setDraft('a\nb\nc');
      await chat.settle();
      const higher = chat.field.offsetHeight;
      chat.element.setDraft('line\n'.repeat(50));
      await chat.settle();
      const highest = chat.field.offsetHeight;
      chat.element.setDraft('');
      await chat.settle();
      expect(higher).to.be.above(low);
      expect(highest).to.equal(152);
      expect(chat.field.offsetHeight).to.equal(low);
    });

    it('is measured when its text changes, and not when anything else does', async () => {
      const chat = await mount();
      await chat.type('One');
      await nextFrame();
      let measured = 0;
      const observer = new MutationObserver(({ length }) => (measured += length));
      observer.observe(chat.composer!, { attributeFilter: ['style'] });
      await chat.update({ unreadCount: 3 });
      await nextFrame();
      expect(measured).to.equal(0);
      await chat.type('Two');
      await nextFrame();
      expect(measured).to.be.above(0);
    });

    it('keeps the newest message in view while it grows', async () => {
      const chat = await mount();
      await nextFrame();
      chat.element.setDraft('line\n'.repeat(50));
      await chat.settle();
      const isAtEnd = (): boolean => chat.log.scrollHeight - chat.log.scrollTop - chat.log.clientHeight < 2;
      await waitUntil(isAtEnd, 'it lost the end');
      await chat.type('more');
      await waitUntil(isAtEnd, 'it lost the end while typing');
    });
  });

  describe('properties', () => {
    it('shows the placeholder of the page', async () => {
      const chat = await SupportChatHarness.mount(talking, { placeholder: 'Ask Northwind' });
      await chat.openConversation();
      expect(chat.field.placeholder).to.equal('Ask Northwind');
    });
  });
});
