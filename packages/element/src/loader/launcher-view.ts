import { LAUNCHER_GLYPH, launcherCss } from '../components/launcher/launcher-shape.ts';
import { accentCss } from '../styles/accent-css.ts';
import { launcherTokensCss } from '../styles/launcher-tokens.ts';

/** The few words that are needed before any phrases are there: the launcher's name, and why nothing happens. */
type Words = readonly [label: string, failure: string];
const english: Words = ['Open chat', 'The chat did not load. Try again in a moment.'];
const words: Readonly<Record<string, Words>> = {
  de: ['Chat öffnen', 'Der Chat wurde nicht geladen. Bitte gleich noch einmal.'],
};

const extraCss = `
.launcher[aria-busy=true] svg{animation:wait 1s infinite alternate}@keyframes wait{to{opacity:.4}}
.note{all:initial;position:fixed;z-index:var(--support-chat-z-index);inset-block-end:calc(var(--support-chat-offset-block) + var(--support-chat-launcher-size) + 12px);inset-inline-end:var(--support-chat-offset-inline);max-inline-size:240px;padding:10px 14px;border-radius:14px;font:14px/1.4 var(--support-chat-font);color:#222;background:#fff;box-shadow:0 4px 10px -2px rgb(0 0 0/.16)}
.note:empty{display:none}
:host([position$=start]) .note{inset-inline:var(--support-chat-offset-inline) auto}
:host([position^=top]) .note{inset-block:calc(var(--support-chat-offset-block) + var(--support-chat-launcher-size) + 12px) auto}
@media(prefers-reduced-motion:reduce){*{animation:none!important}}`;

const SVG = 'http://www.w3.org/2000/svg';

export interface LauncherView {
  /** Loading, or not any more; `hasFailed` puts the reason beside the launcher. */
  setBusy(isBusy: boolean, hasFailed?: boolean): void;
}

/**
 * Draws the launcher before the element is there, into the shadow root of the very `<support-chat>` that will take it
 * over: page styles for the element and its `launcher` part hold from the start, and the change is invisible.
 */
export function drawLauncher(element: HTMLElement, onIntent: () => void, onClick: () => void): LauncherView {
  const [label, failure] = words[(element.lang || document.documentElement.lang).slice(0, 2)] ?? english;
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherTokensCss + launcherCss + extraCss + accentCss(element.getAttribute('accent') ?? ''));
  root.adoptedStyleSheets = [sheet];
  const button = create('button', {
    class: 'launcher',
    part: 'launcher',
    type: 'button',
    'aria-label': label,
    'aria-haspopup': 'dialog',
  });
  const note = create('span', { class: 'note', role: 'status' });
  const glyph = create('svg', { viewBox: '0 0 28 28', 'aria-hidden': 'true' }, SVG);
  glyph.append(create('path', { d: LAUNCHER_GLYPH }, SVG));
  button.append(glyph);
  button.addEventListener('click', onClick);
  button.addEventListener('pointerenter', onIntent);
  button.addEventListener('focus', onIntent);
  if (element.getAttribute('launcher') !== 'none') root.append(button, note);
  return {
    setBusy(isBusy, hasFailed = false) {
      button.setAttribute('aria-busy', String(isBusy));
      note.textContent = hasFailed ? failure : '';
    },
  };
}

function create(name: string, attributes: Record<string, string>, namespace = 'http://www.w3.org/1999/xhtml'): Element {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
