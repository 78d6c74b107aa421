import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkKind, checkSize, commonMediaType, nameOf } from './check-file.ts';

const RULES = { isEnabled: true, maxBytes: 10, maxFiles: 3, types: ['image/*', 'text/csv', 'application/zip'] };
const file = (type: string, content = 'x'): Blob => new Blob([content], { type });

describe('a chosen file', () => {
  for (const type of [
    'image/png',
    'image/avif',
    'text/csv',
    'text/csv;charset=utf-8',
    'application/x-zip-compressed',
    '',
  ]) {
    it(`of the type "${type}" is taken`, () => checkKind(file(type), RULES));
  }

  for (const type of ['application/pdf', 'imagery/png', 'text/html', 'image']) {
    it(`of the type "${type}" is refused`, () => {
      assert.throws(() => checkKind(file(type), RULES), { code: 'attachment_type_refused' });
    });
  }

  it('of any type is taken where everything is', () => checkKind(file('a/b'), { ...RULES, types: ['*/*'] }));

  it('is refused where files are not taken, and when it is empty', () => {
    assert.throws(() => checkKind(file('image/png'), { ...RULES, isEnabled: false }), { code: 'feature_disabled' });
    assert.throws(() => checkKind(file('image/png', ''), RULES), { code: 'attachment_type_refused' });
  });

  it('may have as many bytes as the widget says', () => {
    checkSize(file('image/png', 'x'.repeat(10)), RULES);
    assert.throws(() => checkSize(file('image/png', 'x'.repeat(11)), RULES), { code: 'attachment_too_large' });
  });

  it('keeps its name, unless another one is asked for', () => {
    const own = new File(['x'], 'lamp.png', { type: 'image/png' });
    assert.equal(nameOf(own, undefined), 'lamp.png');
    assert.equal(nameOf(own, 'other.png'), 'other.png');
  });

  it('without a name gets one after its type', () => {
    for (const [type, name] of [
      ['image/jpeg', 'image.jpg'],
      ['audio/webm;codecs=opus', 'audio.webm'],
      ['image/svg+xml', 'image.bin'],
      ['', 'file.bin'],
    ] as const) {
      assert.equal(nameOf(file(type), undefined), name);
    }
  });

  it('keeps its ending when its name is too long', () => {
    const name = nameOf(file(''), `${'x'.repeat(300)}.tar.gz`);
    assert.deepEqual([name.length, name.endsWith('x.gz')], [255, true]);
  });

  it('goes by the common name of its type', () => {
    assert.deepEqual(['IMAGE/JPG', 'audio/x-m4a ; a=b', ''].map(commonMediaType), ['image/jpeg', 'audio/mp4', '']);
  });
});
