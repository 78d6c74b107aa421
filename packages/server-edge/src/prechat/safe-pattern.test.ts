import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { processorTime } from '../../testing/processor-time.ts';
import { compilePattern } from './safe-pattern.ts';

const isUsed = (pattern: string, longest = 200) => compilePattern(pattern, longest) !== undefined;

describe('a pattern for an answer', () => {
  it('holds for the whole answer', () => {
    const pattern = compilePattern('[A-Z]{2}-\\d{4}|none', 200);
    assert.deepEqual(
      ['AB-1234', 'none', 'xAB-1234', 'AB-1234x', 'ab-1234', ''].map((answer) => pattern?.test(answer)),
      [true, true, false, false, false, false],
    );
  });

  it('may be what people write', () => {
    for (const pattern of [
      '\\d{5}(-\\d{4})?',
      "[\\p{L} .'-]+",
      '^[A-Z]{1,3}\\d+$',
      '\\+?[0-9 ()/-]{6,20}',
      '[^@ ]+@[^@ ]+\\.[a-z]{2,}',
      '(?:Mr|Mrs|Dr)\\.? .+',
      '(\\d{3}[ -]?){3}',
      '(ab){2,3}c*?',
      '\\u{1F600}?\\/x',
      '[)(\\]|*+?]{1,5}',
    ]) {
      assert.ok(isUsed(pattern), pattern);
    }
  });

  it('is not used when it could keep the server busy', () => {
    for (const pattern of [
      '(a+)+b',
      '(a*)*b',
      '(a|a)*b',
      '(a|aa)+b',
      '((a{1,50}){1,50}){1,50}b',
      '(.*a){30}',
      `${'a?'.repeat(60)}${'a'.repeat(60)}`,
      `${'.*'.repeat(20)}x`,
      `${'(a|a)'.repeat(38)}b`,
      `${'('.repeat(50)}a${'?)'.repeat(50)}{2,99}b`,
    ]) {
      assert.equal(isUsed(pattern), false, pattern);
    }
    assert.equal(isUsed('.*.*.*', 200), true);
    assert.equal(isUsed('.*.*.*', 2_000), false);
  });

  it('is not used when it does not compile or holds what is not understood', () => {
    for (const pattern of [
      '',
      '(',
      ')',
      'a)(b',
      '[a',
      'a**',
      '*a',
      '{2}',
      'a{2,1}',
      '(?=a)b',
      '(?!a)b',
      '(?<=a)b',
      '(?<name>a)',
      '(a)\\1',
      '\\k<x>',
      '\\p{Nonsense}',
      '\\',
      'x'.repeat(201),
    ]) {
      assert.equal(isUsed(pattern), false, pattern);
    }
  });

  it('never takes long, whatever it is and whatever is answered', async () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '(',
      ')',
      '(?:',
      '|',
      '*',
      '+',
      '?',
      '{1,9}',
      '{3}',
      '[ab]',
      '\\w',
      'a+',
      '(a|a)',
    );
    const answers = ['a'.repeat(100), 'ab'.repeat(50), `${'a'.repeat(99)}!`];
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        const pattern = compilePattern(pieces.join(''), 100);
        const took = await processorTime(() => answers.map((answer) => pattern?.test(answer)));
        assert.ok(took < 2_000, pieces.join(''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never fails, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (pattern) => {
        const compiled = compilePattern(pattern, 50);
        assert.ok(compiled === undefined || compiled instanceof RegExp);
      }),
    );
  });
});
