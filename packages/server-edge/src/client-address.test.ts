import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf } from './client-address.ts';

describe('networkOf', () => {
  it('keeps an IPv4 address, also one that came wrapped in IPv6', () => {
    assert.equal(networkOf('203.0.113.7'), '203.0.113.7');
    assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
  });

  it('keeps of an IPv6 address what one customer cannot change', () => {
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
    assert.equal(networkOf('2001:db8:1:2:ffff::1'), '2001:db8:1:2');
    assert.equal(networkOf('2001:0DB8:0001:0002::'), '2001:db8:1:2');
    assert.equal(networkOf('::1'), '0:0:0:0');
    assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0');
  });

  it('takes anything else as it is', () => {
    assert.equal(networkOf(''), '');
    assert.equal(networkOf('not:an:address'), 'not:an:address');
  });
});
