import type { SupportChatElement } from '../support-chat/support-chat.ts';

/** Somebody else may want to hear it (`sound-controller.ts`), and has answered nothing yet (`kept-facts.ts`). */
export function forgetChoices({ widgetKey }: SupportChatElement): void {
  try {
    const key = `support-chat:${widgetKey}:`;
    localStorage.removeItem(`${key}muted`);
    localStorage.removeItem(`${key}facts`);
    sessionStorage.removeItem(`${key}facts`);
  } catch {
    // Where storage is refused nothing is kept.
  }
}
