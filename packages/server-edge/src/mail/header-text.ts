/**
 * Text that other people wrote, made fit for a header: one line, no control characters, and none of the signs that turn
 * the direction of what follows, with which a subject can be made to read as something else.
 */
export function headerText(text: string, characters: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu, ' ')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    .replace(/\s+/gu, ' ')
    .trim();
  const all = [...line];
  return all.length <= characters
    ? line
    : `${all
        .slice(0, characters - 1)
        .join('')
        .trimEnd()}…`;
}

/** One address and nothing around it: no list, no name, no header. As the database checks it too (support.is_email). */
export function isAddress(text: string): boolean {
  return text.length <= 320 && /^[^@\s\p{Cc}<>,;"]+@[^@\s\p{Cc}<>,;"]+$/u.test(text);
}

/** `"Name" <address>`. What could end the quoted name is left out of it. */
export function namedAddress(name: string, address: string): string {
  const quotable = headerText(name, 100).replace(/["\\<>]/g, '');
  return quotable.trim() === '' ? address : `"${quotable}" <${address}>`;
}
