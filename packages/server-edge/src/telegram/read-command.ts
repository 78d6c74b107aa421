import type { MessageEntity } from 'grammy/types';
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

/** Nothing that can be seen, or the mark of a quote: a command behind one is meant as a command. */
const UNSEEN_START = /^[\s>\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;

/** The slash and what keyboards offer that looks like it: full-width, fraction, division, big. Up to two in front count. */
const SLASHES = /^[/\uFF0F\u2044\u2215\u29F8]{1,2}/;

/**
 * Telegram marks commands with an entity, but only well-formed ones. An agent who mistypes a command means it all the
 * same, so the slash decides; the pattern only finds the name and the bot it is meant for.
 */
export function readText(text: string, botUsername: string, entities: readonly MessageEntity[] = []): ReadText {
  const whole = readWords(text, botUsername);
  const behind = behindQuote(text, entities);
  if (whole.kind !== 'text' || behind === 0) return whole;
  const rest = readWords(text.slice(behind), botUsername);
  return rest.kind === 'text' ? whole : rest;
}

/** Where a quote that begins the text ends, 0 without one: what stands below it is what its author says. */
function behindQuote(text: string, entities: readonly MessageEntity[]): number {
  const start = text.length - text.trimStart().length;
  const quotes = entities.filter(({ type, offset }) => QUOTES.includes(type) && offset <= start);
  return Math.max(0, ...quotes.map(({ offset, length }) => offset + length));
}

const QUOTES: readonly MessageEntity['type'][] = ['blockquote', 'expandable_blockquote'];

function readWords(text: string, botUsername: string): ReadText {
  const trimmed = text
    .replace(UNSEEN_START, '')
    .trimEnd()
    .replace(SLASHES, (slashes) => '/'.repeat(slashes.length));
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
