import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { headerText, isAddress, namedAddress } from './header-text.ts';

describe('text for headers', () => {
  it('is one line without control characters, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const line = headerText(text, 100);
        assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
        assert.ok([...line].length <= 100 && line === line.trim() && line.isWellFormed());
      }),
    );
  });

  it('keeps what people write', () => {
    for (const text of ['Jürgen & Söhne', 'محادثة', '新しい質問', 'Robin 👩‍👩‍👧', 'a "b" <c>'])
      assert.equal(headerText(text, 100), text);
  });

  it('makes of a second header a part of the first', () => {
    assert.equal(headerText('Hello\r\nBcc: everybody@shop.example', 100), 'Hello Bcc: everybody@shop.example');
  });

  it('cuts between characters', () => {
    assert.equal(headerText('👋👋👋', 2), '👋…');
    assert.equal(headerText('ab', 2), 'ab');
  });
});

describe('addresses', () => {
  it('are one, and nothing around it', () => {
    for (const good of ['robin@mail.example', 'o’neill+chat@mail.example', 'ro.bin@[192.0.2.1]', 'робин@почта.example'])
      assert.ok(isAddress(good), good);
    for (const bad of [
      '',
      'robin',
      '@mail.example',
      'a@b, c@d',
      'a@b\r\nBcc: c@d',
      'Robin <a@b>',
      'a b@c',
      `${'a'.repeat(320)}@b`,
      '"a"@b',
    ]) {
      assert.equal(isAddress(bad), false, bad);
    }
  });

  it('stay the only one, whatever name stands before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const text = namedAddress(name, 'support@shop.example');
        assert.match(text, /^(?:"[^"\\<>\p{Cc}]*" <support@shop\.example>|support@shop\.example)$/u);
      }),
    );
    assert.equal(namedAddress('Harbor "Goods" <x@y>', 'a@b'), '"Harbor Goods x@y" <a@b>');
    assert.equal(namedAddress('  ', 'a@b'), 'a@b');
  });
});
