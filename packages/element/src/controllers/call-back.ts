import type { SupportChatElement } from '../support-chat/support-chat.ts';

/** Calls back whoever looks at another page when somebody has written; what that takes is fetched then. */
export function callBackFor(host: SupportChatElement): void {
  host.addEventListener('chat-message-received', ({ detail }) => {
    if (!document.hidden) return;
    // Silent for once: the message is in the chat all the same, and the next one asks for this again.
    import('./attention.ts').then(({ callBack }) => callBack(host, detail.message)).catch(() => {});
  });
}
