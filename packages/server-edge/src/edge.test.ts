import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { startFakeDataApi, type FakeDataApi } from '../testing/fake-data-api.ts';
import { aWidget } from '../testing/fake-database.ts';
import { createSupportChatHandler, createSupportTelegramHandler, type EdgeHandler } from './edge.ts';
import { uploadResponseSchema } from './schemas/attachments.ts';
import { sessionSchema } from './schemas/session.ts';
import { widgetConfigSchema } from './schemas/widget-config.ts';

let api: FakeDataApi;
let variables: Record<string, string>;

before(async () => {
  api = await startFakeDataApi('sb_secret_for_tests');
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  variables = {
    SUPABASE_URL: api.url,
    SUPABASE_SECRET_KEYS: '{"default":"sb_secret_for_tests"}',
    SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_for_tests"}',
    SUPPORT_PUBLIC_URL: 'https://abcdefgh.supabase.co/',
    SUPPORT_JWT_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'key-1' }),
    SUPPORT_IP_HASH_SECRET: 'a secret only for hashing addresses',
  };
});
after(() => api.stop());

async function call(handler: EdgeHandler, path: string, init?: RequestInit): Promise<Response> {
  return handler(new Request(`http://edge.internal/${path}`, init));
}

describe('the function support-chat', () => {
  it('answers the configuration with the addresses that browsers reach', async () => {
    const handler = await createSupportChatHandler(variables);
    const response = await call(handler, 'support-chat/widget-config?id=wk_demo');
    const config = widgetConfigSchema.parse(await response.json());
    assert.deepEqual(config.realtime, {
      url: 'wss://abcdefgh.supabase.co/realtime/v1',
      api_key: 'sb_publishable_for_tests',
    });
  });

  it('opens sessions with tokens under the project’s own key', async () => {
    const handler = await createSupportChatHandler(variables);
    const response = await call(handler, 'support-chat/chat/session?id=wk_demo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const session = sessionSchema.parse(await response.json());
    assert.deepEqual(decodeProtectedHeader(session.access_token), { alg: 'ES256', kid: 'key-1', typ: 'JWT' });
    assert.equal(decodeJwt(session.access_token)['session_id'], session.session_id);
    assert.ok((decodeJwt(session.access_token).exp ?? 0) > Date.now() / 1_000 + 3_500);
  });

  it('hands out addresses for files as browsers reach them, without a key in them', async () => {
    const attachments = { enabled: true, max_bytes: 1_000, max_files: 5, types: ['image/png'] };
    api.database.widgets.set('wk_files', aWidget({ key: 'wk_files', features: { attachments } }));
    const handler = await createSupportChatHandler(variables);
    const post = async (path: string, body: object, token = '') =>
      call(handler, `support-chat/${path}?id=wk_files`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    const { access_token } = sessionSchema.parse(await (await post('chat/session', {})).json());
    const announced = { name: 'lamp.png', media_type: 'image/png', byte_size: 9 };
    const answer = await (await post('chat/upload', announced, access_token)).text();
    const { upload } = uploadResponseSchema.parse(JSON.parse(answer));
    const place = 'https://abcdefgh.supabase.co/storage/v1/object/upload/sign/support-attachments/';
    assert.ok(upload.url.startsWith(place), upload.url);
    assert.ok(!answer.includes('sb_secret'));
  });

  it('passes on what the database refuses, and hides a key that the Data API refuses', async () => {
    const handler = await createSupportChatHandler(variables);
    assert.equal((await call(handler, 'support-chat/widget-config?id=wk_nobody')).status, 404);
    const locked = await createSupportChatHandler({
      ...variables,
      SUPABASE_SECRET_KEYS: '{"default":"sb_secret_wrong"}',
    });
    assert.equal((await call(locked, 'support-chat/widget-config?id=wk_demo')).status, 500);
  });

  it('does not start with a wrong environment', async () => {
    await assert.rejects(createSupportChatHandler({}), /SUPABASE_URL is missing/);
    await assert.rejects(
      createSupportChatHandler({ ...variables, SUPPORT_JWT_KEY: '{"kty":"EC","crv":"P-256"}' }),
      /with x and y/,
    );
  });
});

describe('the function support-telegram', () => {
  const bot = {
    TELEGRAM_BOT_TOKEN: '123456:for-tests',
    TELEGRAM_BOT_USERNAME: 'shop_support_bot',
    TELEGRAM_WEBHOOK_SECRET: 'a-secret-only-for-tests',
  };

  it('needs a bot', async () => {
    await assert.rejects(createSupportTelegramHandler(variables), /TELEGRAM_BOT_TOKEN is missing/);
  });

  it('opens only to the secret that Telegram was given', async () => {
    const handler = await createSupportTelegramHandler({ ...variables, ...bot });
    const before = api.database.calls.length;
    const stranger = await call(handler, 'support-telegram', { method: 'POST', body: '{"update_id":1}' });
    assert.equal(stranger.status, 401);
    assert.equal(api.database.calls.length, before);
    const headers = {
      'x-telegram-bot-api-secret-token': bot.TELEGRAM_WEBHOOK_SECRET,
      'content-type': 'application/json',
    };
    const telegram = await call(handler, 'support-telegram', { method: 'POST', headers, body: '{"update_id":1}' });
    assert.equal(telegram.status, 200);
  });

  it('49: opens to the new and the previous secret while they are exchanged', async () => {
    const rotating = { ...bot, TELEGRAM_WEBHOOK_PREVIOUS_SECRET: 'the-secret-before-this' };
    const handler = await createSupportTelegramHandler({ ...variables, ...rotating });
    const statuses = [];
    for (const secret of [bot.TELEGRAM_WEBHOOK_SECRET, 'the-secret-before-this', 'the-secret-before-that']) {
      const headers = { 'x-telegram-bot-api-secret-token': secret, 'content-type': 'application/json' };
      const answer = await call(handler, 'support-telegram', { method: 'POST', headers, body: '{"update_id":1}' });
      statuses.push(answer.status);
    }
    assert.deepEqual(statuses, [200, 200, 401]);
  });
});
