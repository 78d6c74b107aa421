/** One or two letters that stand for a person without a picture: "Mika" → "MI", "Ana Lopez" → "AL", "🙂" → "🙂". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')];
  const last = words.length > 1 ? [...(words.at(-1) ?? '')] : [];
  const second = last[0] ?? first[1] ?? '';
  // Scripts without upper case (日本, 한국) are dense: one sign is enough.
  const isCased = (first[0] ?? '').toLowerCase() !== (first[0] ?? '').toUpperCase();
  return isCased ? `${first[0]}${second}`.toUpperCase() : (first[0] ?? '');
}

/** One of six colours, the same for the same name everywhere. */
export function toneOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 6;
}
