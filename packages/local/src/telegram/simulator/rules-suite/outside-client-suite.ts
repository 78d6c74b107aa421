import assert from 'node:assert/strict';
import type { ApiMessage } from '../api-types.ts';
import { SUPPORT_WORKSPACE, seedSupportWorkspace } from '../seed-support-workspace.ts';
import { seededRandom, standingClock } from '../simulator-suite.ts';
import { createTelegramSimulator } from '../telegram-simulator.ts';
import type { TelegramSimulator, TelegramSimulatorOptions } from '../telegram-simulator.ts';

export interface Refused {
  readonly ok: false;
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

export type Answered<T> = { readonly ok: true; readonly result: T; readonly description?: string } | Refused;

export interface ReceivedUpdate extends Record<string, unknown> {
  readonly update_id: number;
}

interface Delivery {
  readonly update: ReceivedUpdate;
  readonly headers: Headers;
  /** Seconds on the simulator's clock since the client was made. */
  readonly at: number;
}

const BOT = 1000001;
const ORIGIN = 'http://127.0.0.1:8081';
const WEBHOOK = 'https://bot.example/hook';

/**
 * A stranger with a token and an address: everything goes through requests and their JSON, to the Bot API as a bot and
 * to the control API as the people. Nothing is shared with the bridge, and no part of the simulator is touched.
 */
export class OutsideClient {
  readonly ids = { ...SUPPORT_WORKSPACE, bot: BOT };
  readonly forum = SUPPORT_WORKSPACE.forumId;
  readonly token: string;
  /** What came to the webhook. */
  readonly deliveries: Delivery[] = [];
  /** How the webhook answers; asked for every delivery. */
  answerWebhook: (count: number) => Response | Promise<Response> = () => new Response();
  readonly #simulator: TelegramSimulator;

  constructor(options: TelegramSimulatorOptions = {}) {
    this.#simulator = createTelegramSimulator({
      clock: standingClock,
      random: seededRandom(),
      rateLimits: 'off',
      webhookFetch: (request) => this.#receive(request),
      ...options,
    });
    seedSupportWorkspace(this.#simulator);
    this.token = this.#simulator.token;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return this.#simulator.fetch(new Request(`${ORIGIN}${path}`, init));
  }

  post(method: string, params: object = {}, token = this.token): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.fetch(`/bot${token}/${method}`, { method: 'POST', headers, body: JSON.stringify(params) });
  }

  async call<T>(method: string, params: object = {}): Promise<Answered<T>> {
    return (await (await this.post(method, params)).json()) as Answered<T>;
  }

  /** The result of a call that must succeed. */
  async ok<T = ApiMessage>(method: string, params: object = {}): Promise<T> {
    const answer = await this.call<T>(method, params);
    if (!answer.ok) assert.fail(`${method}: ${answer.description}`);
    return answer.result;
  }

  /** A call with files. */
  async upload<T = ApiMessage>(method: string, fields: object, files: Record<string, File>): Promise<Answered<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
      form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    for (const [name, file] of Object.entries(files)) form.set(name, file);
    const answer = await this.fetch(`/bot${this.token}/${method}`, { method: 'POST', body: form });
    return (await answer.json()) as Answered<T>;
  }

  /** A message of the bot, into General unless something else is said. */
  send(params: object = {}): Promise<ApiMessage> {
    return this.ok('sendMessage', { chat_id: this.forum, text: 'hello', ...params });
  }

  trySend(params: object = {}): Promise<Answered<ApiMessage>> {
    return this.call('sendMessage', { chat_id: this.forum, text: 'hello', ...params });
  }

  async createTopic(params: object = {}): Promise<number> {
    const topic = { chat_id: this.forum, name: 'Visitor', ...params };
    return (await this.ok<{ message_thread_id: number }>('createForumTopic', topic)).message_thread_id;
  }

  /** What people and hands do: `POST /sim/<verb>`. */
  async act<T = { id: number }>(verb: string, body: object): Promise<T> {
    const response = await this.fetch(`/sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    const answer = (await response.json()) as T & { error?: { message: string } };
    if (!response.ok) throw new Error(answer.error?.message);
    return answer;
  }

  async look<T>(verb: string, query: Record<string, string | number> = {}): Promise<T> {
    const entries = Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]);
    return (await (await this.fetch(`/sim/${verb}?${new URLSearchParams(entries)}`)).json()) as T;
  }

  /** Mika writes, into General unless something else is said. */
  say(text: string, where: object = {}): Promise<{ id: number }> {
    return this.act('send-message', { userId: this.ids.mika, chatId: this.forum, text, ...where });
  }

  async tap(messageId: number, button: string, where: object = {}): Promise<string> {
    const tap = { userId: this.ids.mika, chatId: this.forum, messageId, button, ...where };
    return (await this.act<{ callbackQueryId: string }>('tap', tap)).callbackQueryId;
  }

  /** A card with one button, tapped by Mika. */
  async tappedCard(): Promise<{ messageId: number; queryId: string }> {
    const { message_id: messageId } = await this.send(withButton({ text: 'Go', callback_data: 'go' }));
    return { messageId, queryId: await this.tap(messageId, 'Go') };
  }

  /** Makes the bot what it is not: a member, an administrator without rights … */
  setBotMember(change: object): Promise<unknown> {
    return this.act('set-member', { chatId: this.forum, userId: BOT, by: this.ids.mika, ...change });
  }

  /** What waits for the bot of one kind, without confirming it. */
  async waiting<T = ApiMessage>(kind: string): Promise<T[]> {
    const updates = await this.look<ReceivedUpdate[]>('updates');
    return updates.flatMap((update) => (kind in update ? [update[kind] as T] : []));
  }

  /** Confirms everything, so that only what follows waits. */
  async drain(): Promise<void> {
    const last = (await this.look<ReceivedUpdate[]>('updates')).at(-1);
    if (last) await this.ok('getUpdates', { offset: last.update_id + 1 });
  }

  /** Sets the webhook on an empty queue. */
  async openWebhook(params: object = {}): Promise<void> {
    await this.drain();
    await this.ok('setWebhook', { url: WEBHOOK, ...params });
  }

  advance(seconds: number): Promise<unknown> {
    return this.act('advance-clock', { durationMs: seconds * 1000 });
  }

  close(): void {
    this.#simulator.close();
  }

  async #receive(request: Request): Promise<Response> {
    const update = (await request.json()) as ReceivedUpdate;
    const { now } = await this.look<{ now: number }>('state');
    this.deliveries.push({ update, headers: request.headers, at: (now - standingClock.now()) / 1000 });
    return this.answerWebhook(this.deliveries.length);
  }
}

export function withButton(button: object): { reply_markup: object } {
  return { reply_markup: { inline_keyboard: [[button]] } };
}
