/**
 * The functions as they deploy: their own index.ts and deno.json, the built bundle, nothing else of the repository, and no
 * permission beyond what they need. Build first, then run with:
 * deno test -A packages/server-edge/src/functions.deno.ts
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startFakeDataApi, type FakeDataApi } from '../testing/fake-data-api.ts';
import { widgetConfigSchema } from './schemas/widget-config.ts';

/** The one thing that is needed of Deno here, so that this package does not depend on its types. */
declare const Deno: { test(title: string, run: () => Promise<void>): void };

/** It takes half a second; a busy machine may take its time. */
const START_MS = 20_000;
const SECRET_KEY = 'sb_secret_for_tests';
const AUTH_SECRET = 'the secret of an Auth server only for tests';
const BOT = {
  TELEGRAM_BOT_TOKEN: '123456:for-tests',
  TELEGRAM_BOT_USERNAME: 'shop_support_bot',
  TELEGRAM_WEBHOOK_SECRET: 'a-secret-only-for-tests',
};

interface DeployedFunction {
  readonly url: string;
  stop(): Promise<void>;
}

/** Resolves when it listens; rejects with what it wrote when it ends before that. */
async function deploy(name: string, variables: Readonly<Record<string, string>>): Promise<DeployedFunction> {
  const folder = fileURLToPath(new URL(`../../../supabase/functions/${name}/`, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      ...['serve', '--no-prompt', '--no-lock', '--cached-only', '--host', '127.0.0.1', '--port', '0'],
      ...['--config', `${folder}deno.json`, '--node-modules-dir=manual', '--allow-env', '--allow-net=127.0.0.1'],
      `${folder}index.ts`,
    ],
    { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Uint8Array) => {
      output += new TextDecoder().decode(chunk);
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`${name} ended: ${output}`)));
    setTimeout(() => reject(new Error(`${name} does not listen: ${output}`)), START_MS).unref();
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

async function withDataApi(run: (api: FakeDataApi, variables: Record<string, string>) => Promise<void>): Promise<void> {
  const api = await startFakeDataApi(SECRET_KEY);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  try {
    await run(api, {
      SUPABASE_URL: api.url,
      SUPABASE_SECRET_KEYS: JSON.stringify({ default: SECRET_KEY }),
      SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_for_tests"}',
      SUPPORT_JWT_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'key-1' }),
      SUPPORT_IP_HASH_SECRET: 'a secret only for hashing addresses',
    });
  } finally {
    await api.stop();
  }
}

async function withFunction(
  name: string,
  more: Record<string, string>,
  run: (url: string, variables: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  await withDataApi(async (_api, variables) => {
    const deployed = await deploy(name, { ...variables, ...more });
    try {
      await run(deployed.url, variables);
    } finally {
      await deployed.stop();
    }
  });
}

Deno.test('support-chat, as it deploys, answers from the project’s database', () =>
  withFunction('support-chat', {}, async (url) => {
    const health = await fetch(`${url}/support-chat/health`);
    assert.deepEqual(await health.json(), { status: 'ok', protocol: 1 });

    const config = await fetch(`${url}/support-chat/widget-config?id=wk_demo`, {
      headers: { origin: 'https://shop.example' },
    });
    assert.equal(config.status, 200);
    assert.equal(widgetConfigSchema.parse(await config.json()).id, 'wk_demo');
    assert.equal(config.headers.get('access-control-allow-origin'), 'https://shop.example');

    const session = await fetch(`${url}/support-chat/chat/session?id=wk_demo`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
      body: '{}',
    });
    const { access_token } = (await session.json()) as { access_token: string };
    assert.equal(access_token.split('.').length, 3);

    const described = (await (await fetch(`${url}/support-chat/openapi.json`)).json()) as { paths: object };
    assert.ok(Object.keys(described.paths).includes('/chat/message'));

    const tick = await fetch(`${url}/support-chat/internal/tick`, { method: 'POST', headers: { apikey: SECRET_KEY } });
    assert.deepEqual([tick.status, ((await tick.json()) as { skipped: boolean }).skipped], [200, false]);
    assert.equal((await fetch(`${url}/support-chat/internal/tick`, { method: 'POST' })).status, 401);
  }),
);

Deno.test('support-chat, as it deploys, loads what admins ask for when one of them asks', () =>
  withFunction('support-chat', { SUPPORT_AUTH_JWT_SECRET: AUTH_SECRET }, async (url, variables) => {
    const token = await new SignJWT({ role: 'authenticated' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(`${String(variables['SUPABASE_URL'])}/auth/v1`)
      .setAudience('authenticated')
      .setSubject(crypto.randomUUID())
      .setExpirationTime('5 minutes')
      .sign(new TextEncoder().encode(AUTH_SECRET));
    // What is wrong with the body only the schemas know, which are in that file.
    const answer = await fetch(`${url}/support-chat/admin-config/accept-invitation`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    assert.deepEqual([answer.status, /"path":"token"/.test(await answer.text())], [400, true]);
  }),
);

Deno.test('support-telegram, as it deploys, opens to the webhook’s secret alone', () =>
  withFunction('support-telegram', BOT, async (url) => {
    const stranger = await fetch(`${url}/support-telegram`, { method: 'POST', body: '{"update_id":1}' });
    assert.equal(stranger.status, 401);
    await stranger.body?.cancel();
    const telegram = await fetch(`${url}/support-telegram`, {
      method: 'POST',
      headers: {
        'x-telegram-bot-api-secret-token': BOT.TELEGRAM_WEBHOOK_SECRET,
        'content-type': 'application/json',
      },
      body: '{"update_id":1}',
    });
    assert.equal(telegram.status, 200);
    await telegram.body?.cancel();
  }),
);

Deno.test('a function that lacks a setting does not start, and says which', async () => {
  await assert.rejects(deploy('support-chat', {}), /SUPPORT_JWT_KEY is missing/);
});
