import { html, type TemplateResult } from 'lit';
import { linkify } from '../../content/linkify.ts';

export type OnLinkClick = (event: MouseEvent) => void;

/** Plain text with the addresses that are in it. No white space is added: it would show, because the text keeps its own. */
export function renderLinkedText(text: string, onLinkClick: OnLinkClick): unknown[] {
  return linkify(text).map(({ text: words, href }) => (href === null ? words : renderLink(words, href, onLinkClick)));
}

export function renderLink(words: unknown, href: string, onLinkClick: OnLinkClick): TemplateResult {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc" @click=${onLinkClick}
    >${words}</a
  >`;
}
