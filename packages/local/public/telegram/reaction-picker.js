import { h } from './dom.js';

let picker;

/**
 * Opens all reactions next to a button; choosing or leaving closes them.
 * @param {HTMLElement} anchor
 * @param {readonly string[]} emoji
 * @param {(emoji: string) => void} choose
 */
export function openReactionPicker(anchor, emoji, choose) {
  picker?.remove();
  const pick = (one) => () => {
    picker.remove();
    choose(one);
  };
  picker = h(
    'div',
    { class: 'reaction-picker', popover: 'auto', role: 'dialog', 'aria-label': 'All reactions' },
    ...emoji.map((one) => h('button', { type: 'button', 'aria-label': `React ${one}`, onclick: pick(one) }, one)),
  );
  document.body.append(picker);
  picker.showPopover();
  const place = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = picker;
  picker.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  picker.style.top = `${place.bottom + height + 8 > innerHeight ? Math.max(8, place.top - height - 6) : place.bottom + 6}px`;
  picker.addEventListener('toggle', (event) => event.newState === 'closed' && event.target.remove());
  picker.querySelector('button')?.focus();
}
