import * as z from 'zod';
import { text } from './admin/setting-values.ts';

/** What a prepared text consists of, whoever may use it. */
export const responseTexts = {
  shortcut: z
    .string()
    .regex(/^[a-z\d][a-z\d_-]{0,31}$/, 'must be up to 32 small letters, digits, _ and -, without the slash'),
  title: text(1, 100),
  body: text(1, 4_000),
};

/** Some of it; what is left out stays. */
export const responseTextChanges = {
  shortcut: responseTexts.shortcut.exactOptional(),
  title: responseTexts.title.exactOptional(),
  body: responseTexts.body.exactOptional(),
};
