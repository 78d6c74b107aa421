/** The categories that a language counts with, besides two that mean "1" and "all the rest" (CLDR, cardinals). */
interface Categories {
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
  readonly he: 'one' | 'two' | 'other';
  readonly pl: 'one' | 'few' | 'many' | 'other';
  readonly ru: 'one' | 'few' | 'many' | 'other';
  readonly uk: 'one' | 'few' | 'many' | 'other';
}

/** A form for each category of a language; one that is missing is a compile error. */
type PluralForms<L extends keyof Categories> = Readonly<Record<Categories[L], string>> & KnownForms;

type KnownForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Chooses a form by the rules of a language with many of them. In the Slavic ones `other` is for fractions. */
export function pluralForms<L extends keyof Categories>(language: L): (count: number, forms: PluralForms<L>) => string {
  const rules = new Intl.PluralRules(language);
  // Browsers of before 2022 know one category more for Hebrew.
  return (count, forms: KnownForms) => forms[rules.select(count)] ?? forms.other;
}
