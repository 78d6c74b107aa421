/**
 * From one colour that a tenant chose to the accents of both themes, in numbers.
 *
 * Guarantees that text on the accent has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3), whatever sRGB colour comes in. The
 * style sheets say the same in CSS (accent-css.ts, launcher-tokens.ts); this is their twin for browsers that cannot
 * follow them, and what the tests hold them to. Refuses what it cannot read (`null`); never guesses a colour.
 */

/** Linear-light or gamma-encoded sRGB, 0 to 1 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Lightness 0 to 1, chroma 0 to about 0.4, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** The hue that tints the neutrals when the accent itself has none. */
export const DEFAULT_HUE = 268;

/** Light text stands on accents up to this lightness, dark text above it; the same number is in launcher-tokens.ts. */
export const LIGHT_TEXT_LIMIT = 0.57;

/** Reads `#rgb`, `#rrggbb` and `oklch(…)`; resolve-color.ts knows the rest. */
export function parseColor(value: string): Oklch | null {
  const text = value.trim();
  if (/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text)) {
    const digits = text.length === 4 ? text.replace(/[^#]/g, '$&$&') : text;
    return toOklch([1, 3, 5].map((start) => parseInt(digits.slice(start, start + 2), 16) / 255) as unknown as Rgb);
  }
  const [, lightness, percent, chroma, hue] = /^oklch\(([\d.]+)(%?) ([\d.]+) ([\d.]+)/.exec(text) ?? [];
  return hue === undefined ? null : [Number(lightness) / (percent ? 100 : 1), Number(chroma), Number(hue)];
}

/** The accent of one theme: the tenant's hue and chroma, at a lightness on which text can be read. */
export function deriveAccent([lightness, chroma, hue]: Oklch, theme: 'light' | 'dark'): Oklch {
  if (theme === 'dark') return [Math.max(lightness, 0.66), chroma, hue];
  // A light brand colour (yellow, mint) keeps its character with dark text on it; only the middle has to move.
  if (lightness > 0.68) return [lightness, chroma, hue];
  return [Math.min(lightness, 0.537 - 0.0175 * Math.cos(((hue - 138) * Math.PI) / 180)), chroma, hue];
}

/** The colour of text on an accent. */
export function onAccent([lightness, , hue]: Oklch): Oklch {
  return [lightness > LIGHT_TEXT_LIMIT ? 0.14 : 0.985, 0.015, hue];
}

/** Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it. */
export function contrast(first: Oklch, second: Oklch): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** As CSS writes it, rounded to what an eye can tell apart. */
export function formatColor([lightness, chroma, hue]: Oklch): string {
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${hue.toFixed(1)})`;
}

/** Matrices: Björn Ottosson, "A perceptual color space for image processing" (bottosson.github.io/posts/oklab), rounded for 8-bit colours. */
function toOklch(color: Rgb): Oklch {
  const [r, g, b] = color.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb;
  const l = Math.cbrt(0.41222 * r + 0.53633 * g + 0.051446 * b);
  const m = Math.cbrt(0.2119 * r + 0.6807 * g + 0.1074 * b);
  const s = Math.cbrt(0.088302 * r + 0.28172 * g + 0.62998 * b);
  const lightness = 0.21045 * l + 0.79362 * m - 0.004072 * s;
  const a = 1.978 * l - 2.4286 * m + 0.45059 * s;
  const bee = 0.025904 * l + 0.78277 * m - 0.80868 * s;
  const chroma = Math.hypot(a, bee);
  return [lightness, chroma, chroma < 0.004 ? DEFAULT_HUE : ((Math.atan2(bee, a) * 180) / Math.PI + 360) % 360];
}

function toLinearRgb([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.39634 * a + 0.2158 * b) ** 3;
  const m = (lightness - 0.10556 * a - 0.063854 * b) ** 3;
  const s = (lightness - 0.089484 * a - 1.2915 * b) ** 3;
  return [
    4.0767 * l - 3.3077 * m + 0.23097 * s,
    -1.2684 * l + 2.6098 * m - 0.34132 * s,
    -0.0041961 * l - 0.70342 * m + 1.7076 * s,
  ];
}

function luminance(color: Oklch): number {
  // Out-of-gamut channels are clipped, as browsers do when they paint.
  const [r, g, b] = toLinearRgb(color).map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
