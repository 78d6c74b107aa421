import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageToReturnTo, resumeLink } from './resume-link.ts';

const SHOP = { allowed_domains: ['shop.example', '*.shop.example'], blocked_domains: ['staging.shop.example'] };

describe('the page to return to', () => {
  it('is where the visitor was, if the widget may be used there', () => {
    assert.equal(pageToReturnTo('https://shop.example/mugs/blue', SHOP), 'https://shop.example/mugs/blue');
    assert.equal(pageToReturnTo('https://www.shop.example:8443/', SHOP), 'https://www.shop.example:8443/');
    for (const url of [
      'https://evil.example/',
      'https://shop.example.evil.example/',
      'https://staging.shop.example/',
    ]) {
      assert.equal(pageToReturnTo(url, SHOP), undefined, url);
    }
  });

  it('keeps nothing that could make the page do something, or that was not meant to be mailed', () => {
    const claimed = 'https://robin:secret@shop.example/cart?coupon=<script>&session=abc#admin';
    assert.equal(pageToReturnTo(claimed, SHOP), 'https://shop.example/cart');
    assert.equal(pageToReturnTo('https://shop.example/a"onclick="b', SHOP), 'https://shop.example/a%22onclick=%22b');
  });

  it('is a page of the web', () => {
    const anywhere = { allowed_domains: [], blocked_domains: [] };
    for (const url of [
      'javascript:alert(1)//shop.example',
      'data:text/html,hi',
      'file:///etc/passwd',
      'shop.example',
      '',
      null,
    ]) {
      assert.equal(pageToReturnTo(url, anywhere), undefined, String(url));
    }
    assert.equal(pageToReturnTo('http://localhost:4100/', anywhere), 'http://localhost:4100/');
  });

  it('gets the token behind the #, which browsers keep from servers and from other pages', () => {
    assert.equal(resumeLink('https://shop.example/', 'a.b'), 'https://shop.example/#support-chat-resume=a.b');
  });
});
