import type { MessageListElement } from '../message-list/message-list.ts';
import type { MessageToolsElement } from './message-tools.ts';

/** Brings the tools of a list to the message that the visitor points at, or has come to by keys. */
export function followMessages(list: MessageListElement, tools: MessageToolsElement): void {
  const log = list.renderRoot.querySelector<HTMLElement>('.log');
  if (log === null) return;
  tools.list = list;
  const showNewest = (): void => {
    if (tools.isConnected || !log.matches(':focus-visible')) return;
    [...log.querySelectorAll<HTMLElement>('[data-id]')].reverse().some((message) => tools.show(message));
  };
  log.addEventListener('pointerover', ({ target }) => {
    const message = (target as Element).closest<HTMLElement>('[data-id]');
    // Who is at it by keys, or is being asked something, keeps it.
    if (message === null || tools.matches(':focus-within')) return;
    if (!tools.show(message)) tools.hide();
  });
  log.addEventListener('pointerleave', ({ pointerType }) => {
    // A finger leaves whenever it is lifted.
    if (pointerType !== 'touch') tools.hide();
  });
  log.addEventListener('focusin', showNewest);
  showNewest();
}
