import type { ApiEntity } from '../api-types.ts';

/**
 * Finds what Telegram marks by itself in any text, a bot's included: commands, mentions, hashtags, links and e-mail
 * addresses. Written after TDLib's rules for the cases a support chat meets; bare domains count only under common
 * top-level domains. Phone and bank card numbers are not marked.
 */
export function detectEntities(text: string): ApiEntity[] {
  const found: ApiEntity[] = [];
  for (const { type, pattern, trim } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const value = trim ? trimLink(match[0]) : match[0];
      const entity = { type, offset: match.index, length: value.length };
      if (value.length && !found.some((other) => overlaps(other, entity))) found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

export function overlaps(a: ApiEntity, b: ApiEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

const WORD = String.raw`[\p{L}\p{N}_]`;
const TOP_LEVEL =
  'com|org|net|io|app|dev|me|info|biz|shop|store|xyz|online|site|chat|support|co|ai|eu|uk|de|fr|es|it|nl|pl|pt|ru|ua|se|no|fi|dk|at|ch|be|cz|jp|cn|in|br|us|ca|au';

/** In order of precedence: what an earlier rule took, a later one leaves alone. */
const RULES: readonly { type: string; pattern: RegExp; trim?: true }[] = [
  { type: 'url', pattern: new RegExp(String.raw`(?<!${WORD})(?:https?|tg|ftp)://[^\s<>"«»]+`, 'giu'), trim: true },
  {
    type: 'email',
    pattern: /(?<![\p{L}\p{N}_.+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,8}(?![\p{L}\p{N}])/gu,
  },
  {
    type: 'url',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}_@./-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:${TOP_LEVEL})(?![\p{L}\p{N}_-])(?::\d{1,5})?(?:[/?#][^\s<>"«»]*)?`,
      'giu',
    ),
    trim: true,
  },
  {
    type: 'bot_command',
    pattern: /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/gu,
  },
  { type: 'mention', pattern: /(?<![\p{L}\p{N}_@])@[A-Za-z0-9_]{3,32}(?![\p{L}\p{N}_])/gu },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_#])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu },
];

/** Punctuation that ends a sentence, or a bracket that was opened before the link, does not belong to it. */
function trimLink(link: string): string {
  let value = link;
  for (;;) {
    const last = value.at(-1) ?? '';
    const isUnopened = last === ')' && value.split('(').length < value.split(')').length;
    if (!isUnopened && !'.,:;!?\'"`…»'.includes(last)) return value;
    if (value.length === 0) return value;
    value = value.slice(0, -1);
  }
}
