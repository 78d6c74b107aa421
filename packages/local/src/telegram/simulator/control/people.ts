import { createHash } from 'node:crypto';
import { withoutFields } from '../api-types.ts';
import type { ApiContent, ApiEntity, FileKind } from '../api-types.ts';
import { mediaContent } from '../methods/files.ts';
import { startParameter } from '../methods/callbacks.ts';
import { findTopic, mayWriteInTopic } from '../methods/chat-access.ts';
import type { SimulatorCore } from '../methods/method.ts';
import { removeMessage } from '../methods/messages.ts';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH } from '../methods/outgoing.ts';
import { isReactionAllowed } from '../methods/reactions.ts';
import { storeFile } from '../file-store.ts';
import { renderChat, renderMessage, renderUser } from '../render.ts';
import { cleanText, showsNothing } from '../text/clean-text.ts';
import type { FormattedText } from '../text/html-text.ts';
import { withDetectedEntities } from '../text/bot-text.ts';
import { CALLBACK_LIFETIME_SECONDS } from '../updates/update-queue.ts';
import type { CallbackAnswer, SimChat, SimMessage, SimUser } from '../world-state.ts';
import { ActionError } from './action-error.ts';

export interface SendAsUser {
  readonly userId: number;
  /** A group's id; or the user's own id, which is their chat with the bot. */
  readonly chatId: number;
  readonly text?: string;
  /** Formatting the person put in; commands, mentions and links are found as Telegram finds them. */
  readonly entities?: readonly ApiEntity[];
  /** A topic. Left out: General, or a chat without topics. */
  readonly threadId?: number;
  readonly replyTo?: number;
  readonly file?: FileFromUser;
  /** Neither text nor file. */
  readonly thing?: Pick<ApiContent, 'location' | 'venue' | 'contact' | 'dice'>;
  /** Ties the messages of an album together. */
  readonly mediaGroupId?: string;
}

export interface FileFromUser {
  readonly kind: FileKind;
  readonly name?: string;
  readonly mimeType?: string;
  readonly base64?: string;
  /** What a sticker stands for. */
  readonly emoji?: string;
  /** For a file nobody will download: only its size counts. */
  readonly size?: number;
}

export interface TapButton {
  readonly userId: number;
  readonly chatId: number;
  readonly messageId: number;
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

/** What people do in their Telegram app. */
export class People {
  readonly #core: SimulatorCore;

  constructor(core: SimulatorCore) {
    this.#core = core;
  }

  send(action: SendAsUser): SimMessage {
    const { world, posting } = this.#core;
    const user = this.#user(action.userId);
    const chat = this.#chat(action.chatId, user);
    const topicId = this.#topicFor(chat, action.threadId);
    const isAnonymous = this.#requireWriter(chat, user, topicId);
    const text = readUserText(action.text ?? '', action.entities ?? []);
    if (!action.file && !action.thing && showsNothing(text.text)) throw new ActionError('MESSAGE_EMPTY');
    if (text.text.length > (action.file ? MAX_CAPTION_LENGTH : MAX_TEXT_LENGTH))
      throw new ActionError('MESSAGE_TOO_LONG');
    if (action.replyTo !== undefined && !world.message(chat, action.replyTo))
      throw new ActionError('The message to reply to is gone');
    if (chat.kind === 'private' && user.botChat === 'not started') user.botChat = 'started';
    const membership = chat.kind === 'private' ? undefined : world.presentMembership(chat, user.id);
    const title = isAnonymous && membership && 'customTitle' in membership ? membership.customTitle : undefined;
    return posting.post(chat, {
      senderId: user.id,
      isAnonymous,
      ...(title && { authorSignature: title }),
      topicId,
      replyToId: action.replyTo ?? null,
      content: {
        ...action.thing,
        ...(action.file && mediaContent(this.#store(action.file), text)),
        ...(!action.file &&
          !action.thing && { text: text.text, ...(text.entities.length && { entities: text.entities }) }),
        ...(action.mediaGroupId && { media_group_id: action.mediaGroupId }),
      },
    });
  }

  /** Edits the text, or the caption of a file. The bot gets `edited_message`. */
  edit(action: { userId: number; chatId: number; messageId: number; text: string }): SimMessage {
    const { world, posting } = this.#core;
    const user = this.#user(action.userId);
    const chat = this.#chat(action.chatId, user);
    const message = this.#message(chat, action.messageId);
    if (message.senderId !== user.id || message.isService) throw new ActionError('MESSAGE_AUTHOR_REQUIRED');
    const text = readUserText(action.text, []);
    const { content } = message;
    if (content.text !== undefined) {
      if (showsNothing(text.text)) throw new ActionError('MESSAGE_EMPTY');
      const rest = withoutFields(content, 'entities');
      message.content = { ...rest, text: text.text, ...(text.entities.length && { entities: text.entities }) };
    } else {
      const media = withoutFields(content, 'caption', 'caption_entities');
      message.content = {
        ...media,
        ...(text.text && { caption: text.text }),
        ...(text.entities.length && { caption_entities: text.entities }),
      };
    }
    message.editDate = world.clock.nowSeconds();
    posting.announceEdit(chat, message);
    return message;
  }

  /** Deletes for everyone. The bot gets no update [tdlib/telegram-bot-api#286]. */
  delete(action: { userId: number; chatId: number; messageId: number }): void {
    const { world } = this.#core;
    const user = this.#user(action.userId);
    const chat = this.#chat(action.chatId, user);
    const message = this.#message(chat, action.messageId);
    const mayDeleteAll = chat.kind === 'private' || world.hasRight(chat, user.id, 'can_delete_messages');
    if (message.content.forum_topic_created || (message.senderId !== user.id && !mayDeleteAll)) {
      throw new ActionError("Message can't be deleted");
    }
    removeMessage(world, chat, message);
  }

  /** One reaction, or null for none. The bot hears of it as an administrator that asked for reactions [DOC]. */
  react(action: { userId: number; chatId: number; messageId: number; emoji: string | null }): void {
    const { world, updates } = this.#core;
    const user = this.#user(action.userId);
    const chat = this.#chat(action.chatId, user);
    const message = this.#message(chat, action.messageId);
    const group = chat.kind === 'private' ? undefined : chat;
    if (action.emoji !== null && !isReactionAllowed(group, action.emoji)) {
      throw new ActionError("The reaction isn't available for the message");
    }
    const membership = group && world.presentMembership(group, user.id);
    const isAnonymous = membership !== undefined && 'isAnonymous' in membership && membership.isAnonymous;
    const old = message.reactions.filter(({ userId }) => userId === user.id);
    const next = action.emoji === null ? [] : [{ userId: user.id, isAnonymous, emoji: action.emoji }];
    if (old[0]?.emoji === next[0]?.emoji) return;
    message.reactions = [...message.reactions.filter(({ userId }) => userId !== user.id), ...next];
    world.changed();
    if (group && !world.isBotAdmin(group)) return;
    const render = (reactions: readonly { emoji: string }[]) =>
      reactions.map(({ emoji }) => ({ type: 'emoji', emoji }));
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
  tap(action: TapButton): TapResult {
    const { world, updates } = this.#core;
    const user = this.#user(action.userId);
    const chat = action.chatId === user.id ? world.privateChat(user.id) : this.#group(action.chatId);
    const message = this.#message(chat, action.messageId);
    const buttons = message.keyboard?.inline_keyboard.flat() ?? [];
    const button = buttons.find(({ text, callback_data: data }) => text === action.button || data === action.button);
    if (!button && action.forgedData === undefined)
      throw new ActionError(`There is no button "${action.button}" on this message`);
    if (button?.disabled) throw new ActionError('This button is disabled');
    if (button?.copy_text) return { kind: 'copied', text: button.copy_text.text };
    if (button?.url) return this.#openLink(user, button.url);
    const id = world.digits(18);
    world.state.callbackQueries[id] = {
      id,
      userId: user.id,
      chatId: chat.id,
      messageId: message.id,
      date: world.clock.nowSeconds(),
    };
    updates.push(
      'callback_query',
      {
        id,
        from: renderUser(world, user.id),
        message: action.isInaccessible
          ? { chat: renderChat(world, chat), message_id: message.id, date: 0 }
          : renderMessage(world, chat, message),
        chat_instance: chatInstance(chat.id),
        data: action.forgedData ?? button?.callback_data ?? '',
      },
      `callback:${user.id}`,
      CALLBACK_LIFETIME_SECONDS,
    );
    world.changed();
    return { kind: 'callback', callbackQueryId: id };
  }

  callbackAnswer(callbackQueryId: string): CallbackAnswer | undefined {
    return this.#core.world.state.callbackQueries[callbackQueryId]?.answer;
  }

  /** Presses Start, or opens `t.me/<bot>?start=<payload>`. Someone who blocked the bot unblocks it by this. */
  startBot(action: { userId: number; payload?: string }): SimMessage {
    const user = this.#user(action.userId);
    if (user.botChat === 'blocked') this.#announceBlock(user, false);
    user.botChat = 'started';
    return this.send({
      userId: user.id,
      chatId: user.id,
      text: action.payload ? `/start ${action.payload}` : '/start',
    });
  }

  /** Blocks the bot, which hears of it. */
  stopBot(action: { userId: number }): void {
    const user = this.#user(action.userId);
    if (user.botChat !== 'started') throw new ActionError('Only someone who started the bot can stop it');
    user.botChat = 'blocked';
    this.#announceBlock(user, true);
  }

  #announceBlock(user: SimUser, isBlocked: boolean): void {
    const { world, updates } = this.#core;
    const member = { user: world.botUser(), status: 'member' };
    const kicked = { user: world.botUser(), status: 'kicked', until_date: 0 };
    updates.push(
      'my_chat_member',
      {
        chat: renderChat(world, world.privateChat(user.id)),
        from: renderUser(world, user.id),
        date: world.clock.nowSeconds(),
        old_chat_member: isBlocked ? member : kicked,
        new_chat_member: isBlocked ? kicked : member,
      },
      `my_chat_member:${user.id}`,
    );
    world.changed();
  }

  #openLink(user: SimUser, url: string): TapResult {
    const payload = startParameter(url, this.#core.world.bot.username);
    return payload === undefined
      ? { kind: 'url', url }
      : { kind: 'started bot', messageId: this.startBot({ userId: user.id, payload }).id };
  }

  #user(id: number): SimUser {
    const user = this.#core.world.user(id);
    if (!user) throw new ActionError(`There is no user ${id}`);
    return user;
  }

  #group(id: number) {
    const group = this.#core.world.group(id);
    if (!group || group.migratedTo !== undefined) throw new ActionError(`There is no group ${id}`);
    return group;
  }

  #chat(chatId: number, user: SimUser): SimChat {
    if (chatId === user.id) return this.#core.world.privateChat(user.id);
    const group = this.#group(chatId);
    if (!this.#core.world.presentMembership(group, user.id)) throw new ActionError('CHAT_WRITE_FORBIDDEN');
    return group;
  }

  #message(chat: SimChat, id: number): SimMessage {
    const message = this.#core.world.message(chat, id);
    if (!message) throw new ActionError('MESSAGE_ID_INVALID');
    return message;
  }

  #topicFor(chat: SimChat, threadId: number | undefined): number | null {
    if (threadId === undefined) return null;
    const topic = chat.kind === 'private' ? undefined : findTopic(chat, threadId);
    if (!topic) throw new ActionError('TOPIC_DELETED');
    return topic.id;
  }

  /** True when this person writes as the group. */
  #requireWriter(chat: SimChat, user: SimUser, topicId: number | null): boolean {
    if (chat.kind === 'private') {
      if (user.botChat === 'blocked') throw new ActionError('YOU_BLOCKED_USER');
      return false;
    }
    if (!mayWriteInTopic(this.#core.world, chat, topicId, user.id)) throw new ActionError('TOPIC_CLOSED');
    const membership = this.#core.world.presentMembership(chat, user.id);
    return membership !== undefined && 'isAnonymous' in membership && membership.isAnonymous;
  }

  #store({ kind, name = '', mimeType = '', base64, size = 0, emoji }: FileFromUser) {
    const bytes = base64 === undefined ? { size } : { bytes: Buffer.from(base64, 'base64') };
    return storeFile(this.#core.world, kind, { name, mimeType, ...(emoji && { emoji }), ...bytes });
  }
}

function readUserText(text: string, entities: readonly ApiEntity[]): FormattedText {
  return withDetectedEntities(cleanText({ text, entities: [...entities] }));
}

/** [DOC] The same for every tap in a chat, and not the chat's id. */
function chatInstance(chatId: number): string {
  return createHash('sha256').update(`chat ${chatId}`).digest().readBigInt64BE().toString();
}
