/**
 * Holds a visitor's answers against the form that they were asked. Pure: no answer is believed, kept or thrown away
 * anywhere else.
 */
import type { WirePrechatFault, WirePrechatField } from '@support-chat/sdk/protocol';
import type { PrechatAnswers } from '../schemas/prechat.ts';
import { CONSENT, type PrechatForm } from './prechat-form.ts';

/** What was answered, ready to be stored. Fields that were left empty are not in it. */
export interface ValidAnswers {
  readonly answers: PrechatAnswers;
  readonly departmentId?: string;
  readonly category?: string;
  readonly subject?: string;
}

export type AnswersResult =
  | { readonly kind: 'valid'; readonly values: ValidAnswers }
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, WirePrechatFault>> };

/** No form means that nothing may be answered. */
export function validateAnswers(form: PrechatForm | undefined, given: PrechatAnswers): AnswersResult {
  const consentAsked = form?.wire.consent;
  const asked = new Map((form?.wire.fields ?? []).map((field) => [field.name, field]));
  const faults: [string, WirePrechatFault][] = [];
  const answers: [string, string | boolean][] = [];

  for (const name of Object.keys(given)) {
    if (!asked.has(name) && !(name === CONSENT && consentAsked !== undefined)) faults.push([name, 'unknown']);
  }
  for (const field of asked.values()) {
    const value = Object.hasOwn(given, field.name) ? cleaned(field, given[field.name]) : undefined;
    const fault =
      value === undefined ? missing(field.is_required) : faultOf(field, value, form?.patterns.get(field.name));
    if (fault !== undefined) faults.push([field.name, fault]);
    else if (value !== undefined) answers.push([field.name, value]);
  }
  if (consentAsked !== undefined) {
    const { is_required } = consentAsked;
    const consent = Object.hasOwn(given, CONSENT) ? given[CONSENT] : undefined;
    const fault = consent === undefined ? missing(is_required) : checkedFault(consent, is_required);
    if (fault !== undefined) faults.push([CONSENT, fault]);
    else if (consent !== undefined) answers.push([CONSENT, consent]);
  }
  if (faults.length > 0) return { kind: 'invalid', fields: Object.fromEntries(faults) };
  return { kind: 'valid', values: sorted([...asked.values()], new Map(answers)) };
}

function missing(isRequired: boolean): WirePrechatFault | undefined {
  return isRequired ? 'required' : undefined;
}

/** Undefined for an empty answer, which is none. */
function cleaned(field: WirePrechatField, answer: string | boolean | undefined): string | boolean | undefined {
  if (typeof answer !== 'string') return answer;
  const text = field.kind === 'textarea' ? answer.trim() : answer.replace(/\s+/gu, ' ').trim();
  return text === '' ? undefined : text;
}

function faultOf(
  field: WirePrechatField,
  value: string | boolean,
  pattern: RegExp | undefined,
): WirePrechatFault | undefined {
  if (field.kind === 'checkbox') return checkedFault(value, field.is_required);
  if (typeof value !== 'string') return 'type';
  if (value.length > field.max_characters * 2 || Array.from(value).length > field.max_characters) return 'too_long';
  if (!isOfKind(field, value)) return FAULT_BY_KIND[field.kind] ?? 'option';
  // Whatever the kind, SQL takes an answer of this name for the visitor's address.
  if (field.name === 'email' && !isEmail(value)) return 'email';
  return pattern === undefined || pattern.test(value) ? undefined : 'pattern';
}

const FAULT_BY_KIND: Partial<Readonly<Record<WirePrechatField['kind'], WirePrechatFault>>> = {
  email: 'email',
  phone: 'phone',
  number: 'number',
};

function isOfKind({ kind, options }: WirePrechatField, value: string): boolean {
  switch (kind) {
    case 'email':
      return isEmail(value);
    case 'phone':
      return isPhone(value);
    case 'number':
      return /^[+-]?\d+(?:[.,]\d+)?$/.test(value);
    case 'select':
    case 'category':
      return options === undefined || options.includes(value);
    case 'department':
      // Whether there is such a department, the database knows better than a widget remembered from a minute ago.
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    case 'text':
    case 'textarea':
    case 'subject':
    case 'checkbox':
      return true;
  }
}

/** Stricter than `support.is_email`, so that what passes here is not refused there. */
function isEmail(text: string): boolean {
  return /^[^@\s\p{Cc}<>,;"]{1,64}@[^@\s\p{Cc}<>,;"]+\.[^@\s\p{Cc}<>,;".]+$/u.test(text);
}

/** As people write them, with 5 to 15 digits (E.164 has 15 at most), and an extension perhaps. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/gu, '').length;
  return /^\+?[\d\s()./-]+(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?$/iu.test(text) && digits >= 5 && digits <= 21;
}

function checkedFault(value: string | boolean, isRequired: boolean): WirePrechatFault | undefined {
  if (typeof value !== 'boolean') return 'type';
  return isRequired && !value ? 'required' : undefined;
}

/** Answers that mean more than themselves go where they belong as well. */
function sorted(fields: readonly WirePrechatField[], answers: Map<string, string | boolean>): ValidAnswers {
  const answerTo = (kind: WirePrechatField['kind']): string | undefined => {
    for (const field of fields) {
      const value = field.kind === kind ? answers.get(field.name) : undefined;
      if (typeof value === 'string') return value;
    }
    return undefined;
  };
  // SQL fills in the profile by these names; a form may have chosen others.
  for (const kind of ['email', 'phone'] as const) {
    const value = answerTo(kind);
    if (value !== undefined && !fields.some(({ name }) => name === kind)) answers.set(kind, value);
  }
  const departmentId = answerTo('department');
  const category = answerTo('category');
  const subject = answerTo('subject');
  return {
    answers: Object.fromEntries(answers),
    ...(departmentId === undefined ? {} : { departmentId }),
    ...(category === undefined ? {} : { category }),
    ...(subject === undefined ? {} : { subject }),
  };
}
