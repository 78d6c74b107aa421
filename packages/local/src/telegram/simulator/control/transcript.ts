import type { World } from '../world.ts';
import { viewMessages } from './message-views.ts';
import type { ConversationQuery, MessageView } from './message-views.ts';
import { previewOf } from './views.ts';

/**
 * A conversation as text, one line a message, as a test compares it or a person reads it:
 * `09:00 Mika Lindgren: Let me look [Yes] [No]`. Times are UTC.
 */
export function writeTranscript(world: World, query: ConversationQuery): string {
  return viewMessages(world, query).map(writeLine).join('\n');
}

function writeLine({ message, senderName, isService, reactions }: MessageView): string {
  const time = new Date(message.date * 1000).toISOString().slice(11, 16);
  const words = message.text ?? message.caption;
  const said = isService || words === undefined ? `(${previewOf(message, senderName)})` : words.replaceAll('\n', ' / ');
  const buttons = message.reply_markup?.inline_keyboard.flat().map(({ text }) => `[${text}]`) ?? [];
  const marks = [
    ...buttons,
    ...reactions.map(({ emoji }) => emoji),
    ...(message.edit_date === undefined ? [] : ['(edited)']),
    ...(message.receiver_user ? [`(only ${message.receiver_user.first_name} sees this)`] : []),
  ];
  const voice = message.sender_chat ? `${message.sender_chat.title ?? ''} (${senderName})` : senderName;
  return `${time} ${voice}: ${[said, ...marks].join(' ')}`;
}
