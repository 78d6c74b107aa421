import { GrammyError, HttpError } from 'grammy/web';
import type { MemberRank, TelegramApi, TopicIcon } from '../../src/telegram/telegram-api.ts';

export interface ApiCall {
  readonly method: keyof TelegramApi;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A refusal as grammY throws it. */
export function refusal(
  code: number,
  description: string,
  parameters: { readonly retry_after?: number; readonly migrate_to_chat_id?: number } = {},
  payload: Readonly<Record<string, unknown>> = {},
): GrammyError {
  const error = { ok: false, error_code: code, description, parameters } as const;
  return new GrammyError('Call to a method failed!', error, 'sendMessage', { ...payload });
}

/** No readable answer, as grammY throws it. */
export function noAnswer(message: string, cause?: unknown): HttpError {
  return new HttpError('Network request failed!', new Error(message, { cause }));
}

/** Telegram as a list of what was asked of it. Succeeds unless told otherwise; message and thread ids count up from 100. */
export class ScriptedApi implements TelegramApi {
  readonly calls: ApiCall[] = [];
  readonly #failures: {
    readonly method: keyof TelegramApi;
    readonly fits: (params: ApiCall['params']) => boolean;
    readonly error: Error;
  }[] = [];
  #nextId = 100;
  allowedReactions: readonly string[] | null = null;
  rank: MemberRank = 'admin';
  icons: readonly TopicIcon[] = [];

  /** The next call of this method whose parameters fit fails. */
  fail(method: keyof TelegramApi, error: Error, fits: (params: ApiCall['params']) => boolean = () => true): void {
    this.#failures.push({ method, error, fits });
  }

  callsOf(method: keyof TelegramApi): readonly ApiCall['params'][] {
    return this.calls.filter((call) => call.method === method).map(({ params }) => params);
  }

  methods(): readonly string[] {
    return this.calls.map(({ method }) => method);
  }

  sentTexts(): readonly unknown[] {
    return this.callsOf('sendMessage').map(({ text }) => text);
  }

  async #call(method: keyof TelegramApi, params: object): Promise<void> {
    const given = params as ApiCall['params'];
    this.calls.push({ method, params: given });
    const index = this.#failures.findIndex((failure) => failure.method === method && failure.fits(given));
    const [failure] = index === -1 ? [] : this.#failures.splice(index, 1);
    if (failure !== undefined) throw failure.error;
  }

  sendMessage: TelegramApi['sendMessage'] = async (message) => {
    await this.#call('sendMessage', message);
    return { message_id: this.#nextId++ };
  };
  sendFile: TelegramApi['sendFile'] = async (file) => {
    await this.#call('sendFile', file);
    return { message_id: this.#nextId++ };
  };
  sendAlbum: TelegramApi['sendAlbum'] = async (album) => {
    await this.#call('sendAlbum', album);
    return album.items.map(() => ({ message_id: this.#nextId++ }));
  };
  /** What people put into the chat, by file id. */
  readonly files = new Map<string, Uint8Array>();
  downloadFile: TelegramApi['downloadFile'] = async (file) => {
    await this.#call('downloadFile', file);
    const bytes = this.files.get(file.file_id);
    if (bytes === undefined) throw refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
    return bytes;
  };
  createForumTopic: TelegramApi['createForumTopic'] = async (topic) => {
    await this.#call('createForumTopic', topic);
    return { message_thread_id: this.#nextId++ };
  };
  editMessageCaption: TelegramApi['editMessageCaption'] = (edit) => this.#call('editMessageCaption', edit);
  editMessageText: TelegramApi['editMessageText'] = (edit) => this.#call('editMessageText', edit);
  editMessageReplyMarkup: TelegramApi['editMessageReplyMarkup'] = (edit) => this.#call('editMessageReplyMarkup', edit);
  /** Asked about everybody who writes, so it is not among the calls. */
  getMemberRank: TelegramApi['getMemberRank'] = async () => this.rank;
  getOwnGroup: TelegramApi['getOwnGroup'] = async (chatId, botId) => {
    await this.#call('getOwnGroup', { chatId, botId });
    return { title: 'Harbor team', isForum: true, isAdmin: true, rights: [] };
  };
  /** Asked once by everybody, so it is not among the calls. */
  getForumTopicIconStickers: TelegramApi['getForumTopicIconStickers'] = async () => this.icons;
  editForumTopic: TelegramApi['editForumTopic'] = (topic) => this.#call('editForumTopic', topic);
  setMyCommands: TelegramApi['setMyCommands'] = (menu) => this.#call('setMyCommands', menu);
  closeForumTopic: TelegramApi['closeForumTopic'] = (topic) => this.#call('closeForumTopic', topic);
  reopenForumTopic: TelegramApi['reopenForumTopic'] = (topic) => this.#call('reopenForumTopic', topic);
  deleteForumTopic: TelegramApi['deleteForumTopic'] = (topic) => this.#call('deleteForumTopic', topic);
  sendChatAction: TelegramApi['sendChatAction'] = (action) => this.#call('sendChatAction', action);
  answerCallbackQuery: TelegramApi['answerCallbackQuery'] = (answer) => this.#call('answerCallbackQuery', answer);
  deleteMessage: TelegramApi['deleteMessage'] = (message) => this.#call('deleteMessage', message);
  getAllowedReactions: TelegramApi['getAllowedReactions'] = async (chatId) => {
    await this.#call('getAllowedReactions', { chat_id: chatId });
    return this.allowedReactions;
  };
  setMessageReaction: TelegramApi['setMessageReaction'] = (reaction) => this.#call('setMessageReaction', reaction);
}
