import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { groupLink, readGroupCode } from './group-link.ts';

const SECRETS = ['the-secret-of-today', 'the-one-before'] as const;
const NOW = Date.parse('2026-11-21T10:00:00Z');
const codeOf = (link: string) => new URL(link).searchParams.get('startgroup') ?? '';

describe('47: the link that connects a group', () => {
  it('comes back as it was, within what Telegram allows, also while the secret is replaced', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.constantFrom('topics', 'claims'),
        fc.constantFrom(...SECRETS),
        async (organizationId, mode, secret) => {
          const code = codeOf(await groupLink('harbor_support_bot', { organizationId, mode, madeAt: NOW }, secret));
          assert.match(code, /^[A-Za-z0-9_-]{1,64}$/);
          assert.deepEqual(await readGroupCode(code, SECRETS, NOW), { organizationId, mode, madeAt: NOW });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('15: is nothing once a character is another one, without secrets, or after a day', async () => {
    const organizationId = '20000000-0000-4000-8000-000000000001';
    const code = codeOf(await groupLink('bot', { organizationId, mode: 'topics', madeAt: NOW }, SECRETS[0]));
    const letters = [...'ABCxyz019_-'];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: code.length - 1 }), fc.constantFrom(...letters), async (index, letter) => {
        fc.pre(code[index] !== letter);
        const altered = code.slice(0, index) + letter + code.slice(index + 1);
        assert.equal(await readGroupCode(altered, SECRETS, NOW), null);
      }),
    );
    assert.equal(await readGroupCode(code, [], NOW), null);
    assert.equal(await readGroupCode(code, ['another'], NOW), null);
    assert.equal(await readGroupCode(code, SECRETS, NOW + 86_400_001), null);
    for (const nonsense of ['', 'g_', 'hello', 'claim_QAAAAAAAQACAAAAAAAAAAQ_1_1'])
      assert.equal(await readGroupCode(nonsense, SECRETS, NOW), null);
  });
});
