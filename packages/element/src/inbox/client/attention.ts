import { chime } from '../../controllers/chime.ts';
import { canNotify } from '../../controllers/notifications.ts';
import { TabTitle, type TitleCaller } from '../../controllers/tab-title.ts';
import type { InboxPreferences } from '../preferences.ts';

/** Something that somebody who is not looking wants to know. */
export interface News {
  readonly title: string;
  readonly body: string;
  /** What one name stands for is said once, however many tabs are open. */
  readonly tag: string;
  readonly onOpen: () => void;
}

/** There is one title, however many inboxes a page has; none on a server, where this is imported, too. */
let tabTitle: TabTitle | undefined;

/** Tells of what needs an answer: a sound and a notification for those who want them, and the title of a hidden tab. */
export function callAgent(caller: TitleCaller, news: News, { sound, notifications }: InboxPreferences): void {
  // A browser that allows no sound yet: the list and the title tell the same, and the next news tries it again.
  if (sound && (document.hidden || !document.hasFocus())) chime().catch(() => {});
  if (!document.hidden) return;
  tabTitle ??= new TabTitle('inbox-unread-change');
  tabTitle.call(caller, news.title);
  if (notifications && canNotify() && Notification.permission === 'granted') notify(news);
}

/** Asks the browser, in the handler of a click. Resolves with whether it allows them. */
export async function askToNotify(): Promise<boolean> {
  if (!canNotify()) return false;
  if (Notification.permission === 'default') await Notification.requestPermission();
  return Notification.permission === 'granted';
}

function notify({ title, body, tag, onOpen }: News): void {
  try {
    const notification = new Notification(title, { body, tag: `support-chat-inbox:${tag}` });
    const close = (): void => notification.close();
    document.addEventListener('visibilitychange', close, { once: true });
    notification.addEventListener('close', () => document.removeEventListener('visibilitychange', close));
    notification.addEventListener('click', () => {
      close();
      window.focus();
      onOpen();
    });
  } catch {
    // Chrome on Android leaves notifications to service workers, which the inbox has none of.
  }
}
