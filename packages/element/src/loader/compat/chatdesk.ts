import { warn } from '../warn.ts';
import type { CompatSettings } from './install-compat.ts';
import { call, listen } from './support-chat-calls.ts';

/** `chatdesk('init', { widgetKey })`, then `chatdesk('open')` and so on, in any order. */
export interface Chatdesk {
  (command: string, ...args: unknown[]): unknown;
  /** Calls from before this script ran. */
  q?: ArrayLike<unknown>[];
}

declare global {
  interface Window {
    chatdesk?: Chatdesk;
  }
}

const SAME = ['open', 'close', 'track', 'identify'];

export function installChatdesk(start: (settings: CompatSettings) => void): void {
  const chatdesk: Chatdesk = (command, ...args) => {
    if (command === 'init') return start((args[0] ?? {}) as CompatSettings);
    if (SAME.includes(command)) return call(command, ...args);
    const isKnown = command === 'on' && listen(String(args[0]), args[1] as (detail: unknown) => void);
    return isKnown
      ? undefined
      : warn(`chatdesk has no "${[command, ...(command === 'on' ? [args[0]] : [])].join(' ')}"`);
  };
  const waiting = window.chatdesk?.q ?? [];
  window.chatdesk = chatdesk;
  for (const early of Array.from(waiting)) chatdesk(...(Array.from(early) as [string]));
}
