/**
 * `widget-compat.js`: the loader, and two globals of older widgets as aliases of `SupportChat`, so that a page can change
 * the address of its script and nothing else.
 *
 * Guarantees that calls from before, during and after loading reach the chat in their order, whichever global they were
 * made on, and that nothing is thrown into the page. Refuses to translate what it does not know: unknown commands are
 * warnings. Whoever has a choice uses `SupportChat`.
 */
import { installLoader } from '../install-loader.ts';
import type { ScriptTag } from '../settings.ts';
import { warn } from '../warn.ts';
import { installChatdesk } from './chatdesk.ts';
import { installLiveChatWidget } from './live-chat-widget.ts';
import { keepCalls } from './support-chat-calls.ts';

/** What an older widget was configured with: `widgetKey`, and any attribute of the element in camel case. */
export type CompatSettings = Readonly<Record<string, unknown>>;

export function installCompat(script: HTMLScriptElement | null): void {
  if (script === null) return;
  if (window.LiveChatWidget?.instance !== undefined) return warn('is on this page already');
  keepCalls();
  let announceReady = (): void => {};
  const ready = new Promise<void>((resolve) => (announceReady = resolve));
  const install = async (tag: ScriptTag): Promise<void> => {
    await installLoader(tag);
    if (window.SupportChat?.element?.isConnected) announceReady();
  };
  const start = (settings: CompatSettings): void => void install(tagFor(script, settings));
  installChatdesk(start);
  const config = installLiveChatWidget(start, ready);
  const { searchParams } = new URL(script.src);
  if (config !== null) start(config);
  else if (searchParams.has('id') || searchParams.has('widget_id') || script.dataset['widgetKey'] !== undefined) {
    void install(script);
  }
}

/** The script's own tag, as if the settings had been written on it. */
function tagFor({ src, nonce, attributes }: HTMLScriptElement, settings: CompatSettings): ScriptTag {
  const given = new Map(Array.from(attributes, ({ name, value }) => [name, value]));
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'object' || typeof value === 'function') warn(`cannot take "${name}" as a setting`);
    else if (value !== false && value !== undefined)
      given.set(attributeName(name), value === true ? '' : String(value));
  }
  return { src, nonce, attributes: Array.from(given, ([name, value]) => ({ name, value })) };
}

/** `widgetKey` → `data-widget-key` */
function attributeName(setting: string): string {
  return `data-${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
