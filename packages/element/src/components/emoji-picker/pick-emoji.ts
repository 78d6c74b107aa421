import type { Localizer } from '../../i18n/localizer.ts';
import { PARTS } from '../../styles/parts.ts';

/** What the picker needs to know of where it is opened. */
export interface EmojiHost {
  readonly localizer: Localizer;
  readonly renderRoot: HTMLElement | DocumentFragment;
  focus(): void;
}

/**
 * Opens the picker over a composer, or closes it. What is chosen comes in where the caret is, or in place of what is
 * selected, as if it had been typed.
 */
export function pickEmoji(host: EmojiHost, trigger: HTMLElement): void {
  const { renderRoot } = host;
  const open = renderRoot.querySelector('support-chat-emoji-picker');
  if (open !== null) return void open.dispatchEvent(new CustomEvent('close', { detail: true }));
  const picker = document.createElement('support-chat-emoji-picker');
  let isOpen = true;
  const close = (goesOn: boolean): void => {
    // Removed with the focus in it, it would close once more.
    if (!isOpen) return;
    isOpen = false;
    picker.remove();
    trigger.setAttribute('aria-expanded', 'false');
    if (goesOn) host.focus();
  };
  picker.localizer = host.localizer;
  picker.setAttribute('exportparts', PARTS);
  picker.addEventListener('choose', (event) => {
    const field = renderRoot.querySelector('textarea');
    field?.setRangeText((event as CustomEvent<string>).detail, field.selectionStart, field.selectionEnd, 'end');
    field?.dispatchEvent(new Event('input'));
    close(true);
  });
  picker.addEventListener('close', (event) => close((event as CustomEvent<boolean>).detail));
  renderRoot.prepend(picker);
  trigger.setAttribute('aria-expanded', 'true');
}
