import { ChatError, type ChatAttachment, type ChatMessage } from '@support-chat/sdk';
import { aTimeout, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define-player.ts';
import { attachment, pictureUrl, withFiles } from '../../../testing/files.ts';
import { message, sharing } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import type { PlayerElement } from '../player/player.ts';
import type { AttachmentsElement } from './attachments.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const picture = attachment('a1', 'parcel.png', 'image/png', { width: 1600, height: 1000 });
const paper = attachment('a2', 'invoice.pdf', 'application/pdf');
const voice = attachment('a3', 'voice.ogg', 'audio/ogg', { durationMs: 72_000 });

async function show(messages: readonly ChatMessage[], address: (id: string) => string = () => pictureUrl) {
  const chat = await SupportChatHarness.mount({ ...sharing, messages });
  chat.chat.address = address;
  await chat.openConversation();
  const element = (): AttachmentsElement => chat.list!.shadowRoot!.querySelector('support-chat-attachments')!;
  await waitUntil(() => element().shadowRoot?.querySelector('[part=file]'), 'the files were not drawn');
  const files = (): HTMLElement[] => [...element().shadowRoot!.querySelectorAll<HTMLElement>('[part=file]')];
  const find = <T extends Element = HTMLElement>(selector: string): T | null =>
    element().shadowRoot!.querySelector<T>(selector);
  const asked = (id: string): number => chat.chat.calls.filter((call) => call === `fileUrl ${id}`).length;
  return { chat, element, files, find, asked };
}

const from = (...files: ChatAttachment[]): ChatMessage[] => [
  withFiles(message('m1', 'Look', { from: 'Mika' }), ...files),
];

describe('files of a message', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  describe('pictures', () => {
    it('have their place before they are there', async () => {
      const { files, find } = await show(from(picture));
      expect(find('.picture img')).to.equal(null);
      expect([files()[0]!.offsetWidth, files()[0]!.offsetHeight]).to.deep.equal([264, 165]);
      await waitUntil(() => find<HTMLImageElement>('.picture img')?.complete, 'the picture did not come');
      expect(files()[0]!.offsetHeight).to.equal(165);
    });

    it('are called by their names', async () => {
      const { find } = await show(from(picture));
      await waitUntil(() => find('.picture img'));
      expect(find<HTMLImageElement>('.picture img')!.alt).to.equal('parcel.png');
    });

    it('are fetched when they come on screen, not before', async () => {
      const lines = Array.from({ length: 60 }, (_, index) => message(`l${index}`, 'A line', { at: index + 1 }));
      const { chat, asked, element } = await show([...from(picture), ...lines]);
      await waitUntil(() => chat.log.scrollTop > 1000);
      await aTimeout(50);
      expect(asked('a1')).to.equal(0);
      await waitUntil(() => {
        // Again and again: lines that are still being measured bring the list back to its end, where it was until now.
        element().scrollIntoView();
        return asked('a1') === 1;
      }, 'it was never asked for');
    });

    it('are asked for again when their address has ended', async () => {
      const addresses = ['data:image/png;base64,AAAA', pictureUrl];
      const { asked, find } = await show(from(picture), () => addresses.shift() ?? '');
      await waitUntil(() => find<HTMLImageElement>('.picture img')?.naturalWidth === 24, 'it did not come back');
      expect(asked('a1')).to.equal(2);
    });

    it('say so when they cannot be loaded, and try again when asked to', async () => {
      let isGone = true;
      const { chat, find } = await show(from(picture), () => (isGone ? 'data:image/png;base64,AAAA' : pictureUrl));
      await waitUntil(() => find('.failed'), 'no failure was shown');
      expect(find('.failed')!.textContent).to.contain('parcel.png').and.to.contain('Could not be loaded');
      isGone = false;
      find<HTMLButtonElement>('.failed button')!.click();
      await chat.settle();
      await waitUntil(() => find<HTMLImageElement>('.picture img')?.naturalWidth === 24, 'it did not come back');
    });

    it('that the server does not give are failures too', async () => {
      const { chat, find } = await show([message('m0', 'Hello', { from: 'Mika' }), ...from(paper)]);
      chat.chat.failure = new ChatError('attachment_not_found', 'No such file.');
      await chat.update({ messages: from(picture) });
      await waitUntil(() => find('.failed'), 'no failure was shown');
    });

    it('keep the newest message in view when they take their place late', async () => {
      const { chat } = await show(from(paper));
      const lines = Array.from({ length: 30 }, (_, index) => message(`l${index}`, 'A line', { at: index + 1 }));
      await chat.update({ messages: lines });
      await chat.update({ messages: [...lines, withFiles(message('m9', '', { from: 'Mika', at: 40 }), picture)] });
      const gap = (): number => chat.log.scrollHeight - chat.log.scrollTop - chat.log.clientHeight;
      await waitUntil(() => chat.list!.shadowRoot!.querySelector('support-chat-attachments')!.clientHeight > 100);
      await waitUntil(() => gap() < 2, 'it lost the end');
    });
  });

  describe('enlarging', () => {
    async function enlarge() {
      const shown = await show(from(picture));
      await waitUntil(() => shown.find('.picture img'));
      shown.find('.picture')!.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => shown.find('dialog')?.matches(':modal'), 'nothing opened');
      return shown;
    }

    it('opens a dialog with the name of the picture', async () => {
      const { find, chat } = await enlarge();
      expect(find('dialog')!.getAttribute('aria-label')).to.equal('parcel.png');
      expect(chat.focused?.getAttribute('aria-label')).to.equal('Close');
    });

    it('closes with Escape, alone, and gives the focus back', async () => {
      const { find, chat } = await enlarge();
      await chat.press('Escape');
      await waitUntil(() => find('dialog') === null, 'it stayed');
      expect(chat.element.opened).to.equal(true);
      expect(chat.focused).to.equal(find('.picture'));
    });

    it('closes with its button, and with a click beside the picture', async () => {
      const { find } = await enlarge();
      find<HTMLButtonElement>('dialog button')!.click();
      await waitUntil(() => find('dialog') === null, 'the button did nothing');
      find('.picture')!.click();
      await waitUntil(() => find('dialog')?.matches(':modal'));
      find('dialog')!.click();
      await waitUntil(() => find('dialog') === null, 'the click did nothing');
    });

    it('has no findings by axe', async () => {
      const { find, chat } = await enlarge();
      await chat.expectAccessible(find('dialog')!);
    });
  });

  describe('everything else', () => {
    it('is a row with its name and size, for a screen reader as well', async () => {
      const { files } = await show(from(paper));
      expect(files()[0]!.textContent!.replace(/\s+/g, ' ').trim()).to.equal('invoice.pdf 1.2 MBDownload');
      expect(files()[0]!.querySelector('.sr')!.textContent).to.equal('Download');
    });

    it('is asked for when it is wanted, and saved', async () => {
      const { chat, files, asked } = await show(from(paper), () => '#saved');
      const saved: string[] = [];
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () {
        saved.push(`${this.hash} ${this.download}`);
      };
      try {
        await aTimeout(50);
        expect(asked('a2')).to.equal(0);
        files()[0]!.click();
        await chat.settle();
        await waitUntil(() => saved.length > 0, 'nothing was saved');
        expect(saved).to.deep.equal(['#saved invoice.pdf']);
      } finally {
        HTMLAnchorElement.prototype.click = click;
      }
    });

    it('is drawn by no browser when it could bring scripts', async () => {
      const { files } = await show(from(attachment('s', 'drawing.svg', 'image/svg+xml')));
      expect(files()[0]!.matches('button.row')).to.equal(true);
    });

    it('waits in a row while only another page has had its bytes', async () => {
      const { files, asked } = await show([
        withFiles(message('m1', '', { delivery: { state: 'queued' } }), picture, paper),
      ]);
      expect(files().map((file) => file.matches('div.row'))).to.deep.equal([true, true]);
      expect(asked('a1')).to.equal(0);
    });
  });

  describe('sound', () => {
    it('has a player that is named, and its length', async () => {
      const { find } = await show(from(voice));
      expect(find('audio')!.getAttribute('aria-label')).to.equal('voice.ogg, 1:12 · 1.2 MB');
      expect(find('figcaption')!.textContent).to.contain('1:12');
      const player = find<PlayerElement>('support-chat-player')!;
      await player.updateComplete;
      expect(player.getAttribute('aria-label')).to.equal('voice.ogg, 1:12 · 1.2 MB');
      expect(player.shadowRoot!.querySelector('input')!.max).to.equal('72');
    });
  });

  it('are a message of their own, without an empty bubble', async () => {
    const { chat } = await show([withFiles(message('m1', '', { from: 'Mika' }), paper)]);
    expect(chat.bubbles).to.deep.equal([]);
  });

  it('are said when they arrive', async () => {
    const { chat } = await show(from(paper));
    await chat.update({ messages: [...from(paper), withFiles(message('m2', '', { from: 'Mika', at: 3 }), picture)] });
    await waitUntil(() => chat.announcements.length > 0);
    expect(chat.announcements).to.deep.equal(['Mika: parcel.png']);
  });
});
