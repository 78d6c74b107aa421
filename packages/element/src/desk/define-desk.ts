/** Registers the small elements that the inbox and the console share; to be called by what registers one of those. */
import { register } from '../register.ts';
import { DeskDialogElement } from './dialog/dialog.ts';
import { DeskMenuElement, type DeskChooseEvent } from './menu/menu.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-desk-dialog': DeskDialogElement;
    'support-desk-menu': DeskMenuElement;
  }
  interface HTMLElementEventMap {
    'desk-choose': DeskChooseEvent;
  }
}

export function defineDesk(): void {
  register('support-desk-dialog', DeskDialogElement);
  register('support-desk-menu', DeskMenuElement);
}
