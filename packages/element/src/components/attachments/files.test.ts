import { ChatError, type ChatSnapshot } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { everyUpload, pictureFile, upload } from '../../../testing/files.ts';
import { config, sharing, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

async function mount(snapshot: Partial<ChatSnapshot> = {}) {
  const chat = await SupportChatHarness.mount({ ...sharing, ...snapshot });
  await chat.openConversation();
  const find = <T extends Element = HTMLElement>(selector: string): T | null =>
    chat.composer!.shadowRoot!.querySelector('support-chat-files')?.shadowRoot?.querySelector<T>(selector) ?? null;
  await waitUntil(() => find('[part=attach]'), 'there is no button');
  const rows = (): string[] =>
    [
      ...chat.composer!.shadowRoot!.querySelector('support-chat-files')!.shadowRoot!.querySelectorAll('[part=upload]'),
    ].map((row) => row.querySelector('.words')!.textContent!.replace(/\s+/g, ' ').trim());
  const button = (label: string): HTMLButtonElement => find<HTMLButtonElement>(`button[aria-label="${label}"]`)!;
  return { chat, find, rows, button };
}

const carrying = (...files: File[]): DataTransfer => {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
};

const drag = (type: string, dataTransfer: DataTransfer): DragEvent =>
  new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });

describe('files in the composer', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('are not offered where the team does not take any', async () => {
    const chat = await SupportChatHarness.mount({ ...stories.conversation.snapshot, config });
    await chat.openConversation();
    expect(chat.composer!.shadowRoot!.querySelector('support-chat-files')).to.equal(null);
  });

  describe('choosing', () => {
    it('offers what the team takes, several at once', async () => {
      const { find } = await mount();
      const input = find<HTMLInputElement>('input')!;
      expect(input.accept).to.equal('image/*,application/pdf');
      expect(input.multiple).to.equal(true);
    });

    it('brings what was chosen, and goes back to writing', async () => {
      const { chat, find, rows } = await mount();
      const input = find<HTMLInputElement>('input')!;
      input.files = carrying(pictureFile('one.png'), pictureFile('two.png')).files;
      input.dispatchEvent(new Event('change'));
      await waitUntil(() => rows().length === 2, 'they are not in the tray');
      expect(chat.chat.calls).to.include.members(['upload one.png', 'upload two.png']);
      expect(chat.focused).to.equal(chat.field);
    });

    it('takes pictures that are pasted, and leaves text to the field', async () => {
      const { chat } = await mount();
      const picture = carrying(pictureFile('pasted.png'));
      // Not by its constructor: Firefox gives an event that a script has made an empty clipboard.
      const paste = (clipboardData: DataTransfer): ClipboardEvent =>
        Object.defineProperty(
          new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true }),
          'clipboardData',
          { value: clipboardData },
        );
      const both = carrying(pictureFile('table.png'));
      both.setData('text/plain', 'A table');
      const text = paste(both);
      chat.field.dispatchEvent(text);
      expect(text.defaultPrevented).to.equal(false);
      chat.field.dispatchEvent(paste(picture));
      await chat.settle();
      expect(chat.chat.calls.filter((call) => call.startsWith('upload'))).to.deep.equal(['upload pasted.png']);
    });
  });

  describe('dropping', () => {
    it('shows where, as long as files are over the panel', async () => {
      const { chat, find } = await mount();
      const files = carrying(pictureFile());
      chat.panel.dispatchEvent(drag('dragenter', files));
      chat.heading.dispatchEvent(drag('dragenter', files));
      chat.panel.dispatchEvent(drag('dragleave', files));
      await chat.settle();
      await waitUntil(() => find('.drop'), 'there is no target');
      const { offsetWidth, offsetHeight } = find('.drop')!;
      expect([offsetWidth, offsetHeight]).to.deep.equal([chat.panel.clientWidth, chat.panel.clientHeight]);
      chat.heading.dispatchEvent(drag('dragleave', files));
      await waitUntil(() => find('.drop') === null, 'the target stayed');
    });

    it('takes files anywhere on the panel, and keeps the browser from opening them', async () => {
      const { chat, rows } = await mount();
      const files = carrying(pictureFile('dropped.png'));
      const over = drag('dragover', files);
      chat.log.dispatchEvent(over);
      expect(over.defaultPrevented).to.equal(true);
      const drop = drag('drop', files);
      chat.log.dispatchEvent(drop);
      expect(drop.defaultPrevented).to.equal(true);
      await waitUntil(() => rows().length === 1, 'it is not in the tray');
    });

    it('leaves text to the field', async () => {
      const { chat } = await mount();
      const text = new DataTransfer();
      text.setData('text/plain', 'Hello');
      const over = drag('dragover', text);
      chat.field.dispatchEvent(over);
      expect(over.defaultPrevented).to.equal(false);
    });
  });

  describe('tray', () => {
    it('says how far each has come, and why one does not come along', async () => {
      const { rows } = await mount({ uploads: everyUpload() });
      expect(rows()).to.deep.equal([
        'contract.pdfToo large, 10 MB at most',
        'parcel.png1 kB',
        'invoice-2026-11.pdf42%',
        'IMG_20261121_115959_a_rather_long_name.pngWaiting',
        'terms.pdfPaused',
      ]);
    });

    it('pauses, goes on and removes', async () => {
      const { chat, button } = await mount({ uploads: everyUpload() });
      button('Pause: invoice-2026-11.pdf').click();
      button('Go on: terms.pdf').click();
      button('Remove: contract.pdf').click();
      await chat.settle();
      expect(chat.chat.calls).to.include.members(['pauseUpload u2', 'resumeUpload u4', 'cancelUpload u5']);
      await waitUntil(() => chat.chat.getSnapshot().uploads.length === 4);
      expect(chat.focused).to.equal(chat.field);
    });

    it('keeps what was refused in words until it is put away', async () => {
      const { chat, find, rows, button } = await mount();
      for (const [code, words] of [
        ['attachment_limit_reached', 'Only 5 files in one message'],
        ['attachment_type_refused', 'Files like this cannot be sent here'],
        ['attachment_too_large', 'Too large, 10 MB at most'],
        ['internal_error', 'Could not be sent'],
      ] as const) {
        chat.chat.failure = new ChatError(code, 'No.');
        const input = find<HTMLInputElement>('input')!;
        input.files = carrying(pictureFile('no.png')).files;
        input.dispatchEvent(new Event('change'));
        await waitUntil(() => rows()[0] === `no.png${words}`, `${code} is not explained`);
        expect(rows()).to.have.length(1);
        expect(find('[role=status]')!.textContent).to.contain(words);
      }
      button('Remove: no.png').click();
      await waitUntil(() => rows().length === 0);
    });

    it('shows pictures, and lets go of them', async () => {
      const revoked: string[] = [];
      const revoke = URL.revokeObjectURL;
      URL.revokeObjectURL = (url) => {
        revoked.push(url);
        revoke.call(URL, url);
      };
      try {
        const { chat, find } = await mount({ uploads: [upload('p1', pictureFile())] });
        await waitUntil(() => find<HTMLImageElement>('.tile img')?.naturalWidth === 24, 'there is no preview');
        const { src } = find<HTMLImageElement>('.tile img')!;
        await chat.update({ uploads: [] });
        await waitUntil(() => revoked.includes(src), 'its address was kept');
      } finally {
        URL.revokeObjectURL = revoke;
      }
    });

    it('has no findings by axe', async () => {
      for (const theme of ['light', 'dark']) {
        const chat = await SupportChatHarness.mount({ ...sharing, uploads: everyUpload() }, { theme });
        await chat.openConversation();
        await waitUntil(() => chat.composer!.shadowRoot!.querySelector('support-chat-files')?.shadowRoot);
        await chat.expectAccessible();
        SupportChatHarness.cleanUp();
      }
    });
  });

  describe('sending', () => {
    it('takes the files along, also without words, and shows them at once', async () => {
      const { chat, find } = await mount({ messages: [], uploads: [upload('s1', pictureFile())] });
      await waitUntil(() => find<HTMLImageElement>('.tile img')?.complete);
      expect(chat.sendButton.disabled).to.equal(false);
      chat.sendButton.click();
      await chat.settle();
      expect(chat.chat.calls).to.include('send +s1');
      const picture = (): HTMLImageElement | null | undefined =>
        chat.list!.shadowRoot!.querySelector('support-chat-attachments')?.shadowRoot?.querySelector('.picture img');
      await waitUntil(() => picture()?.naturalWidth === 24, 'the picture is not in the message');
      expect(picture()!.src).to.match(/^blob:/);
    });

    it('leaves behind what was refused', async () => {
      const { chat } = await mount({ uploads: everyUpload() });
      await chat.type('Here');
      await chat.press('Enter');
      expect(chat.chat.calls).to.include('send Here +u1+u2+u3+u4');
    });

    it('sends nothing when there is only what was refused', async () => {
      const { chat } = await mount({ uploads: everyUpload().slice(4) });
      expect(chat.sendButton.disabled).to.equal(true);
    });
  });
});
