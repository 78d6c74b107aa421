import type { SupportChatGlobal } from '../commands.ts';

/** Until the loader is there, `SupportChat` keeps what it is called with, as the page's own snippet would. */
export function keepCalls(): void {
  const waiting: unknown[][] = [];
  const stub = ((...call: unknown[]) => void waiting.push(call)) as SupportChatGlobal;
  stub.q = waiting;
  window.SupportChat ??= stub;
}

export function call(method: string, ...args: unknown[]): unknown {
  return window.SupportChat?.(method, ...args);
}

/** The names that older widgets give to events of the element. */
const EVENTS: Readonly<Record<string, string>> = {
  opened: 'opened',
  open: 'opened',
  closed: 'closed',
  close: 'closed',
  message: 'message-received',
  error: 'error',
};

/** Listens by an older name, with what the event is about instead of the event. False for a name that nobody knows. */
export function listen(name: string, listener: (detail: unknown) => void): boolean {
  const event = Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
  if (event === undefined) return false;
  call('on', event, ({ detail }: CustomEvent) => listener(detail));
  return true;
}
