/**
 * The launcher as HTML, for servers that render pages: with declarative shadow DOM it is on screen before any script has
 * run, and `<support-chat>` takes it over without a flash once it is defined. Needs no browser and no Lit, and nothing of
 * it comes into a browser's bundle.
 */
import { LAUNCHER_GLYPH, launcherCss } from '../components/launcher/launcher-shape.ts';
import { accentRules } from '../styles/accent-css.ts';
import { launcherTokensCss } from '../styles/launcher-tokens.ts';

/** What a colour may look like to be written into a style sheet: a name, a hash, or a function of numbers. */
const COLOR = /^(#[\da-f]{3,8}|[a-z]+(\([\d\s.,%/a-z+-]*\))?)$/i;

export interface LauncherHtmlOptions {
  readonly widgetKey: string;
  /** Other attributes of the element: `{ theme: 'dark', heading: 'Acme', hidden: true }`. False leaves one out. */
  readonly attributes?: Readonly<Record<string, string | boolean>>;
  /** The widget's colour. Anything that is no plain CSS colour leaves the default one. */
  readonly accent?: string;
  /** What the button is called until the phrases are there. Default: `Open chat`. */
  readonly label?: string;
  /** Of the page's Content-Security-Policy, for the style element; without it such a page shows an unstyled button. */
  readonly nonce?: string;
}

/**
 * Renders `<support-chat>` with its launcher, to be put anywhere into the page's body. All texts are escaped.
 *
 * @example
 * ```ts
 * import { renderLauncherHtml } from '@support-chat/element/server';
 * const html = `${page}${renderLauncherHtml({ widgetKey: 'wk_demo@chat.example', accent: '#0a7' })}`;
 * ```
 */
export function renderLauncherHtml({
  widgetKey,
  attributes = {},
  accent = '',
  label = 'Open chat',
  nonce = '',
}: LauncherHtmlOptions): string {
  const color = COLOR.test(accent) ? accent : '';
  const css =
    launcherTokensCss + launcherCss + (color === '' ? '' : `@supports(color:${color}){${accentRules(color)}}`);
  const host = { ...attributes, 'widget-key': widgetKey, ...(color === '' ? {} : { accent: color }) };
  return `<support-chat${write(host)}><template shadowrootmode="open"><style${write({ nonce })}>${css}</style>${
    attributes['launcher'] === 'none'
      ? ''
      : `<button class="launcher" part="launcher" type="button" aria-haspopup="dialog"${write({ 'aria-label': label })}><svg viewBox="0 0 28 28" aria-hidden="true"><path d="${LAUNCHER_GLYPH}"></path></svg></button>`
  }</template></support-chat>`;
}

function write(attributes: Readonly<Record<string, string | boolean>>): string {
  return Object.entries(attributes)
    .filter(([name, value]) => value !== false && value !== '' && /^[a-z][a-z-]*$/.test(name))
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`))
    .join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
