/**
 * A text and its files, in order, each as what it is: the first file carries the text where it fits into a caption.
 *
 * Nothing is left out silently. What Telegram does not take as a photo or film goes as a document, and what it does not
 * take at all is a line with an address that works for a week and the reason. Every file is one Telegram message whatever
 * becomes of it, so parts keep their numbers over retries, and replies and edits find each of them.
 */
import type { FileRow } from '../../db/files-db.ts';
import type { SentTelegramMessage } from '../../db/outbox-db.ts';
import type { ConversationJob, Delivery } from '../bridge-deps.ts';
import { formatted, type FormattedText } from '../formatted-text.ts';
import { notePart, sendParts, wasSent, type TextTarget } from '../send-text.ts';
import { splitText } from '../split-text.ts';
import { MAX_CAPTION_UNITS, planFiles, type FilePiece } from './plan-files.ts';
import { sendAlbumPiece, sendSingleFile, sendFileAsLink } from './send-piece.ts';

export interface Content {
  readonly text: FormattedText;
  readonly files: readonly FileRow[];
}

export async function sendContent(
  delivery: Delivery<ConversationJob>,
  target: TextTarget,
  { text, files }: Content,
): Promise<void> {
  const hasCaption = text.text.length <= MAX_CAPTION_UNITS;
  const textParts = files.length > 0 && hasCaption ? 0 : splitText(text).length;
  const lastPart = textParts + files.length;
  if (textParts > 0) await sendParts(delivery, target, text, 'message', { lastPart });
  let part = textParts + 1;
  for (const piece of planFiles(files)) {
    const caption = part === 1 ? text : formatted();
    await sendPiece(delivery, target, piece, { caption, part, lastPart });
    part += piece.kind === 'album' ? piece.items.length : 1;
  }
}

interface Place {
  readonly caption: FormattedText;
  readonly part: number;
  readonly lastPart: number;
}

async function sendPiece(
  delivery: Delivery<ConversationJob>,
  target: TextTarget,
  piece: FilePiece,
  { caption, part, lastPart }: Place,
): Promise<void> {
  const note = (number: number, messageId: number) => {
    const message: SentTelegramMessage = {
      chat_id: target.chatId,
      message_id: messageId,
      thread_id: target.threadId ?? null,
      role: 'message',
      part: number,
    };
    return notePart(delivery, message, lastPart);
  };
  const isSent = (number: number) => wasSent(delivery, target, 'message', number);
  if (piece.kind !== 'album') {
    if (isSent(part)) return;
    const { message_id } =
      piece.kind === 'single'
        ? await sendSingleFile(delivery, target, piece, caption)
        : await sendFileAsLink(delivery, target, piece.file, caption, 'Telegram takes at most 50 MB from a bot');
    return note(part, message_id);
  }
  if (!piece.items.some((_item, index) => isSent(part + index))) {
    const messages = await sendAlbumPiece(delivery, target, piece.items, caption);
    for (const [index, { message_id }] of (messages ?? []).entries()) await note(part + index, message_id);
    if (messages !== null) return;
  }
  // One of them was refused, now or by an earlier try: each for itself.
  for (const [index, item] of piece.items.entries()) {
    if (isSent(part + index)) continue;
    const { message_id } = await sendSingleFile(delivery, target, item, index === 0 ? caption : formatted());
    await note(part + index, message_id);
  }
}
