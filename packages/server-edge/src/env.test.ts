import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEnv } from './env.ts';

const JWK = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd', kid: 'key-1' };
const COMPLETE = {
  SUPABASE_URL: 'https://abcdefgh.supabase.co',
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_a","cron":"sb_secret_b"}',
  SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_a"}',
  SUPPORT_JWT_KEY: JSON.stringify(JWK),
  SUPPORT_IP_HASH_SECRET: 'sixteen or more characters',
};

function faultsOf(variables: Record<string, string | undefined>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return '';
}

describe('the environment', () => {
  it('is read as hosted Supabase sets it', () => {
    assert.deepEqual(parseEnv(COMPLETE), {
      supabaseUrl: 'https://abcdefgh.supabase.co',
      publicUrl: 'https://abcdefgh.supabase.co',
      secretKey: 'sb_secret_a',
      secretKeys: ['sb_secret_a', 'sb_secret_b'],
      publishableKey: 'sb_publishable_a',
      jwtKey: { kind: 'es256', jwk: JWK },
      previousJwtKeys: [],
      ipHashSecret: 'sixteen or more characters',
      clientAddressHeader: 'x-forwarded-for',
      authSecret: undefined,
      countryHeader: undefined,
      logLevel: 'warn',
      telegram: undefined,
      mail: undefined,
    });
  });

  it('falls back to singular names, then to the legacy ones', () => {
    const legacy = {
      ...COMPLETE,
      SUPABASE_SECRET_KEYS: undefined,
      SUPABASE_PUBLISHABLE_KEYS: undefined,
      SUPABASE_SERVICE_ROLE_KEY: 'legacy-service',
      SUPABASE_ANON_KEY: 'legacy-anon',
    };
    assert.equal(parseEnv(legacy).secretKey, 'legacy-service');
    assert.equal(parseEnv(legacy).publishableKey, 'legacy-anon');
    const singular = {
      ...legacy,
      SUPABASE_SECRET_KEY: 'sb_secret_one',
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_one',
    };
    assert.equal(parseEnv(singular).secretKey, 'sb_secret_one');
    assert.equal(parseEnv(singular).publishableKey, 'sb_publishable_one');
  });

  it('takes a raw secret for HS256, and older keys of both kinds', () => {
    const secret = 'a legacy secret of at least 32 bytes';
    const previous = JSON.stringify([JWK, 'an older secret of at least 32 bytes']);
    const env = parseEnv({ ...COMPLETE, SUPPORT_JWT_KEY: secret, SUPPORT_JWT_PREVIOUS_KEYS: previous });
    assert.deepEqual(env.jwtKey, { kind: 'hs256', secret });
    assert.deepEqual(
      env.previousJwtKeys.map((key) => key.kind),
      ['es256', 'hs256'],
    );
  });

  it('knows the secret of the Auth server, where one is given', () => {
    const SUPPORT_AUTH_JWT_SECRET = 'the secret of an older project, long enough';
    assert.equal(parseEnv({ ...COMPLETE, SUPPORT_AUTH_JWT_SECRET }).authSecret, SUPPORT_AUTH_JWT_SECRET);
    assert.match(faultsOf({ ...COMPLETE, SUPPORT_AUTH_JWT_SECRET: 'short' }), /SUPPORT_AUTH_JWT_SECRET is shorter/);
  });

  it('knows the header with the country, where one is named', () => {
    assert.equal(parseEnv({ ...COMPLETE, SUPPORT_COUNTRY_HEADER: 'cf-ipcountry' }).countryHeader, 'cf-ipcountry');
    assert.match(faultsOf({ ...COMPLETE, SUPPORT_COUNTRY_HEADER: 'a b' }), /SUPPORT_COUNTRY_HEADER is not the name/);
  });

  it('knows a bot only with its token, its name and its secret', () => {
    const bot = {
      TELEGRAM_BOT_TOKEN: '123456:ABC-DEF_ghi',
      TELEGRAM_BOT_USERNAME: '@shop_support_bot',
      TELEGRAM_WEBHOOK_SECRET: 'sixteen-or-more-letters',
    };
    assert.deepEqual(parseEnv({ ...COMPLETE, ...bot }).telegram, {
      botToken: '123456:ABC-DEF_ghi',
      botUsername: 'shop_support_bot',
      webhookSecrets: ['sixteen-or-more-letters'],
    });
    const rotating = { ...bot, TELEGRAM_WEBHOOK_PREVIOUS_SECRET: 'the-one-that-was-before' };
    assert.deepEqual(parseEnv({ ...COMPLETE, ...rotating }).telegram?.webhookSecrets, [
      'sixteen-or-more-letters',
      'the-one-that-was-before',
    ]);
    const half = faultsOf({ ...COMPLETE, TELEGRAM_BOT_TOKEN: '123456:ABC' });
    assert.match(half, /TELEGRAM_WEBHOOK_SECRET is missing/);
    assert.match(half, /TELEGRAM_BOT_USERNAME is missing/);
    assert.equal(parseEnv({ ...COMPLETE, TELEGRAM_WEBHOOK_SECRET: 'sixteen-or-more-letters' }).telegram, undefined);
  });

  it('takes a mail provider or an SMTP server, and an address with or without a name', () => {
    const http = {
      ...COMPLETE,
      SUPPORT_MAIL_FROM: 'Harbor Goods <support@shop.example>',
      SUPPORT_MAIL_API_KEY: 're_1',
    };
    const from = 'support@shop.example';
    assert.deepEqual(parseEnv(http).mail, { kind: 'http', from, apiKey: 're_1', apiUrl: undefined });
    const elsewhere = { ...http, SUPPORT_MAIL_API_URL: 'https://mail.example/send' };
    assert.deepEqual(parseEnv(elsewhere).mail, {
      kind: 'http',
      from,
      apiKey: 're_1',
      apiUrl: 'https://mail.example/send',
    });
    const url = 'smtps://support%40shop.example:p%40ss@mail.example:465';
    assert.deepEqual(parseEnv({ ...COMPLETE, SUPPORT_MAIL_FROM: from, SUPPORT_SMTP_URL: url }).mail, {
      kind: 'smtp',
      from,
      url,
    });
  });

  it('says what is missing for mail, and takes no half of it', () => {
    const from = { ...COMPLETE, SUPPORT_MAIL_FROM: 'support@shop.example' };
    assert.match(faultsOf(from), /SUPPORT_MAIL_API_KEY is missing\. .*SUPPORT_SMTP_URL/);
    assert.match(faultsOf({ ...COMPLETE, SUPPORT_SMTP_URL: 'smtps://mail.example' }), /SUPPORT_MAIL_FROM is missing/);
    const both = { ...from, SUPPORT_MAIL_API_KEY: 're_1', SUPPORT_SMTP_URL: 'smtps://mail.example' };
    assert.match(faultsOf(both), /SUPPORT_SMTP_URL is set next to SUPPORT_MAIL_API_KEY/);
    const broken = {
      ...COMPLETE,
      SUPPORT_MAIL_FROM: 'a8041, b8041@shop.example',
      SUPPORT_SMTP_URL: 'mail8041.example:465',
    };
    assert.match(
      faultsOf(broken),
      /SUPPORT_MAIL_FROM is no e-mail address[\s\S]*SUPPORT_SMTP_URL must be an smtp\(s\) address/,
    );
    assert.equal(faultsOf(broken).includes('8041'), false);
  });

  it('names everything that is missing at once, and what to do', () => {
    const message = faultsOf({});
    for (const name of Object.keys(COMPLETE)) assert.match(message, new RegExp(`- ${name} is missing\\. `));
    assert.match(message, /supabase gen signing-key/);
    assert.match(message, /openssl rand -hex 32/);
    assert.match(faultsOf({ ...COMPLETE, SUPPORT_JWT_KEY: '   ' }), /SUPPORT_JWT_KEY is missing/);
  });

  it('refuses what is wrong without repeating it', () => {
    const broken = {
      ...COMPLETE,
      SUPABASE_URL: 'not-an-address-8041',
      SUPABASE_SECRET_KEYS: '{"default":',
      SUPPORT_JWT_KEY: '{"kty":"EC","crv":"P-256","d":"private-8041","x":"…',
      SUPPORT_IP_HASH_SECRET: 'short-8041',
      TELEGRAM_BOT_TOKEN: 'token-8041',
      SUPPORT_LOG_LEVEL: 'loud-8041',
    };
    const message = faultsOf(broken);
    assert.match(message, /SUPABASE_URL must be an http\(s\) address/);
    assert.match(message, /SUPABASE_SECRET_KEYS is not valid JSON/);
    assert.match(message, /SUPPORT_JWT_KEY is not valid JSON/);
    assert.match(message, /SUPPORT_IP_HASH_SECRET is shorter/);
    assert.match(message, /TELEGRAM_BOT_TOKEN does not look like/);
    assert.match(message, /SUPPORT_LOG_LEVEL is not one of the levels/);
    assert.equal(message.includes('8041'), false);
  });
});
