import type { MessageEntity } from 'grammy/types';

/**
 * What an agent wrote, as plain text. Formatting is dropped, its text stays; a link hidden behind words would vanish, so
 * its address follows in parentheses unless the words already say it.
 */
export function agentText(text: string, entities: readonly MessageEntity[] = []): string {
  let plain = '';
  let position = 0;
  for (const entity of entities) {
    if (entity.type !== 'text_link') continue;
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
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '');
  return bare(words) === bare(url);
}
