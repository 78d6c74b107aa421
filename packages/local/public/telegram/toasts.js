import { h } from './dom.js';

const SHOWN_MS = 4_500;
const WITH_ACTION_MS = 12_000;

/** @param {{ text: string, from?: string, kind?: 'answer' | 'error', action?: { label: string, run: () => void } }} toast */
export function showToast({ text, from, kind = 'answer', action }) {
  const remove = () => toast.remove();
  const words = h('span', {}, from ? h('span', { class: 'toast-name' }, from) : undefined, text);
  const run = () => {
    remove();
    action.run();
  };
  const toast = h(
    'div',
    { class: 'toast', 'data-testid': 'toast', 'data-kind': kind },
    words,
    action ? h('button', { type: 'button', onclick: run }, action.label) : undefined,
  );
  document.getElementById('toasts').append(toast);
  setTimeout(remove, action ? WITH_ACTION_MS : SHOWN_MS);
}

/** An answer the bot wants to be read before anything else. */
export function showAlert(text) {
  const dialog = document.getElementById('alert');
  document.getElementById('alert-text').textContent = text;
  if (!dialog.open) dialog.showModal();
}
