/** A launcher with a picture or with words, and the logo above the greeting. Text, for a style sheet that also has rules of one's own. */
export const brandingCss = `
.logo img{display:block;block-size:32px;inline-size:auto;max-inline-size:180px;object-fit:contain;object-position:left}
:host(:dir(rtl)) .logo img{object-position:right}
.logo:not([data-broken])+.avatars{margin-inline-start:14px}
.logo [hidden]{display:none}
.launcher span.glyph{grid-area:1/1;transition:opacity var(--support-chat-duration)}
.launcher img:not([hidden]){display:block;inline-size:calc(var(--support-chat-launcher-size)*.5);block-size:calc(var(--support-chat-launcher-size)*.5);object-fit:contain}
.launcher span.glyph:not([data-broken])~.glyph{display:none}
.launcher.labelled{inline-size:auto;background:var(--support-chat-accent);grid-template-columns:28px auto;column-gap:9px;padding-inline:calc((var(--support-chat-launcher-size) - 28px)*.45) calc((var(--support-chat-launcher-size) - 28px)*.6);border-radius:calc(var(--support-chat-launcher-size)*.5);font-size:15px;max-inline-size:min(280px,100vw - 2*var(--support-chat-offset-inline))}
.label{grid-area:1/2;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:1.4}
@media(max-width:479.98px){.label{display:none}.launcher.labelled{inline-size:var(--support-chat-launcher-size);grid-template-columns:none;padding:0}}`;
