/** Declarations for `:host` in the light and in the dark theme; `theme="auto"` follows the visitor's system. */
export function inThemes(light: string, dark: string): string {
  return `:host{${light}}@media(prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}:host([theme=dark]){${dark}}`;
}
