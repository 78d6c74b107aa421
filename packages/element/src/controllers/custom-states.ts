import type { ChatSnapshot } from '@support-chat/sdk';
import { isEnded } from '../content/conversation.ts';

/** The element's `:state()`s; does nothing where the browser has none (before Chrome 125, Safari 17.4, Firefox 126). */
export class CustomStates {
  readonly #states: CustomStateSet | undefined;

  constructor(host: HTMLElement) {
    this.#states = host.attachInternals?.().states;
  }

  /** Brings all of them in line with the element. */
  show(host: { readonly opened: boolean; readonly muted: boolean }, snapshot: ChatSnapshot): void {
    const { availability, unreadCount, connection, conversation, proactive } = snapshot;
    this.#set('opened', host.opened);
    this.#set('online', availability?.status === 'online');
    this.#set('unread', unreadCount > 0);
    this.#set('offline-network', connection === 'offline');
    this.#set('ended', isEnded(conversation));
    this.#set('proactive', proactive !== null);
    this.#set('muted', host.muted);
  }

  #set(name: string, isOn: boolean): void {
    try {
      if (isOn) this.#states?.add(name);
      else this.#states?.delete(name);
    } catch {
      // Older Chrome accepts only names with dashes in front; styling by state is not there then.
    }
  }
}
