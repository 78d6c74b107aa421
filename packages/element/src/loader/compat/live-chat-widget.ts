import { warn } from '../warn.ts';
import type { CompatSettings } from './install-compat.ts';
import { call, listen } from './support-chat-calls.ts';

type Call = readonly [method: string, ...args: unknown[]];

export interface LiveChatWidget {
  open(): unknown;
  close(): unknown;
  toggle(): unknown;
  sendMessage(text: string): unknown;
  /** `ready` `error` `opened` `closed` `message`. */
  on(event: string, listener: (detail: unknown) => void): void;
  /** Calls from before this script ran; afterwards what is pushed is called at once. */
  queue: { push(...calls: Call[]): unknown };
  /** What the widget was started with; set before this script runs, it starts the widget. */
  config: CompatSettings | null;
  /** The element, once there is one. */
  readonly instance: HTMLElement | null;
  /** Says in the console what happens. */
  debug: boolean;
}

declare global {
  interface Window {
    LiveChatWidget?: Partial<LiveChatWidget> | undefined;
  }
}

const METHODS = ['open', 'close', 'toggle', 'sendMessage'] as const;
const EVENTS = ['error', 'opened', 'closed', 'message'] as const;

/**
 * Puts the global in place, and answers with the settings that the page has left in it, if there are any. `ready` is when
 * the launcher is on the page: from then on there is something to see; calls are kept from the start.
 */
export function installLiveChatWidget(
  start: (settings: CompatSettings) => void,
  ready: Promise<void>,
): CompatSettings | null {
  const early = window.LiveChatWidget;
  const widget = {
    on(event: string, listener: (detail: unknown) => void) {
      if (event === 'ready') ready.then(listener).catch(warn);
      else if (!listen(event, listener)) warn(`LiveChatWidget has no event "${event}"`);
    },
    queue: { push: (...calls: Call[]) => calls.forEach(([method, ...args]) => run(method, args)) },
    config: early?.config ?? null,
    get instance() {
      return window.SupportChat?.element ?? null;
    },
    get debug() {
      return widget.instance?.hasAttribute('debug') ?? false;
    },
    set debug(isOn: boolean) {
      ready.then(() => widget.instance?.toggleAttribute('debug', isOn)).catch(warn);
    },
  } as unknown as LiveChatWidget;
  for (const method of METHODS) widget[method] = (...args: unknown[]) => call(method, ...args);
  const run = (method: string, args: readonly unknown[]): void => {
    const isMethod = method === 'on' || (METHODS as readonly string[]).includes(method);
    if (method === 'init') start((args[0] ?? {}) as CompatSettings);
    else if (isMethod) (widget[method as 'open'] as (...values: readonly unknown[]) => void)(...args);
    else warn(`LiveChatWidget has no "${method}"`);
  };
  window.LiveChatWidget = widget;
  for (const name of EVENTS) listen(name, (detail) => announce(name, detail));
  ready.then(() => announce('ready', null)).catch(warn);
  if (early?.debug === true) widget.debug = true;
  if (Array.isArray(early?.queue)) widget.queue.push(...(early.queue as Call[]));
  return widget.config;
}

/** The page may be told things by events on the document as well. */
function announce(name: string, detail: unknown): void {
  document.dispatchEvent(new CustomEvent(`livechat:${name}`, { detail, bubbles: true }));
}
