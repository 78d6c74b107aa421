import { contrast, deriveAccent, formatColor, onAccent, type Oklch } from '../../styles/accent.ts';
import { resolveColor } from '../../styles/resolve-color.ts';

/** What becomes of an accent in one theme. */
export interface AccentIn {
  readonly color: string;
  readonly textColor: string;
  /** Of the text on it, 1 to 21, as WCAG 2.2 defines it. */
  readonly contrast: number;
  /** Whether its lightness was changed so that text can be read on it. */
  readonly isMoved: boolean;
}

/** What the widget makes of an accent, by the widget's own rules. Null: it is no colour. */
export function checkAccent(value: string): Readonly<Record<'light' | 'dark', AccentIn>> | null {
  const color = resolveColor(value);
  return color === null ? null : { light: inTheme(color, 'light'), dark: inTheme(color, 'dark') };
}

function inTheme(color: Oklch, theme: 'light' | 'dark'): AccentIn {
  const accent = deriveAccent(color, theme);
  const text = onAccent(accent);
  return {
    color: formatColor(accent),
    textColor: formatColor(text),
    contrast: contrast(accent, text),
    isMoved: Math.abs(accent[0] - color[0]) > 0.005,
  };
}

/** As `#rrggbb`, which is how an accent is stored; the browser reads what else is a colour. Null: it is none. */
export function toHex(value: string): string | null {
  if (/^#[\da-f]{6}$/i.test(value)) return value;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (canvas === null || !CSS.supports('color', value)) return null;
  canvas.fillStyle = value;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
