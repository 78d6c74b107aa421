import * as z from 'zod';
import type { WireLocalization } from '@support-chat/sdk/protocol';
import { given, locale, maybeList, maybeMap, text } from './lenient.ts';

const textKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,99}$/);

const localizationSettings = z.object({
  default_locale: locale.catch('en'),
  locales: maybeList(locale, 100),
  texts: maybeMap(locale, maybeMap(textKey, text(0, 1_000), 500).pipe(z.record(z.string(), z.string())), 100),
});

export function readLocalization(settings: object): WireLocalization {
  return given(localizationSettings.parse(settings));
}
