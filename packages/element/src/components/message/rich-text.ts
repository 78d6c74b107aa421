/** Draws what an agent has formatted. Everything is a nested template: no text ever becomes markup. */
import type { ChatMessage } from '@support-chat/sdk';
import { html, type TemplateResult } from 'lit';
import { renderLink, renderLinkedText, type OnLinkClick } from './linked-text.ts';

export { richTextStyles } from './rich-text.styles.ts';

type Entity = NonNullable<ChatMessage['entities']>[number];

export interface RichTextModel {
  readonly message: Pick<ChatMessage, 'text' | 'entities'>;
  readonly onLinkClick: OnLinkClick;
  /** What a hidden passage is called until it is shown. */
  readonly hiddenText: string;
}

/** Takes entities as the SDK gives them: sorted, and one within the other or apart. */
export function renderRichText({ message, onLinkClick, hiddenText }: RichTextModel): unknown[] {
  const { text, entities = [] } = message;
  let next = 0;
  const renderRange = (from: number, end: number, mayLink: boolean): unknown[] => {
    const parts: unknown[] = [];
    let start = from;
    for (;;) {
      const entity = entities[next];
      const stop = entity !== undefined && entity.offset < end ? entity.offset : end;
      const words = text.slice(start, stop);
      parts.push(mayLink ? renderLinkedText(words, onLinkClick) : words);
      if (entity === undefined || stop === end) return parts;
      next += 1;
      start = entity.offset + entity.length;
      const content = renderRange(entity.offset, start, mayLink && !/^(code|pre|link)$/.test(entity.type));
      parts.push(renderEntity(entity, content, { onLinkClick, hiddenText }));
      // A block ends its line by itself.
      if (isBlock(entity) && text[start] === '\n') start += 1;
    }
  };
  return renderRange(0, text.length, true);
}

function isBlock({ type }: Entity): boolean {
  return type === 'pre' || type === 'blockquote';
}

function renderEntity(
  entity: Entity,
  content: unknown,
  { onLinkClick, hiddenText }: Pick<RichTextModel, 'onLinkClick' | 'hiddenText'>,
): TemplateResult {
  switch (entity.type) {
    case 'bold':
      return html`<b>${content}</b>`;
    case 'italic':
      return html`<i>${content}</i>`;
    case 'underline':
      return html`<u>${content}</u>`;
    case 'strikethrough':
      return html`<s>${content}</s>`;
    case 'code':
      return html`<code dir="ltr">${content}</code>`;
    case 'pre':
      // Can be reached by keys, because it may have to be scrolled.
      return html`<pre dir="ltr" tabindex="0">${content}</pre>`;
    case 'blockquote':
      return html`<blockquote>${content}</blockquote>`;
    case 'link':
      return renderLink(content, entity.url, onLinkClick);
    case 'spoiler':
      return html`<span
        class="spoiler"
        role="button"
        tabindex="0"
        aria-label=${hiddenText}
        @click=${reveal}
        @keydown=${reveal}
        ><span>${content}</span></span
      >`;
  }
}

/** For good: what somebody has seen need not be hidden from them again. */
function reveal(event: Event): void {
  const spoiler = event.currentTarget as HTMLElement;
  if (!spoiler.matches('.spoiler') || (event instanceof KeyboardEvent && !/^(Enter| )$/.test(event.key))) return;
  event.preventDefault();
  spoiler.className = '';
  spoiler.removeAttribute('role');
  spoiler.removeAttribute('aria-label');
  // It keeps the focus without being a stop any more.
  spoiler.tabIndex = -1;
}
