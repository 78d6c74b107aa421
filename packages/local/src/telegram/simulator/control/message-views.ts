import type { ApiMessage } from '../api-types.ts';
import { renderEphemeral, renderMessage } from '../render.ts';
import type { World } from '../world.ts';
import type { SimChat, SimEphemeralMessage, SimMessage, SimReaction } from '../world-state.ts';
import { nameOf } from './views.ts';

export interface MessageView {
  readonly message: ApiMessage;
  /** Who really wrote it, also behind the group's name. */
  readonly senderId: number;
  readonly senderName: string;
  readonly isFromBot: boolean;
  readonly isService: boolean;
  readonly isPinned: boolean;
  readonly isSilent: boolean;
  readonly reactions: readonly (SimReaction & { readonly name: string })[];
}

export interface ConversationQuery {
  readonly chatId: number;
  /** A topic; left out: General, or the whole chat when it has no topics. */
  readonly threadId?: number;
  /** Adds what only this person sees. */
  readonly asUserId?: number;
}

/** A message the bot sent, wherever that was. */
export interface SentMessage {
  readonly message: ApiMessage;
  readonly isDeleted: boolean;
}

/** The messages of one conversation, oldest first. An ephemeral one stands where it was sent, or in another's place. */
export function viewMessages(world: World, { chatId, threadId, asUserId }: ConversationQuery): MessageView[] {
  const chat = chatBy(world, chatId);
  if (!chat) return [];
  const isHere = (message: SimMessage) => !message.isDeleted && message.topicId === (threadId ?? null);
  const whispers = world.state.ephemeralMessages.filter(
    (whisper) => whisper.chatId === chatId && whisper.receiverId === asUserId && isHere(whisper.message),
  );
  const replaced = new Map(whispers.flatMap((whisper) => (whisper.replacesId ? [[whisper.replacesId, whisper]] : [])));
  const views = chat.messages.filter(isHere).map((message) => {
    const whisper = replaced.get(message.id);
    return whisper ? viewEphemeral(world, chat, whisper) : viewMessage(world, chat, message);
  });
  for (const whisper of whispers.filter(({ replacesId }) => !replacesId)) {
    const next = views.findIndex(({ message }) => message.date > whisper.message.date);
    views.splice(next < 0 ? views.length : next, 0, viewEphemeral(world, chat, whisper));
  }
  return views;
}

/** What the bot sent to anybody, oldest first, deleted messages included and service messages left out. */
export function viewOutbox(world: World): SentMessage[] {
  const chats = [...world.groups(), ...Object.values(world.state.privateChats)];
  const sent = chats.flatMap((chat) =>
    chat.messages
      .filter(({ senderId, isService }) => senderId === world.bot.id && !isService)
      .map((message) => ({ message: renderMessage(world, chat, message), isDeleted: message.isDeleted })),
  );
  return sent.sort((a, b) => a.message.date - b.message.date || a.message.message_id - b.message.message_id);
}

function viewMessage(world: World, chat: SimChat, message: SimMessage): MessageView {
  return {
    message: renderMessage(world, chat, message),
    senderId: message.senderId,
    senderName: nameOf(world, message.senderId),
    isFromBot: message.senderId === world.bot.id,
    isService: message.isService,
    isPinned: chat.pinned.includes(message.id),
    isSilent: message.isSilent,
    reactions: message.reactions.map((reaction) => ({ ...reaction, name: nameOf(world, reaction.userId) })),
  };
}

function viewEphemeral(world: World, chat: SimChat, ephemeral: SimEphemeralMessage): MessageView {
  return { ...viewMessage(world, chat, ephemeral.message), message: renderEphemeral(world, chat, ephemeral) };
}

export function chatBy(world: World, chatId: number): SimChat | undefined {
  return world.group(chatId) ?? world.state.privateChats[String(chatId)];
}
