import { fileUrl } from './control-api.js';
import { h, icon } from './dom.js';
import { sizeOf } from './format.js';

/** What a message shows besides words: pictures, stickers, sound, files, places and contacts. */
export function renderMedia(message) {
  const { photo, sticker, animation, voice, audio, venue, location, contact } = message;
  if (photo) return [picture(photo.at(-1), message.caption ?? 'Photo')];
  if (sticker) return [stickerOf(sticker)];
  if (voice ?? audio) return [sound(voice ?? audio, voice ? 'Voice message' : (audio.file_name ?? 'Audio'))];
  if (venue ?? location) return [place(venue?.location ?? location, venue)];
  if (contact) return [contactOf(contact)];
  const file = message.document ?? message.video ?? message.video_note ?? animation;
  if (!file) return [];
  const name = animation ? 'GIF' : (file.file_name ?? (message.document ? 'File' : 'Video'));
  return [chip({ name, detail: sizeOf(file.file_size), symbol: message.video ? 'film' : 'document', file })];
}

/** Files that only claim a size have nothing to show; then their name stands in. */
function orElse(element, fallback) {
  element.addEventListener('error', () => element.replaceWith(fallback()), { once: true });
  return element;
}

function picture(photo, alt) {
  const { width, height, file_id: id, file_size: size } = photo;
  const properties = { class: 'picture', src: fileUrl(id), alt, width, height, loading: 'lazy' };
  return orElse(h('img', properties), () => chip({ name: 'Photo', detail: sizeOf(size), symbol: 'document' }));
}

function stickerOf({ emoji = '🙂', file_id: id, is_animated: isAnimated, is_video: isFilm }) {
  const symbol = () => h('span', { class: 'sticker', role: 'img', 'aria-label': `Sticker ${emoji}` }, emoji);
  if (isAnimated || isFilm) return symbol();
  return orElse(h('img', { class: 'sticker', src: fileUrl(id), alt: `Sticker ${emoji}` }), symbol);
}

function sound(file, name) {
  const label = () => chip({ name, detail: sizeOf(file.file_size), symbol: 'voice', file });
  return orElse(
    h('audio', { class: 'sound', controls: true, preload: 'metadata', src: fileUrl(file.file_id), 'aria-label': name }),
    label,
  );
}

function place({ latitude, longitude }, venue) {
  const degrees = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return chip({ name: venue?.title ?? 'Location', detail: venue?.address ?? degrees, symbol: 'pin' });
}

function contactOf({ first_name: first, last_name: last, phone_number: number }) {
  return chip({ name: [first, last].filter(Boolean).join(' '), detail: number, symbol: 'person' });
}

/** A symbol, a name and a line of detail; a download when there is a file. */
function chip({ name, detail, symbol, file }) {
  const properties = file ? { class: 'file', href: fileUrl(file.file_id), download: name } : { class: 'file' };
  return h(
    file ? 'a' : 'span',
    properties,
    h('span', { class: 'file-icon' }, icon(symbol)),
    h('span', {}, h('b', {}, name), h('small', {}, detail)),
  );
}
