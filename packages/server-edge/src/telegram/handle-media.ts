/**
 * What agents send besides text. A file becomes one of our own and reaches the visitor with a link of ours: Telegram's
 * address of it holds the bot's token and never leaves the server. What cannot be relayed is said to its sender, once for
 * an album.
 *
 * An album comes as up to ten updates without an end. The first one makes a message and each of the others appends its
 * file, so nothing is held back, a late item still finds its place, and a restart in between loses nothing.
 */
import type { BridgeDeps } from './bridge-deps.ts';
import { agentMessageId } from './agent-message-id.ts';
import { contentOf, relayAnswer } from './handle-agent-text.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import { MediaRefusal } from './media/media-refusal.ts';
import { storeAgentFile, type FileOwner } from './media/store-agent-file.ts';
import { spellLinks } from '../rich-text/spell-links.ts';
import { isRefusal, sayRefusal } from './refusal.ts';
import type { TelegramIntent } from './telegram-intent.ts';
import { telegramRef } from './telegram-ref.ts';

type MediaIntent = Extract<TelegramIntent, { kind: 'agent_media' }>;

const MAX_REMEMBERED_ALBUMS = 200;

export async function handleUnsupportedMedia(
  deps: BridgeDeps,
  intent: Extract<TelegramIntent, { kind: 'unsupported_media' }>,
): Promise<void> {
  if ((await findSpeaker(deps, intent)) === null) return;
  if (!isFirstAnswer(deps, intent)) return;
  await hint(deps, intent, 'Not sent: the visitor cannot be shown messages of this kind. It stays here.');
}

export async function handleMedia(deps: BridgeDeps, intent: MediaIntent): Promise<void> {
  try {
    await relayAnswer(deps, intent, intent.isNote, (owner) => post(deps, intent, owner));
  } catch (error) {
    if (!(error instanceof MediaRefusal) && !isRefusal(error)) throw error;
    if (!isFirstAnswer(deps, intent)) return;
    if (error instanceof MediaRefusal) await hint(deps, intent, error.message);
    else await sayRefusal(deps, intent, error);
  }
}

/** False when the file went into a message that was there before. */
async function post(deps: BridgeDeps, intent: MediaIntent, owner: FileOwner): Promise<boolean> {
  const { albumId, caption, isNote } = intent;
  const { attachment_id: attachmentId } = await storeAgentFile(deps, owner, intent.media);
  const { chatId } = intent.place;
  const idOf = (key: string | number) => agentMessageId(deps.bot.id, chatId, key);
  const file = { ...owner, attachmentIds: [attachmentId], telegram: telegramRef(deps, intent) };
  if (albumId === null) {
    await deps.db.postAgentMessage({
      ...file,
      messageId: await idOf(intent.messageId),
      text: caption,
      ...contentOf(intent),
      internal: isNote,
    });
    return true;
  }
  const noteId = await idOf(`album:${albumId}:note`);
  // Behind the words of the items before; ranges would have to count from there.
  const text = spellLinks(caption, intent.entities);
  const append = (messageId: string) => deps.db.appendAgentFiles({ ...file, messageId, text });
  // The caption is under one item; one that makes it a note holds for what comes behind it without words.
  if (!isNote && text === '' && (await append(noteId)).outcome !== 'unknown') return false;
  const messageId = isNote ? noteId : await idOf(`album:${albumId}`);
  const { outcome } = await deps.db.postAgentMessage({
    ...file,
    messageId,
    text: caption,
    ...contentOf(intent),
    internal: isNote,
  });
  if (outcome === 'posted') return true;
  if ((await append(messageId)).outcome === 'taken_back') {
    throw new MediaRefusal('Not sent: the album it belongs to was taken back.');
  }
  return false;
}

/** One answer for an album, however many of its items stay. */
function isFirstAnswer({ answeredAlbums }: BridgeDeps, { albumId }: { readonly albumId: string | null }): boolean {
  if (albumId === null) return true;
  if (answeredAlbums.has(albumId)) return false;
  if (answeredAlbums.size >= MAX_REMEMBERED_ALBUMS) answeredAlbums.clear();
  answeredAlbums.add(albumId);
  return true;
}
