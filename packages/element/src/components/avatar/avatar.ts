import type { ChatPerson } from '@support-chat/sdk';
import { html, type TemplateResult } from 'lit';
import { initials, toneOf } from '../../content/initials.ts';

/**
 * A person's picture, or their initials on a colour of their own. Decorative: the name always stands beside it in words.
 * A picture that does not load (or that the page's policy forbids) leaves the initials.
 */
export function renderAvatar(person: ChatPerson): TemplateResult {
  return html`<span class="avatar tone-${toneOf(person.name)}" part="avatar" aria-hidden="true"
    >${initials(person.name)}${person.avatarUrl && renderPicture(person.avatarUrl)}</span
  >`;
}

/** A picture that says nothing new; it goes away when it does not load. */
export function renderPicture(url: string): TemplateResult {
  return html`<img src=${url} height="32" alt="" referrerpolicy="no-referrer" @error=${removeBroken} />`;
}

/** Up to three people, overlapping. */
export function renderAvatars(people: readonly ChatPerson[]): TemplateResult {
  return html`<span class="avatars">${people.slice(0, 3).map(renderAvatar)}</span>`;
}

/** What is around it is told too: WebKit does not look at `:has(img[hidden])` again in what a slot shows by itself. */
function removeBroken(event: Event): void {
  const picture = event.target as HTMLElement;
  picture.hidden = true;
  picture.parentElement?.toggleAttribute('data-broken', true);
}
