import assert from 'node:assert/strict';
import type { Clock } from '../clock.ts';
import type { ApiMessage } from './api-types.ts';
import { SUPPORT_WORKSPACE, seedSupportWorkspace } from './seed-support-workspace.ts';
import { createTelegramSimulator } from './telegram-simulator.ts';
import type { TelegramSimulator, TelegramSimulatorOptions } from './telegram-simulator.ts';

/** Time that only the test moves. */
export const standingClock: Clock = { now: () => Date.UTC(2026, 10, 21, 9), setTimer: () => () => {} };

/** The same "random" numbers on every run (mulberry32). */
export function seededRandom(seed = 7): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Resolves once `check` holds, asked again every turn of the event loop. */
export async function until(check: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000; turn++) {
    if (check()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail(`What was waited for did not happen: ${check.toString()}`);
}

export interface Refusal {
  readonly ok: false;
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

export type Answer<T> = { readonly ok: true; readonly result: T; readonly description?: string } | Refusal;

/** A seeded simulator with a clock that stands still, and short ways to call it. */
export class Stage {
  readonly simulator: TelegramSimulator;
  readonly ids = SUPPORT_WORKSPACE;

  constructor(options: TelegramSimulatorOptions = {}) {
    this.simulator = createTelegramSimulator({
      clock: standingClock,
      random: seededRandom(),
      rateLimits: 'off',
      ...options,
    });
    seedSupportWorkspace(this.simulator);
  }

  get control() {
    return this.simulator.control;
  }

  get forum(): number {
    return this.ids.forumId;
  }

  async request(method: string, params: object = {}, init: RequestInit = {}): Promise<Response> {
    return this.simulator.fetch(
      new Request(`http://127.0.0.1/bot${this.simulator.token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
        ...init,
      }),
    );
  }

  /** The whole answer, whatever it is. */
  async call<T = ApiMessage>(method: string, params: object = {}): Promise<Answer<T>> {
    return (await (await this.request(method, params)).json()) as Answer<T>;
  }

  /** The result of a call that must succeed. */
  async ok<T = ApiMessage>(method: string, params: object = {}): Promise<T> {
    const answer = await this.call<T>(method, params);
    if (!answer.ok) assert.fail(`${method}: ${answer.description}`);
    return answer.result;
  }

  /** The refusal of a call that must fail. */
  async refused(method: string, params: object = {}): Promise<Refusal> {
    const answer = await this.call<unknown>(method, params);
    if (answer.ok) assert.fail(`${method} was expected to be refused`);
    return answer;
  }

  send(text: string, params: object = {}): Promise<ApiMessage> {
    return this.ok('sendMessage', { chat_id: this.forum, text, ...params });
  }

  async createTopic(name = 'Visitor 1024'): Promise<number> {
    return (await this.ok<{ message_thread_id: number }>('createForumTopic', { chat_id: this.forum, name }))
      .message_thread_id;
  }

  /** Forgets what is queued, so that a test sees only its own updates. */
  async drain(): Promise<void> {
    const last = this.control.pendingUpdates().at(-1);
    if (last) await this.ok('getUpdates', { offset: Number(last['update_id']) + 1 });
  }

  /** Queued updates of one kind, without their ids. */
  updates<T = ApiMessage>(kind: string): T[] {
    return this.control.pendingUpdates().flatMap((update) => (kind in update ? [update[kind] as T] : []));
  }
}
