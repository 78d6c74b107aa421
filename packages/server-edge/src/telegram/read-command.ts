import type { Command } from './telegram-intent.ts';

/** What a text is, before anybody may see it. Whatever starts with a slash is never `text`. */
export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'command'; readonly command: Command; readonly argument: string }
  | { readonly kind: 'start'; readonly payload: string }
  | { readonly kind: 'other_bots_command' }
  | { readonly kind: 'unknown_command' };

const COMMANDS: Readonly<Record<string, Command>> = {
  close: 'close',
  reopen: 'reopen',
  claim: 'claim',
  take: 'claim',
  pass: 'pass',
  help: 'help',
  note: 'note',
};

/**
 * Telegram marks commands with an entity, but only well-formed ones. An agent who mistypes a command means it all the
 * same, so the slash decides; the pattern only finds the name and the bot it is meant for.
 */
export function readText(text: string, botUsername: string): ReadText {
  const trimmed = text.trim();
  if (!trimmed.startsWith('/')) return { kind: 'text', text };
  if (trimmed.startsWith('//')) return { kind: 'note', text: trimmed.slice(2).trim() };
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?![^\s])\s*([\s\S]*)$/.exec(trimmed);
  if (match === null) return { kind: 'unknown_command' };
  const [, name = '', addressee, argument = ''] = match;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase())
    return { kind: 'other_bots_command' };
  if (name.toLowerCase() === 'start') return { kind: 'start', payload: argument };
  const command = Object.hasOwn(COMMANDS, name.toLowerCase()) ? COMMANDS[name.toLowerCase()] : undefined;
  if (command === undefined) return { kind: 'unknown_command' };
  return command === 'note' && argument !== ''
    ? { kind: 'note', text: argument }
    : { kind: 'command', command, argument };
}
