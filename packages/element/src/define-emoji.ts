/** Choosing an emoji: a chunk of its own, for those who look for one; the emoji themselves are another. */
import { EmojiPickerElement } from './components/emoji-picker/emoji-picker.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-emoji-picker': EmojiPickerElement;
  }
}

addEnglish(english);
register('support-chat-emoji-picker', EmojiPickerElement);

export { pickEmoji } from './components/emoji-picker/pick-emoji.ts';
