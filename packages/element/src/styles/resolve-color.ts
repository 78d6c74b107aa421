import { parseColor, type Oklch } from './accent.ts';

/** Any CSS colour; those that only a browser can read (names, hsl) are put into words we know by a canvas. */
export function resolveColor(value: string): Oklch | null {
  const known = parseColor(value);
  if (known !== null) return known;
  const canvas = document.createElement('canvas').getContext('2d');
  if (canvas === null) return null;
  // The setter ignores what it cannot read, so an answer that follows the previous value means "no colour".
  const read = (before: string): string => {
    canvas.fillStyle = before;
    canvas.fillStyle = value;
    return canvas.fillStyle;
  };
  const answer = read('#000');
  return answer === read('#fff') ? parseColor(answer) : null;
}
