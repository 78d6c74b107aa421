import { h, icon } from './dom.js';

const MAX_FILE_BYTES = 20 * 1024 * 1024;
const STICKERS = ['👋', '👍', '🎉', '❤️', '😂', '🙏', '🤔', '😢'];
const HARBOR = { latitude: 64.1508, longitude: -21.9403 };

/**
 * What can be sent besides words. Everything ends in one call of `send` with the parts of a message.
 * @param {{ send: (parts: { file?: object, files?: object[], thing?: object }) => Promise<void>, fail: (error: Error) => void }} actions
 */
export function setUpAttachMenu({ send, fail }) {
  const button = document.getElementById('attach');
  const menu = document.getElementById('attach-menu');
  const fileInput = document.getElementById('file-input');
  const voiceInput = document.getElementById('voice-input');
  const attempt = (work) => void work().catch(fail);
  const show = (isShown) => {
    menu.hidden = !isShown;
    button.setAttribute('aria-expanded', String(isShown));
  };
  const item = (symbol, label, run) =>
    h('button', { type: 'button', role: 'menuitem', onclick: () => (show(false), run()) }, icon(symbol, 18), label);

  menu.replaceChildren(
    item('document', 'Photos or files', () => fileInput.click()),
    item('voice', 'Voice message', () => voiceInput.click()),
    item('pin', 'Location', () => attempt(() => send({ thing: { location: HARBOR } }))),
    item('person', 'Contact', () =>
      attempt(() =>
        send({ thing: { contact: { phone_number: '+3545550100', first_name: 'Robin', last_name: 'Hale' } } }),
      ),
    ),
    h(
      'div',
      { class: 'stickers', role: 'group', 'aria-label': 'Stickers' },
      ...STICKERS.map((emoji) => {
        const onclick = () => (show(false), attempt(async () => send({ file: await stickerFrom(emoji) })));
        return h('button', { type: 'button', role: 'menuitem', 'aria-label': `Sticker ${emoji}`, onclick }, emoji);
      }),
    ),
  );
  button.addEventListener('click', () => {
    show(menu.hidden);
    if (!menu.hidden) menu.querySelector('button').focus();
  });
  menu.addEventListener('keydown', (event) => moveFocus(event, menu, () => (show(false), button.focus())));
  document.addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) show(false);
  });
  fileInput.addEventListener('change', () => attempt(() => sendFiles(take(fileInput), send)));
  voiceInput.addEventListener('change', () =>
    attempt(async () => {
      const [file] = take(voiceInput);
      if (file) await send({ file: await describe(file, 'voice') });
    }),
  );
}

function moveFocus(event, menu, leave) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key === 'Escape') leave();
  if (!step) return;
  event.preventDefault();
  const all = [...menu.querySelectorAll('button')];
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
}

function take(input) {
  const files = [...input.files];
  input.value = '';
  return files;
}

/** Several files become an album: all pictures, or all documents, as Telegram wants it. */
async function sendFiles(files, send) {
  if (files.length === 0) return;
  const arePictures = files.every(({ type }) => /^image\/(png|jpeg|gif|webp)$/.test(type));
  const described = await Promise.all(files.map((file) => describe(file, arePictures ? 'photo' : 'document')));
  await send(described.length === 1 ? { file: described[0] } : { files: described });
}

/** @param {File} file */
async function describe(file, kind) {
  if (file.size > MAX_FILE_BYTES) throw new Error('Choose files of up to 20 MB.');
  return { kind, name: file.name, mimeType: file.type, base64: await readBase64(file) };
}

/** A real picture of the emoji, so that whoever gets the sticker can download one. */
async function stickerFrom(emoji) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 512, height: 512 });
  const context = canvas.getContext('2d');
  context.font = '400px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(emoji, 256, 280);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/webp'));
  return { kind: 'sticker', emoji, mimeType: blob.type, base64: await readBase64(blob) };
}

/** @param {Blob} blob */
function readBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
