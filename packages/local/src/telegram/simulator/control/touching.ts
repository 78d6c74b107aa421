import { createHash } from 'node:crypto';
import { startParameter } from '../methods/callbacks.ts';
import type { SimulatorCore } from '../methods/method.ts';
import { isReactionAllowed } from '../methods/reactions.ts';
import type { ApiMessage } from '../api-types.ts';
import { renderChat, renderEphemeral, renderMessage, renderUser } from '../render.ts';
import { CALLBACK_LIFETIME_SECONDS } from '../updates/update-queue.ts';
import type { SimChat, SimMessage, SimUser } from '../world-state.ts';
import { ActionError } from './action-error.ts';
import { startBot } from './bot-chat.ts';
import { chatOf, groupOf, isAnonymousIn, messageOf, userOf } from './lookups.ts';

export interface React {
  readonly userId: number;
  readonly chatId: number;
  readonly messageId: number;
  /** Null takes the reaction away. */
  readonly emoji: string | null;
}

export interface TapButton {
  readonly userId: number;
  readonly chatId: number;
  readonly messageId: number;
  /** The button is under this ephemeral message; `messageId` does not count then. */
  readonly ephemeralMessageId?: number;
  /** The button by its text or its callback data. */
  readonly button: string;
  /** [DOC] An old message comes with `date: 0` and nothing else. */
  readonly isInaccessible?: boolean;
  /** Sends this data whether or not any button has it, as a hostile client could. */
  readonly forgedData?: string;
}

export type TapResult =
  | { readonly kind: 'callback'; readonly callbackQueryId: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'started bot'; readonly messageId: number }
  | { readonly kind: 'copied'; readonly text: string };

/** One reaction, or none. The bot hears of it as an administrator that asked for reactions [DOC]. */
export function reactAsUser({ world, updates }: SimulatorCore, action: React): void {
  const user = userOf(world, action.userId);
  const chat = chatOf(world, action.chatId, user);
  const message = messageOf(world, chat, action.messageId);
  const group = chat.kind === 'private' ? undefined : chat;
  if (action.emoji !== null && !isReactionAllowed(group, action.emoji)) {
    throw new ActionError("The reaction isn't available for the message");
  }
  const isAnonymous = isAnonymousIn(world, chat, user.id);
  const old = message.reactions.filter(({ userId }) => userId === user.id);
  const next = action.emoji === null ? [] : [{ userId: user.id, isAnonymous, emoji: action.emoji }];
  if (old[0]?.emoji === next[0]?.emoji) return;
  message.reactions = [...message.reactions.filter(({ userId }) => userId !== user.id), ...next];
  world.changed();
  if (group && !world.isBotAdmin(group)) return;
  const render = (reactions: readonly { emoji: string }[]) => reactions.map(({ emoji }) => ({ type: 'emoji', emoji }));
  updates.push(
    'message_reaction',
    {
      chat: renderChat(world, chat),
      message_id: message.id,
      ...(isAnonymous ? { actor_chat: renderChat(world, chat) } : { user: renderUser(world, user.id) }),
      date: world.clock.nowSeconds(),
      old_reaction: render(old),
      new_reaction: render(next),
    },
    `reaction:${chat.id}`,
  );
}

/** A tap on an inline button. Membership is not asked: a button once seen can be pressed. */
export function tapAsUser(core: SimulatorCore, action: TapButton): TapResult {
  const { world, updates } = core;
  const user = userOf(world, action.userId);
  const chat = action.chatId === user.id ? world.privateChat(user.id) : groupOf(world, action.chatId);
  const { message, seen } = tappedMessage(core, chat, action);
  const buttons = message.keyboard?.inline_keyboard.flat() ?? [];
  const button = buttons.find(({ text, callback_data: data }) => text === action.button || data === action.button);
  if (!button && action.forgedData === undefined)
    throw new ActionError(`There is no button "${action.button}" on this message`);
  if (button?.disabled) throw new ActionError('This button is disabled');
  if (button?.copy_text) return { kind: 'copied', text: button.copy_text.text };
  if (button?.url) return openLink(core, user, button.url);
  const id = world.digits(18);
  world.state.callbackQueries[id] = {
    id,
    userId: user.id,
    chatId: chat.id,
    messageId: message.id,
    ...(action.ephemeralMessageId !== undefined && { ephemeralId: action.ephemeralMessageId }),
    date: world.clock.nowSeconds(),
  };
  updates.push(
    'callback_query',
    {
      id,
      from: renderUser(world, user.id),
      message: action.isInaccessible ? { chat: renderChat(world, chat), message_id: message.id, date: 0 } : seen,
      chat_instance: chatInstance(chat.id),
      data: action.forgedData ?? button?.callback_data ?? '',
    },
    `callback:${user.id}`,
    CALLBACK_LIFETIME_SECONDS,
  );
  world.changed();
  return { kind: 'callback', callbackQueryId: id };
}

function tappedMessage(
  { world }: SimulatorCore,
  chat: SimChat,
  { userId, messageId, ephemeralMessageId }: TapButton,
): { message: SimMessage; seen: ApiMessage } {
  if (ephemeralMessageId === undefined) {
    const message = messageOf(world, chat, messageId);
    return { message, seen: renderMessage(world, chat, message) };
  }
  const ephemeral = world.ephemeral(chat.id, ephemeralMessageId);
  if (ephemeral?.receiverId !== userId) throw new ActionError('MESSAGE_ID_INVALID');
  return { message: ephemeral.message, seen: renderEphemeral(world, chat, ephemeral) };
}

function openLink(core: SimulatorCore, user: SimUser, url: string): TapResult {
  const payload = startParameter(url, core.world.bot.username);
  return payload === undefined
    ? { kind: 'url', url }
    : { kind: 'started bot', messageId: startBot(core, { userId: user.id, payload }).id };
}

/** [DOC] The same for every tap in a chat, and not the chat's id. */
function chatInstance(chatId: number): string {
  return createHash('sha256').update(`chat ${chatId}`).digest().readBigInt64BE().toString();
}
