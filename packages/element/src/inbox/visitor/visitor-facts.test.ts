import { expect } from '@open-wc/testing';
import en from '../i18n/locales/en.ts';
import { addressOf, deviceName, shortAddress, toFacts } from './visitor-facts.ts';

describe('toFacts()', () => {
  it('makes words of whatever a site says, and leaves out what is empty', () => {
    const values = {
      plan: 'Plus',
      isVip: true,
      order_count: 0,
      none: null,
      blank: ' ',
      tags: ['a', 'b'],
      deep: { x: 1 },
    };
    expect(toFacts(values).map(({ label, value }) => `${label}: ${value}`)).to.deep.equal([
      'Plan: Plus',
      'Is Vip: true',
      'Order count: 0',
      'Tags: a, b',
      'Deep: {"x":1}',
    ]);
  });

  it('is not drowned by a site with hundreds of them', () => {
    const values = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`trait${index}`, index]));
    expect(toFacts(values)).to.have.length(40);
  });
});

describe('deviceName()', () => {
  it('says a device in the words of the agent, and any other as it came', () => {
    expect(['phone', 'console', 'toString'].map((device) => deviceName(device, en.devices))).to.deep.equal([
      'Phone',
      'console',
      'toString',
    ]);
  });
});

describe('addressOf()', () => {
  it('takes addresses of the web and nothing else', () => {
    expect(addressOf('https://shop.example/a b')).to.equal('https://shop.example/a%20b');
    for (const text of ['javascript:alert(1)', 'data:text/html,x', '//shop.example', 'https://', 'shop.example'])
      expect(addressOf(text), text).to.equal(undefined);
  });

  it('is shown without what every address has', () => {
    expect(shortAddress('https://www.shop.example/orders/')).to.equal('shop.example/orders');
  });
});
