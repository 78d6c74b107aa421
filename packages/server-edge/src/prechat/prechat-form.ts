/**
 * The form before the chat, as an admin defined it. `setting_rules` in SQL says what a definition may be; what is not
 * like that is left out here, so that a wrong field is not asked instead of keeping everybody out.
 */
import * as z from 'zod';
import type { WirePrechatConsent, WirePrechatField, WirePrechatForm } from '@support-chat/sdk/protocol';
import { PRECHAT_FIELD_KINDS } from '../schemas/prechat.ts';
import {
  byLocale,
  fieldName,
  given,
  link,
  maybe,
  maybeList,
  settingsOf,
  text,
  wholeNumber,
} from '../widget-settings/lenient.ts';
import { compilePattern } from './safe-pattern.ts';

/** The answer to the form's own question for consent. */
export const CONSENT = 'consent';

/** The answers from which SQL fills in the visitor's profile, and how long it lets them be. */
const PROFILE_LIMITS: Readonly<Record<string, number>> = { name: 100, email: 320, phone: 40 };

/** How long answers may be that are no choice: by default, and what the database has room for. */
const LIMITS: Readonly<Record<WirePrechatField['kind'], { readonly usual: number; readonly most: number }>> = {
  text: { usual: 200, most: 2_000 },
  textarea: { usual: 2_000, most: 2_000 },
  email: { usual: 320, most: 320 },
  phone: { usual: 40, most: 40 },
  number: { usual: 40, most: 40 },
  select: { usual: 100, most: 100 },
  checkbox: { usual: 5, most: 5 },
  department: { usual: 36, most: 36 },
  category: { usual: 100, most: 100 },
  subject: { usual: 200, most: 200 },
};

const fieldSettings = z.object({
  name: fieldName,
  label: text(1, 200),
  labels: byLocale(200),
  kind: z.enum(PRECHAT_FIELD_KINDS),
  is_required: z.boolean().catch(false),
  placeholder: maybe(text(1, 200)),
  max_characters: maybe(wholeNumber(1, 2_000)),
  pattern: maybe(z.string()),
  options: maybeList(text(1, 100), 50),
});

const consentSettings = z
  .object({
    is_required: z.boolean().catch(false),
    text: text(1, 1_000),
    texts: byLocale(1_000),
    link: maybe(link),
    text_version: maybe(text(1, 100)),
  })
  .transform(given);

const formSettings = z.object({
  is_required: z.boolean().catch(false),
  title: text(1, 200).nullable().catch(null),
  fields: maybeList(fieldSettings, 30),
  consent: maybe(consentSettings),
});

export interface PrechatForm {
  /** As visitors get it. */
  readonly wire: WirePrechatForm;
  /** The patterns of its fields, compiled, by their names. */
  readonly patterns: ReadonlyMap<string, RegExp>;
}

/** Undefined where nothing is asked. A consent that must be given makes the whole form one that must be filled in. */
export function readPrechatForm(settings: unknown): PrechatForm | undefined {
  const { fields: listed = [], ...form } = formSettings.parse(settingsOf(settings));
  const taken = new Set(form.consent === undefined ? [] : [CONSENT]);
  const fields: WirePrechatField[] = [];
  const patterns = new Map<string, RegExp>();
  for (const settings of listed) {
    const field = readField(settings);
    if (field === undefined || taken.has(field.name)) continue;
    taken.add(field.name);
    const pattern = settings.pattern === undefined ? undefined : patternFor(field, settings.pattern);
    if (pattern !== undefined) patterns.set(field.name, pattern.compiled);
    fields.push({ ...field, ...(pattern === undefined ? {} : { pattern: pattern.source }) });
  }
  if (fields.length === 0 && form.consent === undefined) return undefined;
  return { wire: { ...given(form), is_required: form.is_required || mustConsent(form.consent), fields }, patterns };
}

/** Undefined for one that is not to be used, and where the answer is no free text. */
function patternFor({ kind, max_characters }: WirePrechatField, source: string) {
  if (!['text', 'textarea', 'email', 'phone', 'subject'].includes(kind)) return undefined;
  const compiled = compilePattern(source, max_characters);
  return compiled === undefined ? undefined : { source, compiled };
}

function mustConsent(consent: WirePrechatConsent | undefined): boolean {
  return consent?.is_required === true;
}

function readField(settings: z.output<typeof fieldSettings>): WirePrechatField | undefined {
  const { name, kind, label, labels, is_required, placeholder, options = [], max_characters: characters } = settings;
  if (kind === 'select' && options.length === 0) return undefined;
  // A name or an address that is true or false could never be answered.
  if (kind === 'checkbox' && name in PROFILE_LIMITS) return undefined;
  const { usual, most } = LIMITS[kind];
  const hasOptions = kind === 'select' || (kind === 'category' && options.length > 0);
  return given({
    name,
    label,
    labels,
    kind,
    is_required,
    placeholder,
    max_characters: Math.min(characters ?? usual, most, PROFILE_LIMITS[name] ?? most),
    options: hasOptions ? options : undefined,
  });
}
