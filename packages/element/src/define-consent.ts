/** The question whether anything may be kept: a chunk of its own, for pages that ask. */
import { ConsentElement } from './components/consent/consent.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-consent': ConsentElement;
  }
}

addEnglish(english);
register('support-chat-consent', ConsentElement);
