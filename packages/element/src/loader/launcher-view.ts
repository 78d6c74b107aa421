import type { WireLauncher } from '@support-chat/sdk/protocol';
import { LAUNCHER_GLYPH, launcherCss } from '../components/launcher/launcher-shape.ts';
import { accentCss } from '../styles/accent-css.ts';
import { launcherTokensCss } from '../styles/launcher-tokens.ts';

/** What the launcher is called in languages whose word for a chat is another one. The whole chat says more: "Open chat". */
const NAMES: Readonly<Record<string, string>> = {
  ar: 'دردشة',
  he: 'צ׳אט',
  hi: 'चैट',
  ja: 'チャット',
  ko: '채팅',
  pl: 'Czat',
  ru: 'Чат',
  tr: 'Sohbet',
  uk: 'Чат',
  zh: '聊天',
};

/** The note stands where a second launcher would. */
const extraCss = `
.launcher img{inline-size:50%;block-size:50%;object-fit:contain}
[aria-busy=true]>*{opacity:.4}
.note{display:block;inline-size:auto;block-size:auto;max-inline-size:240px;margin-block:calc(var(--support-chat-launcher-size) + 12px);padding:10px 14px;border-radius:14px;font:14px/1.4 var(--support-chat-font);color:#222;background:#fff}
.note:empty{display:none}`;

const SVG = 'http://www.w3.org/2000/svg';

/** Loading, or not any more; `hasFailed` puts the reason beside the launcher. */
export type SetBusy = (isBusy: boolean, hasFailed?: boolean) => void;

/**
 * Draws the launcher before the element is there, into the shadow root of the very `<support-chat>` that will take it
 * over: page styles for the element and its `launcher` part hold from the start, and the change is invisible.
 */
export function drawLauncher(
  element: HTMLElement,
  { label, icon_url: iconUrl, size, offset_inline: inline, offset_block: block }: WireLauncher,
  onIntent: () => void,
  onClick: () => void,
): SetBusy {
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `${launcherTokensCss}:host{${length('launcher-size', size)}${length('offset-inline', inline)}${length('offset-block', block)}}${launcherCss}${extraCss}${accentCss(element.getAttribute('accent') ?? '')}`,
  );
  root.adoptedStyleSheets = [sheet];
  const button = create('button', {
    class: 'launcher',
    part: 'launcher',
    'aria-label': label || (NAMES[(element.lang || document.documentElement.lang).slice(0, 2)] ?? 'Chat'),
    'aria-haspopup': 'dialog',
  });
  const note = create('span', { class: 'launcher note', role: 'status' });
  const glyph = create('svg', { viewBox: '0 0 28 28' }, SVG);
  glyph.append(create('path', { d: LAUNCHER_GLYPH }, SVG));
  button.append(glyph);
  if (iconUrl) {
    const icon = create('img', { alt: '', referrerpolicy: 'no-referrer', src: iconUrl });
    icon.onload = () => glyph.replaceWith(icon);
  }
  button.onclick = onClick;
  button.onpointerenter = button.onfocus = onIntent;
  if (element.getAttribute('launcher') !== 'none') root.append(button, note);
  return (isBusy, hasFailed) => {
    button.setAttribute('aria-busy', `${isBusy}`);
    note.textContent = hasFailed ? 'The chat did not load. Try again in a moment.' : '';
  };
}

/** The server keeps them within what a launcher can be; what is no number is nothing. */
function length(name: string, value: unknown): string {
  return typeof value === 'number' ? `--support-chat-${name}:${value}px;` : '';
}

function create(
  name: string,
  attributes: Record<string, string>,
  namespace = 'http://www.w3.org/1999/xhtml',
): HTMLElement {
  const node = document.createElementNS(namespace, name) as HTMLElement;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
