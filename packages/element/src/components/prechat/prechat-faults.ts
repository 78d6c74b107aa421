import type { ChatPrechatForm } from '@support-chat/sdk';
import type { WirePrechatFault } from '@support-chat/sdk/protocol';
import type { Translation } from '../../i18n/translation.ts';

export type PrechatFaults = Readonly<Record<string, WirePrechatFault>>;

/** What `details` of `prechat_invalid` says about the fields of this form; null when it is about none of them. */
export function faultsOf(form: ChatPrechatForm, details: unknown): PrechatFaults | null {
  const { fields } = Object(details) as { readonly fields?: PrechatFaults };
  const faults = Object.entries(fields ?? {}).filter(
    ([name]) => name === 'consent' || form.fields.some((field) => field.name === name),
  );
  return faults.length === 0 ? null : Object.fromEntries(faults);
}

/** In words that say what to do. `limit`: how many characters there may be. */
export function describeFault(fault: WirePrechatFault, phrases: Translation, limit = 0): string {
  const { required, email, phone, number, option, other } = phrases.answerFaults;
  switch (fault) {
    case 'too_long':
      return phrases.answerTooLong(limit);
    case 'required':
      return required;
    case 'email':
      return email;
    case 'phone':
      return phone;
    case 'number':
      return number;
    case 'option':
      return option;
    case 'pattern':
    case 'type':
    case 'unknown':
      return other;
  }
}
