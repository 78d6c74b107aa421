/**
 * The script of the one-line embed: `<script async src="…/widget.js?id=KEY"></script>`.
 *
 * Guarantees that the page pays for one small script and one cacheable request until a visitor comes near the launcher;
 * that calls to `SupportChat(…)` are kept from before, during and after loading and happen in their order; that it works
 * in `<head>`, twice on a page and with a replaced `<body>`; and that nothing is ever thrown into the page.
 * Refuses a second widget on one page: there is one launcher in one corner. Place `<support-chat>` yourself for more.
 */
import { hasConversation } from '../controllers/conversation-hint.ts';
import { fetchAppearance } from './appearance.ts';
import { installCommands } from './commands.ts';
import { createFullBundle } from './full-bundle.ts';
import { drawLauncher, type SetBusy } from './launcher-view.ts';
import { readSettings, type ScriptTag } from './settings.ts';
import { warn } from './warn.ts';

/** Resolves when the launcher is there, or will never be. */
export async function installLoader(script: ScriptTag | null): Promise<void> {
  if (script) await install(script).catch(warn);
}

async function install(script: ScriptTag): Promise<void> {
  if (window.SupportChat?.element) return warn('is on this page already');
  const settings = readSettings(script);
  const element = document.createElement('support-chat');
  for (const [name, value] of Object.entries(settings.attributes)) element.setAttribute(name, value);
  const { loading, 'widget-key': widgetKey = '' } = settings.attributes;
  const bundle = createFullBundle(settings);
  let setBusy: SetBusy | null = null;

  const load = async (): Promise<boolean> => {
    setBusy?.(true);
    const isLoaded = await bundle.load();
    setBusy?.(false, !isLoaded);
    if (!isLoaded) element.dispatchEvent(new CustomEvent('chat-error', { detail: { error: Error('not loaded') } }));
    return isLoaded;
  };
  const command = installCommands(element, load);
  const put = (): void => {
    const { body, documentElement } = document;
    if (!element.isConnected) body?.append(element);
    // Single-page applications swap the whole body (Turbo, Swup), or everything in it.
    observer.observe(documentElement, { childList: true });
    observer.observe(body ?? documentElement, { childList: true });
  };
  const observer = new MutationObserver(([change, more]) => {
    // A page that takes away the chat and nothing else means it.
    const isMeant = !element.isConnected && !(more || change?.addedNodes[0] || change?.removedNodes[1]);
    if (isMeant || !command.element) observer.disconnect();
    else put();
  });

  const appearance = await fetchAppearance(settings);
  if (!document.body) await heard('DOMContentLoaded');
  if (!appearance || !command.element) return;
  const { accent, theme, launcher = {} } = appearance;
  const wishes = { accent, theme, position: launcher.position, launcher: launcher.is_hidden && 'none' };
  for (const [name, value] of Object.entries(wishes))
    if (value && !element.hasAttribute(name)) element.setAttribute(name, value);
  // Safari before 16.4 has no style sheets to construct; the element knows another way.
  const canDraw = 'replaceSync' in CSSStyleSheet.prototype;
  // The element may be defined by now, by the page's own bundle: then it draws its launcher itself.
  if (canDraw && !customElements.get('support-chat'))
    setBusy = drawLauncher(
      element,
      launcher,
      () => loading !== 'manual' && bundle.preload(),
      () => command('open'),
    );
  put();
  // Whoever has a conversation sees what is new in it; so does somebody who comes back by a link in an e-mail.
  const isExpected = loading === 'eager' || hasConversation(widgetKey) || location.hash.includes('chat-resume=');
  if (!canDraw || (isExpected && loading !== 'manual')) {
    if (isExpected) element.setAttribute('loading', 'eager');
    // A page that is only rendered in case somebody goes there has no visitor yet.
    if ((document as { prerendering?: boolean }).prerendering) await heard('prerenderingchange');
    (window.requestIdleCallback ?? setTimeout)(load);
  }
}

function heard(type: string): Promise<Event> {
  return new Promise((resolve) => document.addEventListener(type, resolve, { once: true }));
}
