import { GrammyError, HttpError } from 'grammy/web';
import type { TelegramApi } from '../../src/telegram/telegram-api.ts';

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
  isMember = true;

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
  createForumTopic: TelegramApi['createForumTopic'] = async (topic) => {
    await this.#call('createForumTopic', topic);
    return { message_thread_id: this.#nextId++ };
  };
  isChatMember: TelegramApi['isChatMember'] = async (member) => {
    await this.#call('isChatMember', member);
    return this.isMember;
  };
  editMessageText: TelegramApi['editMessageText'] = (edit) => this.#call('editMessageText', edit);
  editMessageReplyMarkup: TelegramApi['editMessageReplyMarkup'] = (edit) => this.#call('editMessageReplyMarkup', edit);
  closeForumTopic: TelegramApi['closeForumTopic'] = (topic) => this.#call('closeForumTopic', topic);
  reopenForumTopic: TelegramApi['reopenForumTopic'] = (topic) => this.#call('reopenForumTopic', topic);
  deleteForumTopic: TelegramApi['deleteForumTopic'] = (topic) => this.#call('deleteForumTopic', topic);
  sendChatAction: TelegramApi['sendChatAction'] = (action) => this.#call('sendChatAction', action);
  answerCallbackQuery: TelegramApi['answerCallbackQuery'] = (answer) => this.#call('answerCallbackQuery', answer);
  setMessageReaction: TelegramApi['setMessageReaction'] = (reaction) => this.#call('setMessageReaction', reaction);
}
