import type { Message } from 'grammy/types';
import { readText } from '../read-command.ts';
import { agentWords } from '../rich-text/from-telegram.ts';
import type { DmPlace, TelegramIntent, TopicPlace } from '../telegram-intent.ts';
import type { AgentMedia } from './agent-media.ts';

type Written = Omit<Extract<TelegramIntent, { kind: 'unsupported_media' }>, 'kind' | 'place' | 'albumId'> & {
  readonly place: TopicPlace | DmPlace;
};

/**
 * What a message without text brings: a file, or something that is said better in words. Everything else is refused to
 * whoever sent it. A caption that starts with a slash is a note, whatever follows: like a text, it never reaches a visitor.
 */
export function readContent(message: Message, written: Written): TelegramIntent {
  const media = readFile(message);
  if (media === null) {
    const text = inWords(message);
    return text === ''
      ? { kind: 'unsupported_media', ...written, albumId: message.media_group_id ?? null }
      : { kind: 'agent_message', ...written, text };
  }
  const caption = message.caption ?? '';
  const read = readText(caption, '', message.caption_entities);
  const { text, ...formatting } =
    read.kind === 'note' ? { text: read.text } : agentWords(caption, message.caption_entities);
  return {
    kind: 'agent_media',
    ...written,
    media,
    albumId: message.media_group_id ?? null,
    isNote: read.kind !== 'text',
    caption: text,
    ...formatting,
  };
}

interface TelegramFile {
  readonly file_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly duration?: number;
}

/** Null when it is no file, or one that no browser shows and that has no picture of itself. */
function readFile(message: Message): AgentMedia | null {
  const { photo, animation, document, voice, audio, video, video_note: videoNote, sticker } = message;
  // Sizes of one picture; the last one is the largest, but nobody promises that.
  const largest = photo?.reduce<(typeof photo)[number] | undefined>(
    (best, size) => (best === undefined || size.width * size.height > best.width * best.height ? size : best),
    undefined,
  );
  if (largest !== undefined) return mediaOf(largest, 'photo', 'image/jpeg');
  // An animation also fills `document`.
  if (animation !== undefined) return mediaOf(animation, 'animation', 'video/mp4');
  if (document !== undefined) return mediaOf(document, 'file', 'application/octet-stream');
  if (voice !== undefined) return mediaOf(voice, 'voice', 'audio/ogg');
  if (audio !== undefined) return mediaOf(audio, 'audio', 'audio/mpeg');
  if (video !== undefined) return mediaOf(video, 'video', 'video/mp4');
  if (videoNote !== undefined) return mediaOf(videoNote, 'video', 'video/mp4');
  if (sticker === undefined) return null;
  if (!sticker.is_animated && !sticker.is_video) return mediaOf(sticker, 'sticker', 'image/webp');
  return sticker.thumbnail === undefined ? null : mediaOf(sticker.thumbnail, 'sticker', 'image/webp');
}

function mediaOf(file: TelegramFile, name: string, mediaType: string): AgentMedia | null {
  // A message of a kind we know without its file: better refused than taken for one.
  if (typeof file.file_id !== 'string') return null;
  return {
    fileId: file.file_id,
    name: file.file_name ?? name,
    mediaType: file.mime_type ?? mediaType,
    byteSize: file.file_size ?? null,
    ...(file.duration === undefined ? {} : { durationSeconds: file.duration }),
  };
}

function inWords({ venue, location, contact, sticker }: Message): string {
  // A venue also fills `location`.
  const place = venue?.location ?? location;
  if (place?.latitude !== undefined && place.longitude !== undefined) {
    return [venue?.title, venue?.address, `📍 ${mapLink(place)}`].filter((line) => line).join('\n');
  }
  if (contact?.phone_number !== undefined) {
    return `👤 ${[contact.first_name, contact.last_name ?? ''].join(' ').trim()}\n${contact.phone_number}`;
  }
  return sticker?.emoji ?? '';
}

/** A map that asks nobody to sign in (wiki.openstreetmap.org/wiki/Browsing#Other_URL_tricks). */
function mapLink({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): string {
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`;
}
