/** Markup whose every value was escaped. Made by {@link html} only. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type HtmlValue = Html | string | number | readonly Html[];

/** Everything put into it is text, in elements as in quoted attributes, except what is {@link Html} already. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.reduce((before, text, index) => `${before}${markupOf(values[index - 1] ?? '')}${text}`));
}

/** Text with its line breaks. */
export function multiline(text: string): Html {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, '\n').split('\n');
  return new Html(lines.map(escapeHtml).join('<br />'));
}

export const NOTHING = new Html('');

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.toString();
  return typeof value === 'string' || typeof value === 'number' ? escapeHtml(String(value)) : value.join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What HTML has no place for (NUL, other controls, half surrogate pairs) becomes U+FFFD. */
function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      '\uFFFD',
    );
}
