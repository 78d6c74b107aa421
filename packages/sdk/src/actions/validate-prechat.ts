/**
 * Holds the answers to the form before the chat against it, by the rules of the server (`prechat/validate-answers.ts`
 * there), so that what is wrong is said at the field and before anything is sent.
 */
import type { WirePrechatFault } from '../protocol/widget-config.ts';
import type { ChatPrechatField, ChatPrechatForm } from '../store/chat-state.ts';
import type { PrechatAnswers } from '../support-chat.ts';

export type PrechatFaults = Readonly<Record<string, WirePrechatFault>>;

type Answer = string | boolean;

/** The answers without empty ones and needless white space, and what is wrong with them by the name of the field. */
export function validatePrechat(
  form: ChatPrechatForm | null,
  given: PrechatAnswers,
): { readonly answers: PrechatAnswers; readonly faults: PrechatFaults | null } {
  const faults: [string, WirePrechatFault][] = [];
  const answers: [string, Answer][] = [];
  const unasked = new Set(Object.keys(given));
  const look = (
    name: string,
    value: Answer | undefined,
    isRequired: boolean,
    faultOf: (value: Answer) => Fault,
  ): void => {
    unasked.delete(name);
    const fault = value === undefined ? (isRequired ? 'required' : null) : faultOf(value);
    if (fault) faults.push([name, fault]);
    else if (value !== undefined) answers.push([name, value]);
  };
  const own = (name: string): Answer | undefined => (Object.hasOwn(given, name) ? given[name] : undefined);

  for (const field of form?.fields ?? []) {
    look(field.name, cleaned(field, own(field.name)), field.isRequired, (value) => faultOfField(field, value));
  }
  const consent = form?.consent;
  if (consent) look('consent', own('consent'), consent.isRequired, (value) => faultOfCheck(value, consent.isRequired));
  for (const name of unasked) faults.push([name, 'unknown']);
  return { answers: Object.fromEntries(answers), faults: faults.length > 0 ? Object.fromEntries(faults) : null };
}

type Fault = WirePrechatFault | null;

/** Undefined for an empty answer, which is none. */
function cleaned({ kind }: ChatPrechatField, answer: Answer | undefined): Answer | undefined {
  if (typeof answer !== 'string') return answer;
  return (kind === 'textarea' ? answer : answer.replace(/\s+/gu, ' ')).trim() || undefined;
}

function faultOfField(field: ChatPrechatField, value: Answer): Fault {
  const { name, kind, isRequired, maxCharacters, options } = field;
  if (kind === 'checkbox') return faultOfCheck(value, isRequired);
  if (typeof value !== 'string') return 'type';
  if (Array.from(value).length > maxCharacters) return 'too_long';
  if ((kind === 'email' || kind === 'phone' || kind === 'number') && !SHAPES[kind](value)) return kind;
  const isChoice = kind === 'select' || kind === 'category';
  if (isChoice && options && !options.includes(value)) return 'option';
  if (kind === 'department' && !UUID.test(value)) return 'option';
  if (name === 'email' && !SHAPES.email(value)) return 'email';
  return matches(field, value) ? null : 'pattern';
}

function faultOfCheck(value: Answer, isRequired: boolean): Fault {
  if (typeof value !== 'boolean') return 'type';
  return isRequired && !value ? 'required' : null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const SHAPES: Readonly<Record<'email' | 'phone' | 'number', (text: string) => boolean>> = {
  email: (text) => /^[^@\s\p{Cc}<>,;"]{1,64}@[^@\s\p{Cc}<>,;"]+\.[^@\s\p{Cc}<>,;".]+$/u.test(text),
  // As people write them, with an extension perhaps; E.164 has at most 15 digits.
  phone: (text) => {
    const digits = text.replace(/\D/gu, '').length;
    return /^\+?[\d\s()./-]+(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?$/iu.test(text) && digits >= 5 && digits <= 21;
  },
  number: (text) => /^[+-]?\d+(?:[.,]\d+)?$/.test(text),
};

function matches({ pattern }: ChatPrechatField, value: string): boolean {
  if (pattern === null) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true; // one that this browser does not know; the server has the last word
  }
}
