import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOriginAllowed, placeOf } from './origin-policy.ts';

const allows = (origin: string, ...allowed_domains: string[]) =>
  isOriginAllowed(origin, { allowed_domains, blocked_domains: [] });
const blocks = (origin: string, ...blocked_domains: string[]) =>
  !isOriginAllowed(origin, { allowed_domains: [], blocked_domains });

describe('an allow-list of websites', () => {
  it('lets everybody in while it is empty, also pages without a real origin', () => {
    assert.equal(allows('https://anything.example'), true);
    assert.equal(allows('null'), true);
  });

  it('means exactly the host it names, by any scheme', () => {
    assert.equal(allows('https://example.com', 'example.com'), true);
    assert.equal(allows('http://example.com', 'example.com'), true);
    for (const origin of [
      'https://www.example.com',
      'https://example.com.evil.test',
      'https://evilexample.com',
      'https://example.co',
      'null',
      '',
      'example.com',
    ]) {
      assert.equal(allows(origin, 'example.com'), false, origin);
    }
  });

  it('takes a star for every host below, not for the host itself', () => {
    assert.equal(allows('https://shop.example.com', '*.example.com'), true);
    assert.equal(allows('https://a.b.example.com', '*.example.com'), true);
    assert.equal(allows('https://example.com', '*.example.com'), false);
    assert.equal(allows('https://notexample.com', '*.example.com'), false);
  });

  it('looks at the port only when the pattern has one', () => {
    assert.equal(allows('http://localhost:5173', 'localhost'), true);
    assert.equal(allows('http://localhost:5173', 'localhost:5173'), true);
    assert.equal(allows('http://localhost:3000', 'localhost:5173'), false);
    assert.equal(allows('https://example.com', 'example.com:443'), true);
    assert.equal(allows('http://example.com', 'example.com:80'), true);
    assert.equal(allows('http://example.com', 'example.com:443'), false);
    assert.equal(allows('https://a.example.com:8443', '*.example.com:8443'), true);
  });

  it('compares as browsers write: lower case, punycode, short IPv6', () => {
    assert.equal(allows('https://example.com', 'Example.COM'), true);
    assert.equal(allows('https://xn--bcher-kva.example', 'bücher.example'), true);
    assert.equal(allows('http://[::1]:3000', '[0:0:0:0:0:0:0:1]:3000'), true);
  });

  it('gets nothing from a pattern that is not a host', () => {
    for (const pattern of [
      '',
      '*',
      '*.',
      '*.*.com',
      'https://example.com',
      'example.com/',
      'user@example.com',
      'example .com',
    ]) {
      assert.equal(allows('https://example.com', pattern), false, pattern);
    }
  });
});

describe('a block-list of websites', () => {
  it('keeps out what it names and nobody else', () => {
    assert.equal(blocks('https://bad.example', 'bad.example'), true);
    assert.equal(blocks('https://a.bad.example', '*.bad.example'), true);
    assert.equal(blocks('https://good.example', 'bad.example'), false);
  });

  it('wins over the allow-list', () => {
    const policy = { allowed_domains: ['*.example.com'], blocked_domains: ['old.example.com'] };
    assert.equal(isOriginAllowed('https://new.example.com', policy), true);
    assert.equal(isOriginAllowed('https://old.example.com', policy), false);
  });
});

describe('the place that a request comes from', () => {
  it('is allowed, foreign, or nowhere', () => {
    const listed = { allowed_domains: ['example.com', 'localhost'], blocked_domains: ['old.example.com'] };
    const open = { allowed_domains: [], blocked_domains: ['old.example.com'] };
    for (const [origin, withList, withoutList] of [
      [undefined, 'allowed', 'allowed'],
      ['https://example.com', 'allowed', 'allowed'],
      ['capacitor://localhost', 'allowed', 'allowed'],
      ['https://other.example', 'foreign', 'allowed'],
      ['https://old.example.com', 'foreign', 'foreign'],
      ['null', 'nowhere', 'allowed'],
      ['file://', 'nowhere', 'allowed'],
      ['app://somewhere', 'nowhere', 'allowed'],
      ['app://old.example.com', 'foreign', 'foreign'],
    ] as const) {
      assert.deepEqual([placeOf(origin, listed), placeOf(origin, open)], [withList, withoutList], origin);
    }
  });
});
