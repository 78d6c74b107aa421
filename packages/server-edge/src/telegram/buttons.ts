import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Conversation } from './bridge-deps.ts';
import { formatCallbackData, type CardAction } from './callback-data.ts';
import type { CannedResponse } from '../db/team-db.ts';
import { cleanLine } from './plain-text.ts';

const LABELS: Readonly<Record<CardAction, string>> = {
  claim: 'Claim',
  pass: 'Pass',
  close: 'Close',
  reopen: 'Reopen',
  canned: 'Canned',
  ban: 'Ban',
  unban: 'Unban',
  use: 'Write here',
};

const MAX_LABEL_UNITS = 60;

/** Where a card stands decides what can be done from it: a group's card offers the claim first. */
export type CardPlace = 'topic' | 'group' | 'dm';

export function cardButtons(conversation: Conversation, place: CardPlace, isBanned = false): InlineKeyboardMarkup {
  const ban = isBanned ? 'unban' : 'ban';
  return {
    inline_keyboard: rowsFor(conversation, place, ban).map((actions) =>
      actions.map((action) => button(action, conversation.id)),
    ),
  };
}

function rowsFor({ status, agent }: Conversation, place: CardPlace, ban: 'ban' | 'unban'): readonly CardAction[][] {
  const isOver = status === 'closed' || status === 'resolved';
  // In the whole group's chat a card is for finding who takes it; answers and bans belong where the conversation is.
  if (place === 'group') return isOver ? [['reopen']] : agent === null ? [['claim']] : [['pass', 'close']];
  if (isOver) return [['reopen', ban]];
  return [
    [agent === null ? 'claim' : 'pass', 'close'],
    ['canned', ban],
  ];
}

function button(action: CardAction, conversationId: string): InlineKeyboardButton {
  return { text: LABELS[action], callback_data: formatCallbackData({ action, conversationId }) };
}

/** In direct messages, below the others: what is written without a reply goes to this conversation from then on. */
export function withChoice(
  { inline_keyboard: rows }: InlineKeyboardMarkup,
  conversationId: string,
): InlineKeyboardMarkup {
  return { inline_keyboard: [...rows, [button('use', conversationId)]] };
}

/** One below the other: titles are long. */
export function cannedButtons(conversationId: string, responses: readonly CannedResponse[]): InlineKeyboardMarkup {
  return {
    inline_keyboard: responses.map(({ id, title, shortcut }) => [
      {
        text: cleanLine(title, MAX_LABEL_UNITS) || shortcut,
        callback_data: formatCallbackData({ action: 'say', conversationId, responseId: id }),
      },
    ]),
  };
}

export const NO_BUTTONS: InlineKeyboardMarkup = { inline_keyboard: [] };
