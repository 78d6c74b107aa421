import { withoutFields } from '../api-types.ts';
import type { ApiContent, ApiForwardOrigin } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { renderChat, renderMessage } from '../render.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import type { World } from '../world.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';
import { checkCaption, readText, send, sendAll } from './outgoing.ts';

/** [DOC copyMessages, forwardMessages] */
const MAX_MESSAGES = 100;

/** A copy does not say where it came from, a forwarded message does. Neither answers anything [DOC]. */
export const copyMethods: Record<string, Method> = {
  copyMessage(context) {
    const { params } = context;
    const markup = readReplyMarkup(params);
    const caption = params.has('caption') ? readText(context, 'caption') : undefined;
    const { message } = originalOf(context, 'copy');
    const copy = send(context, markup, () => {
      const content = copyOf(message);
      if (!caption || content.text !== undefined) return content;
      checkCaption(caption);
      const media = withoutFields(content, 'caption', 'caption_entities');
      return { ...media, caption: caption.text, caption_entities: caption.entities };
    });
    return { message_id: copy.message_id };
  },

  copyMessages(context) {
    const originals = originalsOf(context, 'copy').map(({ message }) => message);
    const hasNoCaption = context.params.flag('remove_caption');
    const copies = sendAll(context, { kind: 'none' }, () =>
      originals.map((message) => {
        const content = copyOf(message, 'album kept');
        return hasNoCaption ? withoutFields(content, 'caption', 'caption_entities') : content;
      }),
    );
    return copies.map(({ message_id }) => ({ message_id }));
  },

  forwardMessage(context) {
    const { chat, message } = originalOf(context, 'forward');
    return send(context, { kind: 'none' }, () => forwardOf(context.world, chat, message));
  },

  forwardMessages(context) {
    const originals = originalsOf(context, 'forward');
    const forwards = sendAll(context, { kind: 'none' }, () =>
      originals.map(({ chat, message }) => forwardOf(context.world, chat, message, 'album kept')),
    );
    return forwards.map(({ message_id }) => ({ message_id }));
  },
};

interface Original {
  readonly chat: SimChat;
  readonly message: SimMessage;
}

type Purpose = 'copy' | 'forward';

function originalOf(context: MethodContext, purpose: Purpose): Original {
  const { world, params } = context;
  const chat = readableChat(context, 'from_chat_id');
  const message = world.message(chat, params.integer('message_id') ?? 0);
  if (!message) throw badRequest(`message to ${purpose} not found`);
  // Unverified wording.
  if (!canLeave(message)) throw badRequest(`the message can't be ${purpose === 'copy' ? 'copied' : 'forwarded'}`);
  return { chat, message };
}

/** [DOC] Those that cannot be found or passed on are skipped; the numbers must rise. */
function originalsOf(context: MethodContext, purpose: Purpose): Original[] {
  const { world, params } = context;
  const value = params.json('message_ids', "can't parse message identifiers JSON object");
  if (!Array.isArray(value) || value.length === 0) throw badRequest('message identifiers are not specified');
  if (value.length > MAX_MESSAGES) throw badRequest('too many message identifiers specified');
  const ids = value.map(Number);
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0)))
    throw badRequest('message identifiers must be in a strictly increasing order');
  const chat = readableChat(context, 'from_chat_id');
  const messages = ids.flatMap((id) => world.message(chat, id) ?? []).filter(canLeave);
  if (messages.length === 0) throw badRequest(`there are no messages to ${purpose}`);
  return messages.map((message) => ({ chat, message }));
}

const canLeave = (message: SimMessage) => !message.isService && !message.isProtected;

/** Ids of albums are kept only when the whole album may come along. */
function copyOf({ content }: SimMessage, album?: 'album kept'): ApiContent {
  const copy = withoutFields(structuredClone(content), 'quote', 'forward_origin');
  return album ? copy : withoutFields(copy, 'media_group_id');
}

function forwardOf(world: World, chat: SimChat, message: SimMessage, album?: 'album kept'): ApiContent {
  return {
    ...copyOf(message, album),
    forward_origin: message.content.forward_origin ?? originOf(world, chat, message),
  };
}

/** [DOC MessageOrigin] A message forwarded twice still names its first author. */
function originOf(world: World, chat: SimChat, message: SimMessage): ApiForwardOrigin {
  const { from, sender_chat: voice, author_signature, date } = renderMessage(world, chat, message);
  if (voice?.type === 'channel') return { type: 'channel', date, chat: voice, message_id: message.id };
  if (voice)
    return { type: 'chat', date, sender_chat: renderChat(world, chat), ...(author_signature && { author_signature }) };
  return { type: 'user', date, sender_user: from };
}
