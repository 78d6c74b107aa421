import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { browserCookies } from './page-cookies.ts';

const page = globalThis as { document?: unknown; location?: unknown };

afterEach(() => {
  delete page.document;
  delete page.location;
});

it('there are no cookies where there is no page', () => {
  assert.equal(browserCookies(), null);
});

it('the cookies of the page are its own', () => {
  page.document = { cookie: 'a=1' };
  page.location = { hostname: 'www.example.com', protocol: 'https:' };
  const cookies = browserCookies();
  assert.deepEqual([cookies?.host, cookies?.isSecure, cookies?.read()], ['www.example.com', true, 'a=1']);
  cookies?.write('b=2; Path=/');
  assert.equal((page.document as { cookie: string }).cookie, 'b=2; Path=/');
});
