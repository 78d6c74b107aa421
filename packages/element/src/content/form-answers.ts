import type { ChatPrechatField } from '@support-chat/sdk';
import type { WirePrechatFault } from '@support-chat/sdk/protocol';
import type { RichPhrases } from '../i18n/translation.ts';

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
  words: Pick<RichPhrases, 'yes' | 'no'>,
): string {
  return fields
    .flatMap(({ name, label, kind }) => {
      const answer = answers.get(name) ?? (kind === 'checkbox' ? false : '');
      const text = typeof answer === 'string' ? answer : answer ? words.yes : words.no;
      // What takes several lines begins on one of its own.
      return text === '' ? [] : `${leadOf(label)}${text.includes('\n') ? '\n' : ' '}${text}`;
    })
    .join('\n');
}

/** Reads such a message again: answers by the name of their question, as they were written; none where it is another text. */
export function answersFromText(fields: readonly ChatPrechatField[], text: string): Map<string, string> {
  const answers = new Map<string, string[]>();
  let lines: string[] | undefined;
  let left = [...fields];
  for (const line of text.split('\n')) {
    // Answers come in the order of the questions; one that was left out has no line.
    const index = left.findIndex(({ label }) => line === leadOf(label) || line.startsWith(`${leadOf(label)} `));
    const field = left[index];
    if (field !== undefined) {
      lines = [line.slice(leadOf(field.label).length)];
      left = left.slice(index + 1);
      answers.set(field.name, lines);
    } else lines?.push(line);
  }
  return new Map([...answers].map(([name, written]) => [name, written.join('\n').trim()]));
}

function leadOf(label: string): string {
  return `${label.replace(/:$/, '')}:`;
}
