import { RELATIVE_COLOR } from './accent-css.ts';
import { inThemes } from './in-themes.ts';

/**
 * The custom properties that the launcher is drawn from, and their defaults, as plain text: the loader uses the same
 * words before Lit is there. Text on the accent is light up to a lightness of .57: LIGHT_TEXT_LIMIT in accent.ts.
 */
export const launcherTokensCss = `${inThemes('color-scheme:light;--support-chat-accent:oklch(.55 .19 268);', 'color-scheme:dark;--support-chat-accent:oklch(.66 .17 268);')}
:host{
--support-chat-on-accent:var(--_on-accent,oklch(.985 .005 268));
--support-chat-font:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
--support-chat-launcher-size:60px;--support-chat-offset-inline:20px;--support-chat-offset-block:20px;
--support-chat-z-index:2147483000;--support-chat-duration:220ms;
}
@supports(color:${RELATIVE_COLOR}){:host{--support-chat-on-accent:oklch(from var(--support-chat-accent) clamp(.14,(.57 - l)*1000,.985) .015 h)}}
@media(prefers-reduced-motion:reduce){:host{--support-chat-duration:0s}}`;
