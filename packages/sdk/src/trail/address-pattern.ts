/**
 * Whether an address has a part like the pattern, in which `*` stands for any number of any characters. Large and small
 * letters are the same. Takes time in proportion to the address, whatever the pattern.
 */
export function hasPart(address: string, pattern: string): boolean {
  const text = address.toLowerCase();
  let from = 0;
  // The leftmost place for each piece is never worse than a later one, because nothing is tied to the end.
  for (const piece of pattern.toLowerCase().split('*')) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}
