import type { ChatPrechatField } from '@support-chat/sdk';
import type { WirePrechatFault } from '@support-chat/sdk/protocol';

export type FormAnswers = ReadonlyMap<string, string | boolean>;

const SHAPES: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s.]+$/,
  phone: /^\+?[\d\s()./-]{5,30}$/,
  number: /^[+-]?\d+([.,]\d+)?$/,
};

/** What is wrong with an answer; null when nothing is. */
export function faultOf(
  { kind, isRequired, maxCharacters, options }: ChatPrechatField,
  answer: string | boolean | undefined,
): WirePrechatFault | null {
  if (answer === undefined || answer === false || answer === '') return isRequired ? 'required' : null;
  if (typeof answer === 'boolean') return null;
  if (answer.length > maxCharacters) return 'too_long';
  if (options !== null && !options.includes(answer)) return 'option';
  if (SHAPES[kind]?.test(answer) === false) return kind as 'email' | 'phone' | 'number';
  return null;
}

/** The answers as a message that reads well without the form: a line for each question that has one. */
export function answersAsText(
  fields: readonly ChatPrechatField[],
  answers: FormAnswers,
  words: { readonly yes: string; readonly no: string },
): string {
  return fields
    .flatMap(({ name, label, kind }) => {
      const answer = answers.get(name) ?? (kind === 'checkbox' ? false : '');
      const text = typeof answer === 'string' ? answer : answer ? words.yes : words.no;
      // What takes several lines begins on one of its own.
      return text === '' ? [] : `${label.replace(/:$/, '')}:${text.includes('\n') ? '\n' : ' '}${text}`;
    })
    .join('\n');
}
