import { randomUUID } from 'node:crypto';
import { VisitorApi } from './support/visitor-api.ts';
import { FORUM } from './support/team.ts';
import { expect, test } from './support/test.ts';

test('the same message posted 20 times in parallel is one row, one Telegram message, and 20 equal answers', async ({
  stack,
  team,
}) => {
  const api = new VisitorApi(stack.url);
  const { access_token: token } = await api.createSession();
  const id = randomUUID();
  const text = `Only once, please: ${id}`;
  const responses = await Promise.all(Array.from({ length: 20 }, () => api.postMessage(token, id, text)));
  const bodies = await Promise.all(responses.map((response) => response.text()));
  expect(new Set(responses.map((response) => response.status))).toEqual(new Set([responses[0]?.status]));
  expect(responses[0]?.ok).toBe(true);
  expect(new Set(bodies).size).toBe(1);

  const topic = await team.topicWith(text);
  const last = randomUUID();
  await api.postMessage(token, last, `The next one: ${last}`);
  await team.topicWith(last);
  expect(team.lines(FORUM, topic.id).filter((line) => line.includes(id))).toHaveLength(1);

  const poll = await api.request('chat/poll', { token });
  const { messages } = (await poll.json()) as { messages: { id: string }[] };
  expect(messages.map((message) => message.id)).toEqual([id, last]);
});

test('a wrong webhook secret is refused without any effect', async ({ stack, team }) => {
  const before = team.control.calls().length;
  const update = {
    update_id: 1,
    message: { message_id: 1, date: 1, chat: { id: FORUM, type: 'supergroup' }, text: 'let me in' },
  };
  for (const headers of [{}, { 'x-telegram-bot-api-secret-token': 'guess' }]) {
    const response = await fetch(`${stack.url}/functions/v1/support-telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(update),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'webhook_secret_invalid' } });
  }
  expect(team.control.calls()).toHaveLength(before);
});

test('bad requests get clear coded answers', async ({ stack }) => {
  const api = new VisitorApi(stack.url);
  const { access_token: token } = await api.createSession();
  const message = () => JSON.stringify({ id: randomUUID(), text: 'hello' });
  const post = { method: 'POST' };
  const forged = `${token.slice(0, -8)}AAAAAAAA`;

  const cases: [string, Promise<Response>, number, string][] = [
    ['unknown widget key', api.request('widget-config', { key: 'wk_nobody' }), 404, 'widget_not_found'],
    [
      'foreign origin',
      api.request('widget-config', { headers: { origin: 'https://elsewhere.example' } }),
      403,
      'origin_not_allowed',
    ],
    ['malformed JSON', api.request('chat/message', { ...post, token, body: '{"id":' }), 400, 'invalid_json'],
    [
      'wrong types',
      api.request('chat/message', { ...post, token, body: '{"id":1,"text":[]}' }),
      400,
      'invalid_request',
    ],
    [
      '1 MB body',
      api.request('chat/message', {
        ...post,
        token,
        body: JSON.stringify({ id: randomUUID(), text: 'x'.repeat(1_000_000) }),
      }),
      413,
      'body_too_large',
    ],
    ['no token', api.request('chat/message', { ...post, body: message() }), 401, 'token_missing'],
    ['forged token', api.request('chat/message', { ...post, token: forged, body: message() }), 401, 'token_invalid'],
    [
      'blank text',
      api.request('chat/message', { ...post, token, body: JSON.stringify({ id: randomUUID(), text: '  ' }) }),
      400,
      'message_invalid',
    ],
    ['unknown path', api.request('chat/nothing', { token }), 404, 'not_found'],
    ['wrong method', api.request('chat/message', { token }), 405, 'method_not_allowed'],
  ];
  for (const [name, request, status, code] of cases) {
    const response = await request;
    const body = (await response.json()) as { error: { code: string; message: string } };
    expect([name, response.status, body.error.code]).toEqual([name, status, code]);
    expect(response.headers.get('x-request-id')).toBeTruthy();
  }
});

test("one visitor's token opens nothing of another's", async ({ stack }) => {
  const api = new VisitorApi(stack.url);
  const robin = await api.createSession();
  const sam = await api.createSession();
  const answer = await api.postMessage(robin.access_token, randomUUID(), 'Between you and me');
  const { message } = (await answer.json()) as { message: { conversation_id: string } };
  const stolen = await api.request(`chat/messages?conversation_id=${message.conversation_id}`, {
    token: sam.access_token,
  });
  expect(stolen.status).toBe(404);
  expect(await stolen.json()).toMatchObject({ error: { code: 'conversation_not_found' } });
});
