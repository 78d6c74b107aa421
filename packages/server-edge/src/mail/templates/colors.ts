/** Colours of e-mails. Mail programs know hexadecimal ones only, so what the widget derives in OKLCH is written out here. */

export interface Palette {
  readonly wash: string;
  readonly surface: string;
  /** Bubbles of the team, and everything else that is set off. */
  readonly raised: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  /** A line on what is raised. */
  readonly edge: string;
}

export const LIGHT: Palette = {
  wash: '#f4f5f9',
  surface: '#ffffff',
  raised: '#f1f2f8',
  text: '#1d1f2b',
  muted: '#626577',
  border: '#e3e5ee',
  edge: '#cdd0de',
};

export const DARK: Palette = {
  wash: '#0f1017',
  surface: '#181a23',
  raised: '#262935',
  text: '#eeeff4',
  muted: '#a3a6b8',
  border: '#2f3240',
  edge: '#4a4e62',
};

export interface Accent {
  readonly color: string;
  /** For text on it; the contrast is at least 4.5:1, whatever the accent is. */
  readonly on: string;
}

const DEFAULT_ACCENT = '#4a63d8';
const INK = '#14151f';

/** Anything but `#rgb` and `#rrggbb` counts as not set. */
export function accentOf(setting: unknown): Accent {
  const color = typeof setting === 'string' ? longForm(setting) : undefined;
  if (color === undefined) return { color: DEFAULT_ACCENT, on: '#ffffff' };
  const onWhite = contrast(color, '#ffffff');
  if (onWhite >= 4.5) return { color, on: '#ffffff' };
  return { color, on: contrast(color, INK) >= 4.5 ? INK : '#000000' };
}

/** WCAG 2.2, from 1 to 21. */
export function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function longForm(color: string): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(color)) return color.toLowerCase();
  if (!/^#[0-9a-f]{3}$/i.test(color)) return undefined;
  return `#${[...color.slice(1)].map((digit) => digit + digit).join('')}`.toLowerCase();
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.212_6 * red + 0.715_2 * green + 0.072_2 * blue;
}
