import { expect } from '@open-wc/testing';
import { conversation } from '../../../testing/inbox/examples.ts';
import { UnreadLedger } from './unread-ledger.ts';

describe('UnreadLedger', () => {
  it('counts the agent’s own conversations, also those that the shown tab does not have', () => {
    const ledger = new UnreadLedger();
    ledger.note([conversation('a', { unreadCount: 2 }), conversation('b', { unreadCount: 1 })], 'mika');
    ledger.note([conversation('c', { unreadCount: 5, agent: null })], 'mika');
    expect(ledger.count).to.equal(2);
    ledger.note([conversation('a')], 'mika');
    expect(ledger.count).to.equal(1);
    ledger.note([conversation('b', { unreadCount: 1, agent: { id: 'ana', name: 'Ana Lopez' } })], 'mika');
    expect(ledger.count).to.equal(0);
  });
});
