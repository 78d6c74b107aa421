import type { WireTextEntity } from '@support-chat/sdk/protocol';

/**
 * A formatted text where only plain text goes. Looks are dropped; a link hidden behind words would vanish, so its address
 * follows in parentheses unless the words already say it.
 */
export function spellLinks(text: string, entities: readonly WireTextEntity[] = []): string {
  let plain = '';
  let position = 0;
  for (const entity of entities) {
    if (entity.type !== 'link') continue;
    const end = entity.offset + entity.length;
    const words = text.slice(entity.offset, end);
    plain += text.slice(position, end);
    position = end;
    if (!isSameAddress(words, entity.url)) plain += ` (${entity.url})`;
  }
  return plain + text.slice(position);
}

function isSameAddress(words: string, url: string): boolean {
  const bare = (address: string) =>
    address
      .toLowerCase()
      .replace(/^(?:https?:\/\/|mailto:|tel:)/, '')
      .replace(/\/$/, '')
      .replace(/^[\d\s().+-]+$/, (number) => number.replace(/[^\d+]/g, ''));
  return bare(words.trim()) === bare(url);
}
