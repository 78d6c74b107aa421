import { RELATIVE_COLOR } from './accent-css.ts';
import { inThemes } from './in-themes.ts';
import { launcherTokensCss } from './launcher-tokens.ts';

/**
 * Every `--support-chat-*` custom property and its default. One accent; everything else is derived from its hue.
 * What the launcher needs is in launcher-tokens.ts, which the loader shares.
 *
 * Two passes: the first writes computed values (with the accent's hue in `--_hue`) for browsers without relative
 * colours, the second derives the same values from whatever `--support-chat-accent` is, so that an accent from the
 * page's own style sheet recolours everything.
 *
 * Sizes follow two numbers in the same way: every corner is a share of `--support-chat-radius` (inside the panel of at
 * most 28 px, or a bubble would eat its text), every size of type a share of `--support-chat-font-size`.
 *
 * `--_accent-text` is the accent where it is text or shows a state: dark, or light, enough for `surface` and
 * `surface-2` alike. palette-contrast.test.ts proves it, as it proves every other pair.
 */
type Shade = (lightness: number | string, chroma: number, alpha?: string) => string;

function palette(theme: 'light' | 'dark', shade: Shade): string {
  const isLight = theme === 'light';
  const values = {
    surface: isLight ? shade(1, 0) : shade(0.205, 0.013),
    'surface-2': isLight ? shade(0.968, 0.006) : shade(0.265, 0.015),
    'surface-3': isLight ? shade(0.94, 0.008) : shade(0.315, 0.017),
    text: isLight ? shade(0.24, 0.02) : shade(0.95, 0.006),
    'text-muted': isLight ? shade(0.5, 0.02) : shade(0.72, 0.015),
    border: isLight ? shade(0.915, 0.008) : shade(0.31, 0.016),
    shadow: isLight
      ? `0 0 0 1px ${shade(0.4, 0.03, '7%')},0 12px 24px -8px ${shade(0.3, 0.05, '14%')},0 32px 64px -16px ${shade(0.3, 0.05, '26%')}`
      : `0 0 0 1px ${shade(1, 0, '8%')},0 12px 24px -8px ${shade(0, 0, '50%')},0 32px 64px -16px ${shade(0, 0, '60%')}`,
  };
  return Object.entries(values)
    .map(([name, value]) => `--support-chat-${name}:${value};`)
    .join('');
}

const computed: Shade = (lightness, chroma, alpha = '1') => `oklch(${lightness} ${chroma} var(--_hue,268)/${alpha})`;
const derived: Shade = (lightness, chroma, alpha = '1') =>
  `oklch(from var(--support-chat-accent) ${lightness} ${chroma} h/${alpha})`;

const light = `--support-chat-online:oklch(.68 .17 152);--support-chat-danger:oklch(.55 .2 25);--support-chat-notice:oklch(.96 .04 85);--support-chat-on-notice:oklch(.42 .08 70);`;
const dark = `--support-chat-danger:oklch(.72 .16 25);--support-chat-notice:oklch(.32 .05 80);--support-chat-on-notice:oklch(.9 .07 85);`;

export const tokensCss = `${launcherTokensCss}${inThemes(light + palette('light', computed), dark + palette('dark', computed))}
:host{
--_accent-text:var(--support-chat-accent);--_hero:var(--support-chat-accent);--_hero-2:var(--support-chat-accent);--_on-hero:var(--support-chat-on-accent);
--_halo:color-mix(in srgb,var(--support-chat-accent) 16%,transparent);
--support-chat-visitor-bubble:var(--support-chat-accent);--support-chat-on-visitor-bubble:var(--support-chat-on-accent);
--support-chat-agent-bubble:var(--support-chat-surface-2);--support-chat-on-agent-bubble:var(--support-chat-text);
--support-chat-font-size:14.5px;--support-chat-radius:20px;--support-chat-width:392px;--support-chat-height:700px;
--_round:min(var(--support-chat-radius),28px);
--_tiny:calc(var(--support-chat-font-size)*.793);--_small:calc(var(--support-chat-font-size)*.862);--_medium:calc(var(--support-chat-font-size)*.931);--_large:calc(var(--support-chat-font-size)*1.034);
}
@supports(color:${RELATIVE_COLOR}){
${inThemes(
  `${palette('light', derived)}--_accent-text:oklch(from var(--support-chat-accent) min(l,.49) c h);--_hero:var(--support-chat-accent);--_hero-2:oklch(from var(--support-chat-accent) calc(l + .06) calc(c*.8) calc(h + 38));--_on-hero:var(--support-chat-on-accent);`,
  `${palette('dark', derived)}--_accent-text:oklch(from var(--support-chat-accent) max(l,.74) c h);--_hero:oklch(from var(--support-chat-accent) .38 calc(c*.85) h);--_hero-2:oklch(from var(--support-chat-accent) .46 calc(c*.75) calc(h + 38));--_on-hero:oklch(from var(--support-chat-accent) .97 .012 h);`,
)}
}`;
