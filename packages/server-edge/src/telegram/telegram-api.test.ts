import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTelegramApi, type MemberRank } from './telegram-api.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

const TOKEN = '1000001:a-token-that-must-not-leak';

interface Asked {
  readonly url: string;
  readonly body: Record<string, unknown>;
}

function apiAnswering(answer: () => Response | Promise<Response>, timeoutSeconds = 5) {
  const asked: Asked[] = [];
  const api = createTelegramApi({
    token: TOKEN,
    apiRoot: 'https://telegram.example',
    timeoutSeconds,
    fetch: async (input, init) => {
      asked.push({ url: String(input), body: JSON.parse(String(init?.body)) as Record<string, unknown> });
      return answer();
    },
  });
  return { api, asked };
}

const ok = (result: unknown) => () => Response.json({ ok: true, result });
const failureOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return { kind: classifyTelegramFailure(error).kind, description: describeFailure(error) };
  }
  return assert.fail('it did not fail');
};

describe('the way to the Bot API', () => {
  it('31: sends text without markup and without a preview, to the given root', async () => {
    const { api, asked } = apiAnswering(ok({ message_id: 9 }));
    const sent = await api.sendMessage({ chat_id: 1, text: '<b>', reply_to_message_id: 4 });
    assert.equal(sent.message_id, 9);
    assert.equal(asked[0]?.url, `https://telegram.example/bot${TOKEN}/sendMessage`);
    assert.deepEqual(asked[0]?.body, {
      chat_id: 1,
      text: '<b>',
      reply_parameters: { message_id: 4, allow_sending_without_reply: true },
      link_preview_options: { is_disabled: true },
    });
  });

  const statuses: readonly (readonly [status: Record<string, unknown>, rank: MemberRank])[] = [
    [{ status: 'creator' }, 'admin'],
    [{ status: 'administrator' }, 'admin'],
    [{ status: 'member' }, 'member'],
    [{ status: 'restricted', is_member: true }, 'member'],
    [{ status: 'restricted', is_member: false }, 'outsider'],
    [{ status: 'left' }, 'outsider'],
    [{ status: 'kicked' }, 'outsider'],
  ];
  for (const [member, rank] of statuses) {
    it(`15: takes ${JSON.stringify(member)} for: ${rank}`, async () => {
      const { api } = apiAnswering(ok(member));
      assert.equal(await api.getMemberRank({ chat_id: -1, user_id: 2 }), rank);
    });
  }

  it('21: passes on how long to wait', async () => {
    const answer = {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    };
    const { api } = apiAnswering(() => Response.json(answer, { status: 429 }));
    assert.equal((await failureOf(api.sendMessage({ chat_id: 1, text: 'x' }))).kind, 'wait');
  });

  it('23: takes a proxy’s error page for a server error', async () => {
    const { api } = apiAnswering(
      () => new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
    );
    assert.deepEqual(await failureOf(api.sendMessage({ chat_id: 1, text: 'x' })), {
      kind: 'retry',
      description: '502 HTTP 502 without JSON (sendMessage)',
    });
  });

  it('23: takes a page that is no answer at all for a server error', async () => {
    const { api } = apiAnswering(
      () => new Response('Log in to the network', { headers: { 'content-type': 'text/html' } }),
    );
    assert.equal((await failureOf(api.sendMessage({ chat_id: 1, text: 'x' }))).kind, 'retry');
  });

  it('23: does not know what became of a call that nobody answered', async () => {
    const { api } = apiAnswering(() => new Promise(() => {}), 0.02);
    assert.equal((await failureOf(api.sendMessage({ chat_id: 1, text: 'x' }))).kind, 'unknown-outcome');
  });

  it('35: never tells the token', async () => {
    const leaking = new TypeError('fetch failed', {
      cause: Object.assign(new Error(`connect https://telegram.example/bot${TOKEN}/x`), { code: 'ECONNRESET' }),
    });
    const { api } = apiAnswering(() => Promise.reject(leaking));
    assert.doesNotMatch((await failureOf(api.sendMessage({ chat_id: 1, text: 'x' }))).description, /must-not-leak/);
  });
});
