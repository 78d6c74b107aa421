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
import { FullBundle } from './full-bundle.ts';
import { drawLauncher, type LauncherView } from './launcher-view.ts';
import { readSettings, type ScriptTag } from './settings.ts';
import { warn } from './warn.ts';

/** Resolves when the launcher is there, or will never be. */
export async function installLoader(script: ScriptTag | null): Promise<void> {
  if (script !== null) await install(script).catch(warn);
}

async function install(script: ScriptTag): Promise<void> {
  if (window.SupportChat?.element) return warn('is on this page already');
  const settings = readSettings(script);
  const element = document.createElement('support-chat');
  for (const [name, value] of Object.entries(settings.attributes)) element.setAttribute(name, value);
  const { loading } = settings.attributes;
  const bundle = new FullBundle(settings);
  let view: LauncherView | null = null;

  const load = async (): Promise<boolean> => {
    view?.setBusy(true);
    const isLoaded = await bundle.load();
    view?.setBusy(false, !isLoaded);
    if (!isLoaded) element.dispatchEvent(new CustomEvent('chat-error', { detail: { error: Error('not loaded') } }));
    return isLoaded;
  };
  const commands = installCommands(element, load);
  const put = (): void => {
    if (!commands.isDestroyed && !element.isConnected) document.body?.append(element);
  };

  const appearance = await fetchAppearance(settings);
  if (document.body === null) await heard('DOMContentLoaded');
  if (appearance === null || commands.isDestroyed) return;
  const { accent, theme, launcher } = appearance;
  const wishes = { accent, theme, position: launcher?.position, launcher: launcher?.is_hidden && 'none' };
  for (const [name, value] of Object.entries(wishes))
    if (value && !element.hasAttribute(name)) element.setAttribute(name, value);
  // Safari before 16.4 has no style sheets to construct; the element knows another way.
  const canDraw = 'replaceSync' in CSSStyleSheet.prototype;
  // The element may be defined by now, by the page's own bundle: then it draws its launcher itself.
  if (canDraw && !customElements.get('support-chat'))
    view = drawLauncher(
      element,
      () => loading !== 'manual' && bundle.preload(),
      () => commands.call('open'),
    );
  put();
  // Libraries that swap the whole body (Turbo, Swup) would take the chat away with it.
  new MutationObserver(put).observe(document.documentElement, { childList: true });
  // Whoever has a conversation sees what is new in it; so does somebody who comes back by a link in an e-mail.
  const isExpected =
    loading === 'eager' || hasConversation(settings.widgetKey) || location.hash.includes('chat-resume=');
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
