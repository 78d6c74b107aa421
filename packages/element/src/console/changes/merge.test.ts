import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { changesBetween } from './changed-paths.ts';
import { isSame, readPath, writePath, type Json, type JsonObject } from './json.ts';
import { merge, settle } from './merge.ts';

const base = { name: 'Shop', branding: { accent: '#00f', launcher: { size: 60 } }, domains: ['a.example'] };

const names = fc.constantFrom('name', 'accent', 'size', 'launcher', 'branding', '__proto__', 'toString');
const { settings } = fc.letrec<{ settings: JsonObject; value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, '', 'text', 0, 7),
    fc.array(fc.constantFrom<Json>('a', 'b'), { maxLength: 2 }),
    tie('settings'),
  ),
  settings: fc.dictionary(names, tie('value') as fc.Arbitrary<Json>, { maxKeys: 3, noNullPrototype: true }),
}));

describe('changes of settings', () => {
  it('are told setting by setting, and of a list as a whole', () => {
    const after = { ...base, branding: { accent: '#f00', launcher: { size: 60 } }, domains: ['b.example'] };
    expect(changesBetween(base, after)).to.deep.equal([
      { path: 'branding.accent', before: '#00f', after: '#f00' },
      { path: 'domains', before: ['a.example'], after: ['b.example'] },
    ]);
  });

  it('are none exactly where both say the same', () => {
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        expect(changesBetween(one, one)).to.deep.equal([]);
        expect(changesBetween(one, other).length === 0).to.equal(isSame(one, other));
      }),
    );
  });

  it('lead from one to the other when they are written', () => {
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        const written = changesBetween(one, other).reduce(
          (result, { path, after }) => writePath(result, path, after),
          one,
        );
        expect(changesBetween(written, other).filter(({ after }) => after !== undefined)).to.deep.equal([]);
      }),
    );
  });

  it('leave the rest alone', () => {
    expect(writePath(base, 'branding.launcher.size', undefined)).to.deep.equal({
      ...base,
      branding: { accent: '#00f', launcher: {} },
    });
    expect(readPath(writePath({}, 'a.b', 1), 'a.b')).to.equal(1);
    expect(readPath({}, 'constructor.name')).to.equal(undefined);
  });
});

describe('two people who change the same thing', () => {
  it('both get what they wanted where they did not touch the same setting', () => {
    const mine = { ...base, name: 'My shop' };
    const theirs = { ...base, branding: { accent: '#f00', launcher: { size: 60 } } };
    expect(merge(base, mine, theirs)).to.deep.equal({
      merged: { ...theirs, name: 'My shop' },
      conflicts: [],
      taken: ['branding.accent'],
    });
  });

  it('are asked where they did', () => {
    const mine = { ...base, branding: { accent: '#0f0', launcher: { size: 60 } } };
    const theirs = { ...base, branding: { accent: '#f00', launcher: { size: 72 } } };
    const both = merge(base, mine, theirs);
    expect(both.conflicts).to.deep.equal([{ path: 'branding.accent', base: '#00f', mine: '#0f0', theirs: '#f00' }]);
    expect(settle(both, {})).to.deep.equal({ ...base, branding: { accent: '#0f0', launcher: { size: 72 } } });
    expect(settle(both, { 'branding.accent': 'theirs' })).to.deep.equal(theirs);
  });

  it('do not lose a change to a group that the other took away', () => {
    const mine = { ...base, branding: { accent: '#0f0', launcher: { size: 60 } } };
    const { conflicts } = merge(base, mine, { name: 'Shop', domains: ['a.example'] });
    expect(conflicts.map(({ path }) => path)).to.deep.equal(['branding.accent']);
  });

  it('get back what only one of them made', () => {
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        expect(isSame(merge(one, one, other).merged, other), 'theirs').to.equal(true);
        expect(merge(one, one, other).conflicts).to.deep.equal([]);
        expect(merge(one, other, one).conflicts).to.deep.equal([]);
        expect(merge(one, other, other).conflicts, 'the same change twice').to.deep.equal([]);
      }),
    );
  });

  it('see the same conflicts from either side where each is one setting', () => {
    const flat = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<Json>(1, 2, 3), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(flat, flat, flat, (start, mine, theirs) => {
        const here = merge(start, mine, theirs);
        const there = merge(start, theirs, mine);
        expect(here.conflicts.map(({ path }) => path).sort()).to.deep.equal(
          there.conflicts.map(({ path }) => path).sort(),
        );
        const choices = Object.fromEntries(here.conflicts.map(({ path }) => [path, 'theirs' as const]));
        expect(isSame(settle(here, choices), settle(there, {}))).to.equal(true);
      }),
    );
  });
});
