import type { FunctionArguments } from './database-caller.ts';

/** `{ messageId: 'x' }` → `{ p_message_id: 'x' }`. What is `undefined` is left out, so that the SQL default applies. */
export function namedArguments(args: object): FunctionArguments {
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    if (value !== undefined) named[`p_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`] = value;
  }
  return named;
}
