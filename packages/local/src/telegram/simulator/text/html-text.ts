import type { ApiEntity } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: ApiEntity[];
}

interface OpenTag {
  readonly name: string;
  readonly entity: ApiEntity | undefined;
  readonly textStart: number;
}

const SIMPLE_TAGS: Readonly<Record<string, string>> = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline', s: 'strikethrough',
  strike: 'strikethrough', del: 'strikethrough', 'tg-spoiler': 'spoiler', code: 'code', pre: 'pre',
}; // prettier-ignore
const NAMED_REFERENCES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * `parse_mode: 'HTML'` [DOC, Formatting options], with TDLib's refusals and their byte offsets. Offsets of the
 * entities count UTF-16 units of the resulting text; an entity around nothing is dropped.
 */
export function parseHtmlText(html: string): FormattedText {
  const entities: ApiEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let position = 0;
  const fail = (reason: string) => badRequest(`can't parse entities: ${reason}`);
  const at = (index: number) => Buffer.byteLength(html.slice(0, index));

  while (position < html.length) {
    const character = html[position] ?? '';
    if (character === '&') {
      const reference = readReference(html, position);
      text += reference.value;
      position = reference.end;
    } else if (character !== '<') {
      text += character;
      position += 1;
    } else if (html[position + 1] === '/') {
      const end = html.indexOf('>', position);
      if (end < 0) throw fail(`Unclosed end tag at byte offset ${at(position)}`);
      const name = html
        .slice(position + 2, end)
        .trim()
        .toLowerCase();
      const tag = open.pop();
      if (!tag) throw fail(`Unexpected end tag at byte offset ${at(position)}`);
      if (name !== '' && name !== tag.name) {
        throw fail(`Unmatched end tag at byte offset ${at(position)}, expected "</${tag.name}>", found "</${name}>"`);
      }
      closeTag(tag, text, entities, open);
      position = end + 1;
    } else {
      const end = findTagEnd(html, position);
      if (end < 0) throw fail(`Unclosed start tag at byte offset ${at(position)}`);
      const tag = readTag(html.slice(position + 1, end));
      const entity = entityFor(tag, text.length);
      if (entity === 'unsupported') throw fail(`Unsupported start tag "${tag.name}" at byte offset ${at(position)}`);
      open.push({ name: tag.name, entity, textStart: text.length });
      position = end + 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw fail(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities };
}

function readReference(html: string, start: number): { value: string; end: number } {
  const match = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/i.exec(html.slice(start, start + 12));
  const [whole = '', hex, decimal, name] = match ?? [];
  const codePoint = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
  const value =
    codePoint && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : name && NAMED_REFERENCES[name.toLowerCase()];
  return value ? { value, end: start + whole.length } : { value: '&', end: start + 1 };
}

function findTagEnd(html: string, start: number): number {
  let quote = '';
  for (let index = start + 1; index < html.length; index++) {
    const character = html[index] ?? '';
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index;
  }
  return -1;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

function readTag(source: string): Tag {
  const name = /^[^\s>]*/.exec(source)?.[0].toLowerCase() ?? '';
  const attributes = new Map<string, string>();
  for (const match of source
    .slice(name.length)
    .matchAll(/([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    const raw = match[2] ?? match[3] ?? match[4] ?? '';
    attributes.set(
      (match[1] ?? '').toLowerCase(),
      raw.replace(/&[^;]{1,10};/g, (reference) => readReference(reference, 0).value),
    );
  }
  return { name, attributes };
}

function entityFor({ name, attributes }: Tag, offset: number): ApiEntity | undefined | 'unsupported' {
  const entity = (type: string, extra: Partial<ApiEntity> = {}): ApiEntity => ({ type, offset, length: 0, ...extra });
  const simple = SIMPLE_TAGS[name];
  if (simple === 'code' && attributes.get('class')?.startsWith('language-')) {
    return entity('code', { language: attributes.get('class')?.slice('language-'.length) ?? '' });
  }
  if (simple) return entity(simple);
  if (name === 'span') return attributes.get('class') === 'tg-spoiler' ? entity('spoiler') : 'unsupported';
  if (name === 'blockquote') return entity(attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote');
  if (name === 'tg-emoji') return entity('custom_emoji', { custom_emoji_id: attributes.get('emoji-id') ?? '' });
  if (name === 'a') {
    const url = attributes.get('href') ?? '';
    return isLink(url) ? entity('text_link', { url }) : undefined;
  }
  return 'unsupported';
}

function isLink(url: string): boolean {
  return /^(https?|tg|mailto|tel):/i.test(url) && URL.canParse(url);
}

function closeTag(tag: OpenTag, text: string, entities: ApiEntity[], open: readonly OpenTag[]): void {
  const length = text.length - tag.textStart;
  if (!tag.entity || length === 0) return;
  const entity = { ...tag.entity, length };
  const parent = open.at(-1);
  if (entity.type === 'code' && entity.language !== undefined) {
    // <pre><code class="language-x"> is one `pre` entity with a language [DOC].
    if (parent?.entity?.type === 'pre' && parent.textStart === tag.textStart) {
      parent.entity.language = entity.language;
      return;
    }
    delete entity.language;
  }
  entities.push(entity);
}
