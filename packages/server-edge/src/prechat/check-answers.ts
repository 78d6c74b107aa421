import { ApiError } from '../errors.ts';
import type { PrechatAnswers } from '../schemas/prechat.ts';
import type { Widget } from '../schemas/widget-config.ts';
import { CONSENT, readPrechatForm, type PrechatForm } from './prechat-form.ts';
import { validateAnswers, type ValidAnswers } from './validate-answers.ts';

/** Widgets are remembered for a minute; so is what was read out of them. */
const forms = new WeakMap<Widget, PrechatForm | undefined>();

/** The form of a widget, read once for as long as the widget is remembered. */
export function prechatFormOf(widget: Widget): PrechatForm | undefined {
  if (!forms.has(widget)) forms.set(widget, readPrechatForm(widget.prechat));
  return forms.get(widget);
}

/** Throws `prechat_invalid`, with what is wrong by the name of the field. */
export function checkAnswers(widget: Widget, given: PrechatAnswers): ValidAnswers {
  const result = validateAnswers(prechatFormOf(widget), given);
  if (result.kind === 'valid') return result.values;
  throw new ApiError('prechat_invalid', 'Some answers to the form are missing or wrong.', {
    details: { fields: result.fields },
  });
}

/**
 * For a conversation that begins without the form: `prechat_invalid` when the widget insists on it, naming all that it
 * insists on. `hasBegun` is asked only then, since it costs a look into the database: who has a conversation open has
 * been asked before.
 */
export async function requireAnswers(widget: Widget, hasBegun: () => Promise<boolean>): Promise<void> {
  const form = prechatFormOf(widget)?.wire;
  if (form === undefined || !form.is_required || (await hasBegun())) return;
  const required = form.fields.filter((field) => field.is_required).map(({ name }) => name);
  if (form.consent?.is_required === true) required.push(CONSENT);
  throw new ApiError('prechat_invalid', 'This widget asks for its form before a conversation.', {
    details: { fields: Object.fromEntries(required.map((name) => [name, 'required'])) },
  });
}
