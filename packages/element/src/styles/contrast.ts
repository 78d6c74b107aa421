/**
 * For people who have asked their system for more contrast: paler text has 7:1 and lines have 3:1, at least.
 * As specific as the themes, and to stand after them; what the page sets wins here as well.
 */
export const contrastCss = `@media(prefers-contrast:more){:host(:not([theme=_])){--support-chat-text-muted:color-mix(in srgb,var(--support-chat-text) 84%,var(--support-chat-surface));--support-chat-border:color-mix(in srgb,var(--support-chat-text) 70%,var(--support-chat-surface))}}`;
