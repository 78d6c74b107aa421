import type { ChatMessage } from '@support-chat/sdk';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { notify } from './notifications.ts';
import { TabTitle } from './tab-title.ts';

/** There is one title, however many chats a page has. */
const tabTitle = new TabTitle();

/** Another tab may show the conversation; by then it has said so. */
const PATIENCE_MS = 1_000;

/** Calls back somebody who looks at another page: by the title of the tab and, where they want that, by a notification. */
export function callBack(host: SupportChatElement, message: ChatMessage): void {
  const name = message.sender.name ?? host.client?.getSnapshot().config?.teamName ?? '';
  const { text, attachments } = message;
  setTimeout(() => {
    if (!document.hidden || host.unreadCount === 0 || !host.isConnected) return;
    tabTitle.call(host, name);
    notify(host, {
      title: name,
      body: text || attachments.map((file) => file.name).join(', '),
      iconUrl: message.sender.avatarUrl,
    });
  }, PATIENCE_MS);
}
