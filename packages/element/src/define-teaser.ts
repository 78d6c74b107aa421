/** A message of the team's own accord: a chunk of its own, for pages with triggers. */
import { TeaserElement } from './components/teaser/teaser.ts';
import { addEnglish } from './i18n/localizer.ts';
import english from './i18n/locales/en-more.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-teaser': TeaserElement;
  }
}

addEnglish(english);
register('support-chat-teaser', TeaserElement);
