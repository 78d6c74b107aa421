import { deriveAccent, formatColor, onAccent, type Oklch } from './accent.ts';
import { inThemes } from './in-themes.ts';
import { resolveColor } from './resolve-color.ts';

/** What accentCss() says, computed here, for browsers that cannot compute colours from colours themselves. */
export function computedAccentCss(value: string): string {
  const color = resolveColor(value);
  return color === null ? '' : inThemes(declare(deriveAccent(color, 'light')), declare(deriveAccent(color, 'dark')));
}

function declare(accent: Oklch): string {
  return `--support-chat-accent:${formatColor(accent)};--_hue:${accent[2].toFixed(1)};--_on-accent:${formatColor(onAccent(accent))};`;
}
