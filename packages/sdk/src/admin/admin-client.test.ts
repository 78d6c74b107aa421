import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ChatError } from '../errors.ts';
import { createAdminClient, type AdminClientOptions } from './admin-client.ts';

describe('the admin client', () => {
  let calls: { url: string; init: RequestInit }[];
  let tokens: (string | null)[];
  beforeEach(() => {
    calls = [];
    tokens = [];
  });

  function clientOf(answers: (() => Response)[], options: Partial<AdminClientOptions> = {}) {
    return createAdminClient({
      apiUrl: 'https://api.test/support-chat/',
      getAccessToken: (isRejected) => {
        tokens.push(`token-${tokens.length + 1}${isRejected ? '-refreshed' : ''}`);
        return tokens.at(-1) ?? null;
      },
      fetch: async (url, init) => {
        calls.push({ url, init });
        const answer = answers[Math.min(calls.length, answers.length) - 1];
        assert.ok(answer);
        return answer();
      },
      ...options,
    });
  }

  const ok = (body: unknown) => () => Response.json(body);
  const refusal = (status: number, code: string, details?: object) => () =>
    Response.json({ error: { code, message: 'No.', ...(details && { details }) } }, { status });

  async function failureOf(promise: Promise<unknown>): Promise<ChatError> {
    const failure = await promise.then(
      () => assert.fail('It did not fail.'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof ChatError);
    return failure;
  }

  it('asks as whoever is signed in, for their organization', async () => {
    const client = clientOf([ok({ widgets: [] })], { organizationId: 'o1' });
    assert.deepEqual(await client.listWidgets(), { widgets: [] });
    assert.equal(calls[0]?.url, 'https://api.test/support-chat/admin-config/widgets?organization_id=o1');
    assert.deepEqual(calls[0]?.init.headers, { authorization: 'Bearer token-1' });
    assert.equal(calls[0]?.init.credentials, 'omit');
  });

  it('names what a call is about in the query where there is no body, and leaves out what nobody asked for', async () => {
    const client = clientOf([ok({})]);
    await client.deleteWidget('w 1');
    await client.listAuditLog({ action: 'widgets', actor_id: undefined, cursor: null, limit: 20 });
    assert.deepEqual(
      calls.map(({ url, init }) => [init.method, url.split('/admin-config/')[1]]),
      [
        ['DELETE', 'widget?widget_id=w+1'],
        ['GET', 'audit-log?action=widgets&limit=20'],
      ],
    );
  });

  it('sends changes as JSON', async () => {
    await clientOf([ok({})]).updateWidget({ widget_id: 'w1', version: 3, name: 'Shop' });
    assert.equal(calls[0]?.init.method, 'PUT');
    assert.equal(calls[0]?.init.body, '{"widget_id":"w1","version":3,"name":"Shop"}');
    assert.equal((calls[0]?.init.headers as Record<string, string>)['content-type'], 'application/json');
  });

  it('asks for another token when the server no longer takes the first', async () => {
    const client = clientOf([refusal(401, 'token_expired'), ok({ agents: [] })]);
    assert.deepEqual(await client.listAgents(), { agents: [] });
    assert.deepEqual(
      calls.map(({ init }) => (init.headers as Record<string, string>)['authorization']),
      ['Bearer token-1', 'Bearer token-2-refreshed'],
    );
  });

  it('gives up after the second token', async () => {
    const failure = await failureOf(clientOf([refusal(401, 'token_invalid')]).listAgents());
    assert.equal(failure.code, 'token_invalid');
    assert.equal(calls.length, 2);
  });

  it('asks nobody when nobody is signed in', async () => {
    const failure = await failureOf(clientOf([ok({})], { getAccessToken: () => null }).listAgents());
    assert.equal(failure.code, 'token_missing');
    assert.equal(calls.length, 0);
  });

  it('tells the current version of what somebody else changed meanwhile', async () => {
    const client = clientOf([refusal(409, 'version_conflict', { version: 8 })]);
    const failure = await failureOf(client.updateWidget({ widget_id: 'w1', version: 7 }));
    assert.equal(failure.code, 'version_conflict');
    assert.deepEqual(failure.details, { version: 8 });
    assert.equal(calls.length, 1, 'a change is never repeated by itself');
  });

  it('keeps "no answer" apart from "refused"', async () => {
    const broken = clientOf([], { fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
    assert.equal((await failureOf(broken.listWidgets())).code, 'network_unavailable');
    const hotel = clientOf([() => new Response('<h1>Welcome to the hotel</h1>')]);
    assert.equal((await failureOf(hotel.listWidgets())).code, 'network_unavailable');
  });

  it('hands out a file as its text', async () => {
    const client = clientOf([() => new Response('day,conversations\r\n2026-11-01,4\r\n')]);
    const text = await client.getAnalyticsFile({ from: '2026-11-01', to: '2026-11-01', by: 'day' });
    assert.match(text, /^day,conversations/);
    assert.equal(calls[0]?.url.split('?')[1], 'from=2026-11-01&to=2026-11-01&by=day');
  });
});
