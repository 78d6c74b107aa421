import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatCallbackData, parseCallbackData, type CardAction } from './callback-data.ts';
import { parseClaimCode, startLink } from './start-link.ts';

const action = fc.constantFrom<CardAction>('claim', 'pass', 'close', 'reopen', 'canned', 'ban', 'unban');
const groupId = fc.integer({ min: -4_503_599_627_370_495, max: -1 });

describe('16: callback data', () => {
  it('comes back as it was, within 64 bytes', () => {
    fc.assert(
      fc.property(action, fc.uuid(), (name, conversationId) => {
        const data = formatCallbackData({ action: name, conversationId });
        assert.ok(new TextEncoder().encode(data).length <= 64);
        assert.deepEqual(parseCallbackData(data), { action: name, conversationId });
      }),
    );
  });

  it('carries a canned answer, too', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (conversationId, responseId) => {
        const data = formatCallbackData({ action: 'say', conversationId, responseId });
        assert.ok(new TextEncoder().encode(data).length <= 64);
        assert.deepEqual(parseCallbackData(data), { action: 'say', conversationId, responseId });
      }),
    );
  });

  const SHORT = 'QAAAAAAAQACAAAAAAAAAAQ';
  const HOSTILE = [
    '',
    ':',
    'c1',
    'c1:claim',
    'c1:claim:',
    `c2:claim:${SHORT}`,
    `c1:erase:${SHORT}`,
    `c1:say:${SHORT}`,
    `c1:say:${SHORT}:x`,
    `c1:say:${SHORT}:${SHORT}:${SHORT}`,
    `c1:claim:${SHORT}:x`,
    `c1:claim:${SHORT}A`,
    'c1:claim:QAAAAAAAQACAAAAAAAAAAR',
    `c1:toString:${SHORT}`,
    'c1:claim:QAAAAAAAQACA AAAAAAAA',
    '\u0000',
  ];
  for (const data of HOSTILE) {
    it(`refuses ${JSON.stringify(data)}`, () => assert.equal(parseCallbackData(data), null));
  }

  it('refuses whatever else people make up', () => {
    fc.assert(fc.property(fc.string(), (data) => parseCallbackData(data) === null));
  });
});

describe('29: the link that starts the bot', () => {
  it('comes back as it was, within what Telegram allows', () => {
    fc.assert(
      fc.property(fc.uuid(), groupId, fc.nat({ max: 30_000_000 }), (conversationId, groupChatId, minutes) => {
        const code = { conversationId, groupChatId, madeAt: minutes * 60_000 };
        const url = new URL(startLink('harbor_support_bot', code));
        const payload = url.searchParams.get('start') ?? '';
        assert.match(payload, /^[A-Za-z0-9_-]{1,64}$/);
        assert.deepEqual(parseClaimCode(payload), code);
      }),
    );
  });

  for (const payload of [
    '',
    'claim_',
    'claim_x_1',
    'claim_QAAAAAAAQACAAAAAAAAAAQ_0_1',
    'claim_QAAAAAAAQACAAAAAAAAAAQ_zzzzzzzzzzzz_1',
    'claim_QAAAAAAAQACAAAAAAAAAAR_1_1',
    'claim_QAAAAAAAQACAAAAAAAAAAQ_1_',
    'claim_QAAAAAAAQACAAAAAAAAAAQ_1',
    'hello',
  ]) {
    it(`refuses ${JSON.stringify(payload)}`, () => assert.equal(parseClaimCode(payload), null));
  }
});
