import type { WireTextEntity } from '../protocol/text-entity.ts';

const TYPES = /^(bold|italic|underline|strikethrough|code|pre|spoiler|blockquote|link)$/;
const SAFE_ADDRESS = /^(https?:\/\/|mailto:|tel:)/i;

/**
 * Formatting that can be drawn without another look: whatever the server or an old cache says, it is sorted, nested, within
 * the text, and links to nothing but pages, mail addresses and phone numbers. Undefined when nothing is left.
 */
export function soundEntities(
  text: string,
  entities: readonly WireTextEntity[] | undefined,
): readonly WireTextEntity[] | undefined {
  if (!Array.isArray(entities)) return;
  let start = 0;
  let openEnds: readonly number[] = [];
  const sound = entities.slice(0, 100).filter((entity: WireTextEntity | null) => {
    if (!entity || !TYPES.test(entity.type)) return false;
    if (entity.type === 'link' && !SAFE_ADDRESS.test(entity.url)) return false;
    const { offset, length } = entity;
    if (![offset, length].every(Number.isInteger)) return false;
    const end = offset + length;
    const stillOpen = openEnds.filter((openEnd) => openEnd > offset);
    if (!(offset >= start && length > 0 && end <= Math.min(text.length, ...stillOpen))) return false;
    start = offset;
    openEnds = [...stillOpen, end];
    return true;
  });
  return sound.length > 0 ? Object.freeze(sound) : undefined;
}
