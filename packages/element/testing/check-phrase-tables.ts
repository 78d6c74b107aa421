import { assert, expect } from '@open-wc/testing';
import {
  incomplete,
  loadAll,
  miscounted,
  untranslated,
  type PhraseLoaders,
  type TranslatedPhrases,
} from './phrase-tables.ts';

export interface PhraseTablesCheck {
  readonly tables: PhraseLoaders;
  readonly english: object;
  /** Words that are the same in English and in another language. */
  readonly shared: ReadonlySet<string>;
  /** What is Latin in every script. */
  readonly names: RegExp;
}

/** Tests, within a suite, that hold for every table of phrases of the team's elements. */
export function checkPhraseTables({ tables, english, shared, names }: PhraseTablesCheck): void {
  let all: readonly TranslatedPhrases[] = [];

  before(async () => {
    all = await loadAll(tables, english);
  });

  it('is in sixteen languages besides English', () => {
    expect(all.map(({ language }) => language)).to.have.length(16);
  });

  it('says everything that English says, with what it is given', () => {
    expectNone(all.flatMap(incomplete));
  });

  it('counts as the language counts', () => {
    expectNone(all.flatMap(miscounted));
  });

  it('is not in English, and printed as the language is', () => {
    expectNone(all.flatMap((table) => untranslated(table, shared, names)));
  });
}

/** Shows all of them at once. */
function expectNone(faults: readonly string[]): void {
  assert.equal(faults.join('\n'), '');
}
