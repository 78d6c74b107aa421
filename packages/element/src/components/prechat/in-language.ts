/** The text for a locale (`de-AT`), else for its language (`de`), else the one for everybody. */
export function inLanguage(texts: Readonly<Record<string, string>>, locale: string, standard: string): string {
  const own = (key: string): string | undefined => (Object.hasOwn(texts, key) ? texts[key] : undefined);
  return own(locale) ?? own(locale.replace(/-.*/, '')) ?? standard;
}
