import { KNOWN_COMMANDS } from './commands/command-menu.ts';
import type { Command } from './telegram-intent.ts';

/** What a text is, before anybody may see it. Whatever starts with a slash is never `text`. */
export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'command'; readonly command: Command; readonly argument: string }
  | { readonly kind: 'start'; readonly payload: string }
  | { readonly kind: 'deletion' }
  | { readonly kind: 'other_bots_command' }
  | { readonly kind: 'unknown_command' };

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['claim', 'claim'],
  ...KNOWN_COMMANDS.flatMap(({ name, command }) => (command === null ? [] : [[name, command] as const])),
]);

/** Nothing that can be seen: a command behind one is meant as a command. */
const INVISIBLE_START = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;

/**
 * Telegram marks commands with an entity, but only well-formed ones. An agent who mistypes a command means it all the
 * same, so the slash decides; the pattern only finds the name and the bot it is meant for.
 */
export function readText(text: string, botUsername: string): ReadText {
  const trimmed = text.replace(INVISIBLE_START, '').trimEnd();
  if (!trimmed.startsWith('/')) return { kind: 'text', text };
  if (trimmed.startsWith('//')) return { kind: 'note', text: trimmed.slice(2).trim() };
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?![^\s])\s*([\s\S]*)$/.exec(trimmed);
  if (match === null) return { kind: 'unknown_command' };
  const [, name = '', addressee, argument = ''] = match;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase())
    return { kind: 'other_bots_command' };
  if (name.toLowerCase() === 'start') return { kind: 'start', payload: argument };
  if (name.toLowerCase() === 'del') return { kind: 'deletion' };
  const command = COMMANDS.get(name.toLowerCase());
  if (command === undefined) return { kind: 'unknown_command' };
  return command === 'note' && argument !== ''
    ? { kind: 'note', text: argument }
    : { kind: 'command', command, argument };
}

/** What a text says as a note; null for one that is none, or an empty one. */
export function noteIn(read: ReadText): string | null {
  return read.kind === 'note' && read.text !== '' ? read.text : null;
}
