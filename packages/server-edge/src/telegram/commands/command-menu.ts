/**
 * What agents can ask the bot, by name. One list for `/help`, for the menus that Telegram's apps show, and for reading
 * what was typed, so that nothing is announced that does not work.
 */
import type { Command } from '../telegram-intent.ts';

export interface KnownCommand {
  /** What is typed behind the slash. */
  readonly name: string;
  /** Null for what does not go the way of the others. */
  readonly command: Command | null;
  /** What may stand behind it; empty when nothing does. */
  readonly usage: string;
  readonly description: string;
  /** Only for admins of the organization or of the group. */
  readonly isForAdmins?: true;
}

export const KNOWN_COMMANDS: readonly KnownCommand[] = [
  { name: 'take', command: 'claim', usage: '', description: 'Take the conversation' },
  { name: 'pass', command: 'pass', usage: '', description: 'Give it back to the team' },
  { name: 'assign', command: 'assign', usage: 'name', description: 'Hand it to a colleague, or to “me”' },
  { name: 'close', command: 'close', usage: '', description: 'End the conversation' },
  { name: 'reopen', command: 'reopen', usage: '', description: 'Open it again' },
  { name: 'snooze', command: 'snooze', usage: '30m, 2h, 3d or off', description: 'Put it off for a while' },
  { name: 'note', command: 'note', usage: 'text', description: 'A note for the team; so is //text' },
  { name: 'c', command: 'canned', usage: 'word', description: 'Canned answers to choose from' },
  { name: 'del', command: null, usage: '', description: 'Take back the answer you reply to' },
  { name: 'info', command: 'info', usage: '', description: 'Who the visitor is' },
  { name: 'history', command: 'history', usage: '', description: 'Their earlier conversations' },
  { name: 'name', command: 'name', usage: 'new name', description: 'Name the visitor' },
  { name: 'lang', command: 'lang', usage: 'de', description: 'The language the visitor reads' },
  { name: 'ban', command: 'ban', usage: '7d reason', description: 'Block the visitor', isForAdmins: true },
  { name: 'unban', command: 'unban', usage: '', description: 'Let the visitor back in', isForAdmins: true },
  { name: 'help', command: 'help', usage: '', description: 'What I understand' },
];

export interface CommandMenu {
  readonly scope: { readonly type: 'all_group_chats' | 'all_chat_administrators' | 'all_private_chats' };
  readonly commands: readonly { readonly command: string; readonly description: string }[];
}

/** For `setMyCommands`, one call each. Telegram shows an administrator the list for administrators instead. */
export const COMMAND_MENUS: readonly CommandMenu[] = [
  { scope: { type: 'all_group_chats' }, commands: menuOf((command) => command.isForAdmins !== true) },
  { scope: { type: 'all_chat_administrators' }, commands: menuOf(() => true) },
  { scope: { type: 'all_private_chats' }, commands: menuOf(() => true) },
];

export function helpText(): string {
  return [
    'What you write here goes to the visitor. A slash in front never does.',
    ...KNOWN_COMMANDS.map(({ name, usage, description, isForAdmins }) =>
      [`/${name}`, usage === '' ? '' : ` ${usage}`, ` – ${description}`, isForAdmins === true ? ' (admins)' : ''].join(
        '',
      ),
    ),
  ].join('\n');
}

function menuOf(fits: (command: KnownCommand) => boolean): CommandMenu['commands'] {
  return KNOWN_COMMANDS.filter(fits).map(({ name, description }) => ({ command: name, description }));
}
