import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agentMessageId } from './agent-message-id.ts';
import { agentText } from './agent-text.ts';

const link = (offset: number, length: number, url: string) => ({ type: 'text_link', offset, length, url }) as const;

describe('an agent’s text', () => {
  it('stays as it is without links, whatever its formatting', () => {
    assert.equal(agentText('very *bold*', [{ type: 'bold', offset: 0, length: 4 }]), 'very *bold*');
  });

  it('spells out each hidden address behind its words', () => {
    const entities = [
      link(0, 3, 'https://a.example/x'),
      { type: 'bold', offset: 4, length: 2 } as const,
      link(7, 2, 'https://b.example/y'),
    ];
    assert.equal(agentText('🎈a or bb', [link(0, 3, 'https://a.example/x')]), '🎈a (https://a.example/x) or bb');
    assert.equal(agentText('aaa or bb!', entities), 'aaa (https://a.example/x) or bb (https://b.example/y)!');
  });

  it('does not repeat an address that the words already say', () => {
    assert.equal(agentText('Shop.example/x', [link(0, 14, 'http://shop.example/x/')]), 'Shop.example/x');
  });
});

describe('the id of an agent’s message', () => {
  it('is a UUID, the same for the same place in Telegram and another for any other', async () => {
    const id = await agentMessageId(1, -100, 7);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(await agentMessageId(1, -100, 7), id);
    const others = await Promise.all([
      agentMessageId(2, -100, 7),
      agentMessageId(1, -10, 7),
      agentMessageId(1, -100, 8),
      agentMessageId(1, -1, 7),
    ]);
    assert.equal(new Set([id, ...others]).size, 5);
  });
});
