/**
 * What the launcher looks like, without Lit: the loader draws it before anything else is there, and the element draws
 * the same one, so that nobody sees the change from one to the other.
 */

/** A speech bubble on a grid of 28. */
export const LAUNCHER_GLYPH =
  'M14 4.6C7.9 4.6 3 8.7 3 13.8c0 2.8 1.5 5.3 3.8 7-.1 1.2-.6 2.4-1.4 3.4-.3.4 0 .9.5.9 2.1-.1 4-.8 5.5-1.9.8.1 1.7.2 2.6.2 6.1 0 11-4.2 11-9.4S20.1 4.6 14 4.6Z';

export const launcherCss = `
:host{display:contents}
:host([hidden]){display:none!important}
.launcher{all:initial;color-scheme:inherit;box-sizing:border-box;position:fixed;z-index:var(--support-chat-z-index);
inset-block-end:calc(var(--support-chat-offset-block) + env(safe-area-inset-bottom,0px));inset-inline-end:calc(var(--support-chat-offset-inline) + env(safe-area-inset-right,0px));
inline-size:var(--support-chat-launcher-size);block-size:var(--support-chat-launcher-size);border-radius:50%;display:grid;place-items:center;cursor:pointer;
font:600 12px/1 var(--support-chat-font);-webkit-tap-highlight-color:transparent;touch-action:manipulation;
color:var(--support-chat-on-accent);background:linear-gradient(150deg,rgb(255 255 255/.1),transparent 50%,rgb(0 0 0/.1)) var(--support-chat-accent);
box-shadow:0 4px 10px -2px rgb(0 0 0/.16),0 12px 28px -6px color-mix(in oklch,var(--support-chat-accent) 45%,transparent);
transition:scale var(--support-chat-duration) cubic-bezier(.2,.9,.25,1)}
:host([position$=start]) .launcher{inset-inline:calc(var(--support-chat-offset-inline) + env(safe-area-inset-left,0px)) auto}
:host([position^=top]) .launcher{inset-block:calc(var(--support-chat-offset-block) + env(safe-area-inset-top,0px)) auto}
.launcher svg{grid-area:1/1;inline-size:28px;block-size:28px;fill:currentColor;transition:var(--support-chat-duration)}
.launcher:focus-visible{outline:3.5px solid var(--support-chat-accent);outline-offset:3px}
.launcher:active{scale:.95}
@media(hover:hover){.launcher:hover:not(:active){scale:1.045}}
@media(forced-colors:active){.launcher{border:2px solid ButtonText;forced-color-adjust:none;background:ButtonFace;color:ButtonText}.launcher:focus-visible{outline-color:Highlight}}
@media print{.launcher{display:none}}`;
