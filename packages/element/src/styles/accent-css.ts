import { inThemes } from './in-themes.ts';

/** Colours that are computed from another colour, with arithmetic on a unitless hue: Chrome 122, Safari 18, Firefox 128. */
export const RELATIVE_COLOR = 'oklch(from red min(l,cos((h - 1)*1deg)) c calc(h + 1))';

/** The neutrals of a colourless accent are tinted with the default hue, because hue is noise where there is no chroma. */
const HUE = 'calc(h*clamp(0,(c - .003)*1000,1) + 268*clamp(0,(.004 - c)*1000,1))';

/**
 * A style sheet for `:host` that brings a tenant's accent into both themes, moved in lightness so that text on it has a
 * contrast of 4.5:1. In the light theme a light colour (above .68) keeps its lightness and gets dark text; any other is
 * brought down to what light text needs, which depends on the hue: least for blues and reds, most for greens (138° is
 * 2.4086 as an arc; WebKit forgets the unit of an angle here). In the dark theme it is raised. deriveAccent() in accent.ts computes the same, where it is also proved.
 *
 * Custom properties that the page sets on the element still win over it. Text that is no colour gives an empty sheet.
 */
export function accentCss(color: string): string {
  return CSS.supports('color', color) ? accentRules(color) : '';
}

/** The same for a colour that is known to be one: for servers, which cannot ask. */
export function accentRules(color: string): string {
  const accent = (lightness: string): string =>
    `--support-chat-accent:oklch(from ${color} ${lightness} max(c,.002) ${HUE});`;
  return `@supports(color:${RELATIVE_COLOR}){${inThemes(accent('max(min(l,.537 - .0175*cos(h*.01745 - 2.4086)),min(l,(l - .68)*1000))'), accent('max(l,.66)'))}}`;
}
