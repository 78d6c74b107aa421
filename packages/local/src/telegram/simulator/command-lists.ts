import type { World } from './world.ts';
import type { SimChat, SimCommand, SimUser } from './world-state.ts';

export interface CommandScope {
  readonly type: string;
  readonly chatId?: number;
  readonly userId?: number;
  /** Two letters, or empty for everybody else. */
  readonly language: string;
}

/** Where the list of a scope is kept. */
export function commandKey({ type, chatId = 0, userId = 0, language }: CommandScope): string {
  return [type, chatId || '', userId || '', language].join('|');
}

/**
 * The commands somebody is offered in a chat: the list of the narrowest scope that has one, in their language before
 * any [DOC, Determining list of commands].
 */
export function commandsFor(world: World, chat: SimChat, user: SimUser): readonly SimCommand[] {
  for (const scope of scopesOf(world, chat, user)) {
    for (const language of [user.languageCode ?? '', '']) {
      const list = world.bot.commands[commandKey({ ...scope, language })];
      if (list) return list;
    }
  }
  return [];
}

function scopesOf(world: World, chat: SimChat, user: SimUser): Omit<CommandScope, 'language'>[] {
  const chatId = chat.id;
  if (chat.kind === 'private') return [{ type: 'chat', chatId }, { type: 'all_private_chats' }, { type: 'default' }];
  const status = world.membership(chat, user.id)?.status;
  const isAdmin = status === 'administrator' || status === 'creator';
  return [
    { type: 'chat_member', chatId, userId: user.id },
    ...(isAdmin ? [{ type: 'chat_administrators', chatId }] : []),
    { type: 'chat', chatId },
    ...(isAdmin ? [{ type: 'all_chat_administrators' }] : []),
    { type: 'all_group_chats' },
    { type: 'default' },
  ];
}
