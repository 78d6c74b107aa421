/** Updates as Telegram sends them, and what reading one has to give. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Update } from 'grammy/types';
import { readUpdate } from '../../src/telegram/read-update.ts';
import type { TelegramIntent } from '../../src/telegram/telegram-intent.ts';
import { BOT, FORUM, MIKA } from './fake-bridge.ts';

export const forum = { id: FORUM, type: 'supergroup', title: 'Support', is_forum: true };
export const dm = { id: MIKA, type: 'private', first_name: 'Mika' };
export const mika = { id: MIKA, is_bot: false, first_name: 'Mika', last_name: 'Lindgren', username: 'mika_harbor' };
const TOPIC = { message_thread_id: 77, is_topic_message: true };

export type Fields = Readonly<Record<string, unknown>>;

/** A message of Mika in a visitor's topic, unless told otherwise. `undefined` takes a field away. */
export function message(fields: Fields): Update {
  const content = { message_id: 5, date: 1, chat: forum, from: mika, ...TOPIC, ...fields };
  const present = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  return { update_id: 1, message: present } as unknown as Update;
}

export const general = { message_thread_id: undefined, is_topic_message: undefined };
export const inDm = { chat: dm, ...general };

export function edited(fields: Fields): Update {
  return { update_id: 1, edited_message: message(fields).message } as unknown as Update;
}

export function update(fields: Fields): Update {
  return { update_id: 1, ...fields } as unknown as Update;
}

export const emoji = (symbol: string) => ({ type: 'emoji', emoji: symbol });

export function reaction(fields: Fields): Update {
  return update({
    message_reaction: { chat: forum, message_id: 5, date: 1, old_reaction: [], new_reaction: [], ...fields },
  });
}

export type Row = readonly [
  title: string,
  update: Update,
  expected: Partial<Record<string, unknown>> & { readonly kind: TelegramIntent['kind'] },
];

export const ignored = (reason: string) => ({ kind: 'ignore', reason }) as const;
export const topicPlace = { kind: 'topic', chatId: FORUM, threadId: 77 };
export const dmPlace = { kind: 'dm', chatId: MIKA };
export const author = { telegramUserId: MIKA, name: 'Mika Lindgren', username: 'mika_harbor' };
/** One test for each row: the update is read as at least that. */
export function itReads(rows: readonly Row[]): void {
  for (const [title, given, expected] of rows) {
    it(title, () => {
      const intent = readUpdate(given, BOT) as unknown as Record<string, unknown>;
      const compared = Object.fromEntries(Object.keys(expected).map((key) => [key, intent[key]]));
      assert.deepEqual(compared, expected);
    });
  }
}
