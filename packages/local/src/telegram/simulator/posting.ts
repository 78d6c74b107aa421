import type { ApiContent, ApiInlineKeyboard } from './api-types.ts';
import { renderMessage } from './render.ts';
import type { UpdateQueue } from './updates/update-queue.ts';
import type { World } from './world.ts';
import type { SimChannelVoice, SimChat, SimEphemeralMessage, SimMessage } from './world-state.ts';

export interface MessageDraft {
  readonly senderId: number;
  readonly content: ApiContent;
  readonly isAnonymous?: boolean;
  readonly authorSignature?: string;
  readonly channel?: SimChannelVoice | undefined;
  readonly topicId?: number | null;
  readonly replyToId?: number | null;
  readonly isService?: boolean;
  readonly pinnedId?: number;
  readonly keyboard?: ApiInlineKeyboard | undefined;
  readonly hasOtherMarkup?: boolean;
  readonly isProtected?: boolean;
  readonly isSilent?: boolean;
  /** Only for the message that creates a topic: its own id is the topic's. */
  readonly opensTopic?: boolean;
}

/** Puts messages into chats and tells the bot about those it hears of. */
export class Posting {
  readonly #world: World;
  readonly #updates: UpdateQueue;

  constructor(world: World, updates: UpdateQueue) {
    this.#world = world;
    this.#updates = updates;
  }

  post(chat: SimChat, draft: MessageDraft): SimMessage {
    const message = this.#compose(draft, this.#world.takeMessageId(chat));
    chat.messages.push(message);
    if (message.senderId === this.#world.bot.id && !message.isService)
      this.#world.signs.end({ chatId: chat.id, threadId: message.topicId });
    if (this.#botHears(chat, message)) {
      this.#updates.push('message', renderMessage(this.#world, chat, message), `chat:${chat.id}`);
    }
    this.#world.changed();
    return message;
  }

  /** A message of the bot for one member's eyes. It is in no list of messages and has no id in the chat. */
  whisper(
    chat: SimChat,
    draft: MessageDraft,
    to: { readonly receiverId: number; readonly replacesId?: number | undefined },
  ): SimEphemeralMessage {
    const { state } = this.#world;
    const ephemeral: SimEphemeralMessage = {
      id: state.nextEphemeralId++,
      chatId: chat.id,
      receiverId: to.receiverId,
      message: this.#compose(draft, 0),
      ...(to.replacesId !== undefined && { replacesId: to.replacesId }),
    };
    state.ephemeralMessages.push(ephemeral);
    this.#world.changed();
    return ephemeral;
  }

  #compose(draft: MessageDraft, id: number): SimMessage {
    return {
      id,
      date: this.#world.clock.nowSeconds(),
      senderId: draft.senderId,
      isAnonymous: draft.isAnonymous ?? false,
      ...(draft.authorSignature && { authorSignature: draft.authorSignature }),
      ...(draft.channel && { channel: draft.channel }),
      topicId: draft.opensTopic ? id : (draft.topicId ?? null),
      replyToId: draft.replyToId ?? null,
      isService: draft.isService ?? false,
      ...(draft.pinnedId !== undefined && { pinnedId: draft.pinnedId }),
      content: draft.content,
      ...(draft.keyboard && { keyboard: draft.keyboard }),
      hasOtherMarkup: draft.hasOtherMarkup ?? false,
      isProtected: draft.isProtected ?? false,
      isSilent: draft.isSilent ?? false,
      isDeleted: false,
      reactions: [],
    };
  }

  /** A service message from `senderId`, such as "topic closed". */
  postService(chat: SimChat, senderId: number, content: ApiContent, where: Partial<MessageDraft> = {}): SimMessage {
    return this.post(chat, { ...where, senderId, content, isService: true });
  }

  /** Tells the bot that a person edited a message it could see. */
  announceEdit(chat: SimChat, message: SimMessage): void {
    if (this.#botHears(chat, message)) {
      this.#updates.push('edited_message', renderMessage(this.#world, chat, message), `chat:${chat.id}`);
    }
    this.#world.changed();
  }

  /**
   * [SRC] A bot is not told of its own ordinary messages, but of the service messages its actions leave behind.
   * [FAQ] An administrator hears everything in a group; privacy mode leaves commands, replies and service messages.
   * [core.telegram.org/api/bots/bot-to-bot] Other bots are heard only in bot-to-bot mode.
   */
  #botHears(chat: SimChat, message: SimMessage): boolean {
    const isOwn = message.senderId === this.#world.bot.id;
    if (isOwn && !message.isService) return false;
    if (chat.kind === 'private') return true;
    if (!isOwn && this.#isFromOtherBot(message) && !(this.#world.bot.hearsBots && this.#world.isBotAdmin(chat)))
      return false;
    if (!this.#world.presentMembership(chat, this.#world.bot.id)) return false;
    if (message.isService || this.#world.isBotAdmin(chat) || this.#world.bot.canReadAllGroupMessages) return true;
    if (message.replyToId !== null && this.#world.message(chat, message.replyToId)?.senderId === this.#world.bot.id)
      return true;
    return this.#startsWithCommandForBot(message);
  }

  #isFromOtherBot({ senderId, isService }: SimMessage): boolean {
    return !isService && (this.#world.user(senderId)?.isBot ?? false);
  }

  #startsWithCommandForBot(message: SimMessage): boolean {
    const command = message.content.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0);
    if (!command || message.content.text === undefined) return false;
    const [, addressee] = message.content.text.slice(0, command.length).split('@');
    return addressee === undefined || addressee.toLowerCase() === this.#world.bot.username.toLowerCase();
  }
}
