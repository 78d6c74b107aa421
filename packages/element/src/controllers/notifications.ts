/**
 * Messages of the browser's own, for visitors who want them: while the page is not on screen, and never otherwise. The
 * wish is the visitor's, kept where the visitor lets the chat keep something; the permission is the browser's.
 */
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { keepFacts, readFacts } from './kept-facts.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly iconUrl: string | null;
}

/** What was chosen on this page, by chat; what was chosen before is in storage. */
const wishes = new WeakMap<SupportChatElement, boolean>();

export function canNotify(): boolean {
  return 'Notification' in globalThis && globalThis.isSecureContext;
}

export function isNotifying(host: SupportChatElement): boolean {
  return (
    canNotify() && Notification.permission === 'granted' && (wishes.get(host) ?? readFacts(host).notifies === true)
  );
}

/**
 * Turns them on, or off. To be called while a gesture of the visitor's is fresh: browsers ask for the permission then
 * only. Resolves with whether they are on.
 */
export async function setNotifying(host: SupportChatElement, isWanted: boolean): Promise<boolean> {
  if (isWanted && !(await ask())) return false;
  wishes.set(host, isWanted);
  keepFacts(host, { notifies: isWanted });
  return isWanted;
}

export function notify(host: SupportChatElement, { title, body, iconUrl }: Notice): void {
  if (!document.hidden || !isNotifying(host)) return;
  try {
    const notification = new Notification(title, {
      body,
      // Several tabs of a page say it once.
      tag: `support-chat:${host.widgetKey}`,
      ...(iconUrl === null ? {} : { icon: iconUrl }),
    });
    const close = (): void => notification.close();
    document.addEventListener('visibilitychange', close, { once: true });
    notification.addEventListener('close', () => document.removeEventListener('visibilitychange', close));
    notification.addEventListener('click', () => {
      close();
      window.focus();
      host.open();
    });
  } catch {
    // Chrome on Android leaves notifications to service workers, which the chat has none of.
  }
}

async function ask(): Promise<boolean> {
  if (!canNotify()) return false;
  if (Notification.permission === 'default') await Notification.requestPermission();
  return Notification.permission === 'granted';
}
