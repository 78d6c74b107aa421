/**
 * The environment of the Edge Functions, parsed once. Nothing else in this package reads environment variables.
 *
 * Supabase injects the keys of the project under changing names: plural JSON objects by name today, singular variables
 * on self-hosted stacks, the legacy pair before that. They are tried in this order.
 */
import type { JWK } from 'jose';
import * as z from 'zod';
import type { VisitorTokenKey } from './auth/signing-key.ts';
import { LOG_LEVELS, type LogLevel } from './console-logger.ts';
import { isAddress } from './mail/header-text.ts';

export interface EdgeEnv {
  /** As functions reach the project. */
  readonly supabaseUrl: string;
  /** As browsers reach it; differs from the above only inside a local Docker stack. */
  readonly publicUrl: string;
  readonly secretKey: string;
  /** All secret keys of the project, so that any of them may call `internal/*`. */
  readonly secretKeys: readonly string[];
  readonly publishableKey: string;
  readonly jwtKey: VisitorTokenKey;
  readonly previousJwtKeys: readonly VisitorTokenKey[];
  /** The JWT secret that the Auth server signs with, on projects without published keys. */
  readonly authSecret: string | undefined;
  readonly ipHashSecret: string;
  /** The header whose first entry is the visitor's address. */
  readonly clientAddressHeader: string;
  /** The header with the visitor's country. Absent: nobody asks. */
  readonly countryHeader: string | undefined;
  /** What is worth a line in the log, and everything worse. */
  readonly logLevel: LogLevel;
  /** Absent when no bot is configured. */
  readonly telegram: EdgeTelegramEnv | undefined;
  /** Absent when no mail can be sent. */
  readonly mail: EdgeMailEnv | undefined;
}

/** How mail leaves: over a provider's HTTP API, or over SMTP. `from` is an address without a name. */
export type EdgeMailEnv =
  | { readonly kind: 'http'; readonly from: string; readonly apiKey: string; readonly apiUrl: string | undefined }
  | { readonly kind: 'smtp'; readonly from: string; readonly url: string };

export interface EdgeTelegramEnv {
  readonly botToken: string;
  /** Without `@`. */
  readonly botUsername: string;
  /** While it is exchanged, the new one and the one that Telegram still sends. */
  readonly webhookSecrets: readonly string[];
}

const SET_IT = 'Set it with: supabase secrets set';

/** What to do about a variable that is missing or wrong. */
const ADVICE: Readonly<Record<string, string>> = {
  SUPABASE_URL:
    'Supabase sets it by itself; elsewhere it is the address of the project, like https://abcdefgh.supabase.co.',
  SUPABASE_SECRET_KEYS:
    'Supabase sets it by itself; a self-hosted project sets SUPABASE_SECRET_KEY or SUPABASE_SERVICE_ROLE_KEY.',
  SUPABASE_PUBLISHABLE_KEYS:
    'Supabase sets it by itself; a self-hosted project sets SUPABASE_PUBLISHABLE_KEY or SUPABASE_ANON_KEY.',
  SUPPORT_JWT_KEY: `Make a key with: supabase gen signing-key --algorithm ES256, import it as a signing key of the project, and keep it here. ${SET_IT} SUPPORT_JWT_KEY='{"kty":"EC",…}'. Self-hosted: the JWT secret itself, at least 32 bytes.`,
  SUPPORT_JWT_PREVIOUS_KEYS:
    'It is optional: a JSON array of the keys used before (public JWKs, or old secrets as strings).',
  SUPPORT_AUTH_JWT_SECRET:
    'It is optional: the JWT secret of a self-hosted or older project, at least 32 bytes, where the Auth server publishes no keys.',
  SUPPORT_IP_HASH_SECRET: `At least 16 random characters that never change. ${SET_IT} SUPPORT_IP_HASH_SECRET="$(openssl rand -hex 32)".`,
  SUPPORT_CLIENT_ADDRESS_HEADER:
    'It is optional: the header that carries the visitor’s address, x-forwarded-for unless set.',
  SUPPORT_COUNTRY_HEADER:
    'It is optional: the header in which the platform in front says the visitor’s country, like cf-ipcountry.',
  SUPPORT_LOG_LEVEL: 'It is optional: info (a line for each request), warn (the default) or error.',
  SUPPORT_PUBLIC_URL: 'It is optional: the address of the project as browsers reach it.',
  SUPPORT_MAIL_FROM: `The address that e-mails come from, like support@shop.example, of a domain that the provider or server may send for. ${SET_IT} SUPPORT_MAIL_FROM=….`,
  SUPPORT_MAIL_API_KEY: `SUPPORT_MAIL_FROM needs a way to send: the API key of a mail provider (Resend, or one with the same API), or SUPPORT_SMTP_URL. ${SET_IT} SUPPORT_MAIL_API_KEY=….`,
  SUPPORT_MAIL_API_URL: 'It is optional: where the provider takes mail, https://api.resend.com/emails unless set.',
  SUPPORT_SMTP_URL: `It takes the place of SUPPORT_MAIL_API_KEY: smtps://user:password@host:465, or smtp://…:587 for STARTTLS; write signs of the password like @ and / as %40 and %2F. ${SET_IT} SUPPORT_SMTP_URL=….`,
  TELEGRAM_BOT_TOKEN: `It is optional: the token that @BotFather gave, like 123456:ABC-DEF. ${SET_IT} TELEGRAM_BOT_TOKEN=….`,
  TELEGRAM_BOT_USERNAME: `It goes with TELEGRAM_BOT_TOKEN: the name of the bot, like shop_support_bot. ${SET_IT} TELEGRAM_BOT_USERNAME=….`,
  TELEGRAM_WEBHOOK_SECRET: `It goes with TELEGRAM_BOT_TOKEN: 16 to 256 letters, digits, _ or -. ${SET_IT} TELEGRAM_WEBHOOK_SECRET="$(openssl rand -hex 32)".`,
  TELEGRAM_WEBHOOK_PREVIOUS_SECRET:
    'It is optional: the secret before, which is accepted as well until Telegram was told the new one.',
};

const jwkSchema = z.looseObject({ kty: z.string() });
const keysByName = z.record(z.string(), z.string().min(1)).refine((keys) => Object.keys(keys).length > 0, 'is empty');

const schema = z.object({
  SUPABASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }),
  SUPABASE_SECRET_KEYS: keysByName,
  SUPABASE_PUBLISHABLE_KEYS: keysByName,
  SUPPORT_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  SUPPORT_JWT_KEY: z.union([jwkSchema, z.string().min(32)], 'must be a private JWK or a secret of at least 32 bytes'),
  SUPPORT_JWT_PREVIOUS_KEYS: z.array(z.union([jwkSchema, z.string().min(32)])).default([]),
  SUPPORT_AUTH_JWT_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  SUPPORT_IP_HASH_SECRET: z.string().min(16, 'is shorter than 16 characters'),
  SUPPORT_CLIENT_ADDRESS_HEADER: z
    .string()
    .regex(/^[\w-]+$/, 'is not the name of a header')
    .default('x-forwarded-for'),
  SUPPORT_COUNTRY_HEADER: z
    .string()
    .regex(/^[\w-]+$/, 'is not the name of a header')
    .optional(),
  SUPPORT_LOG_LEVEL: z.enum(LOG_LEVELS, 'is not one of the levels').default('warn'),
});

const webhookSecret = z.string().regex(/^[\w-]{16,256}$/, 'has the wrong length or other characters');

const telegramSchema = z.object({
  TELEGRAM_BOT_TOKEN: z.string().regex(/^\d+:[\w-]+$/, 'does not look like a bot token'),
  TELEGRAM_BOT_USERNAME: z.string().regex(/^@?\w{3,32}$/, 'does not look like the name of a bot'),
  TELEGRAM_WEBHOOK_SECRET: webhookSecret,
  TELEGRAM_WEBHOOK_PREVIOUS_SECRET: webhookSecret.optional(),
});

const mailSchema = z
  .object({
    SUPPORT_MAIL_FROM: z
      .string()
      .transform((text) => /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text)
      .refine(isAddress, 'is no e-mail address'),
    SUPPORT_MAIL_API_KEY: z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'has signs that no key has')
      .optional(),
    SUPPORT_MAIL_API_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
    SUPPORT_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp(s) address' }).optional(),
  })
  .superRefine(({ SUPPORT_MAIL_API_KEY: apiKey, SUPPORT_SMTP_URL: smtpUrl }, context) => {
    if (apiKey === undefined && smtpUrl === undefined) {
      context.addIssue({ code: 'custom', path: ['SUPPORT_MAIL_API_KEY'], message: 'is missing' });
    }
    if (apiKey !== undefined && smtpUrl !== undefined) {
      const message = 'is set next to SUPPORT_MAIL_API_KEY, and only one of them can be used';
      context.addIssue({ code: 'custom', path: ['SUPPORT_SMTP_URL'], message });
    }
  });

/** Throws one `Error` that lists every variable to fix and how; values are never part of it. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): EdgeEnv {
  const read = (name: string) => variables[name]?.trim() || undefined;
  const input = {
    SUPABASE_URL: read('SUPABASE_URL'),
    SUPABASE_SECRET_KEYS: namedKeys(read, 'SUPABASE_SECRET_KEYS', ['SUPABASE_SECRET_KEY', 'SUPABASE_SERVICE_ROLE_KEY']),
    SUPABASE_PUBLISHABLE_KEYS: namedKeys(read, 'SUPABASE_PUBLISHABLE_KEYS', [
      'SUPABASE_PUBLISHABLE_KEY',
      'SUPABASE_ANON_KEY',
    ]),
    SUPPORT_PUBLIC_URL: read('SUPPORT_PUBLIC_URL'),
    SUPPORT_JWT_KEY: jsonOrText(read('SUPPORT_JWT_KEY')),
    SUPPORT_JWT_PREVIOUS_KEYS: jsonOrText(read('SUPPORT_JWT_PREVIOUS_KEYS')),
    SUPPORT_AUTH_JWT_SECRET: read('SUPPORT_AUTH_JWT_SECRET'),
    SUPPORT_IP_HASH_SECRET: read('SUPPORT_IP_HASH_SECRET'),
    SUPPORT_CLIENT_ADDRESS_HEADER: read('SUPPORT_CLIENT_ADDRESS_HEADER'),
    SUPPORT_COUNTRY_HEADER: read('SUPPORT_COUNTRY_HEADER'),
    SUPPORT_LOG_LEVEL: read('SUPPORT_LOG_LEVEL'),
  };
  const telegramInput = {
    TELEGRAM_BOT_TOKEN: read('TELEGRAM_BOT_TOKEN'),
    TELEGRAM_BOT_USERNAME: read('TELEGRAM_BOT_USERNAME'),
    TELEGRAM_WEBHOOK_SECRET: read('TELEGRAM_WEBHOOK_SECRET'),
    TELEGRAM_WEBHOOK_PREVIOUS_SECRET: read('TELEGRAM_WEBHOOK_PREVIOUS_SECRET'),
  };
  const mailInput = {
    SUPPORT_MAIL_FROM: read('SUPPORT_MAIL_FROM'),
    SUPPORT_MAIL_API_KEY: read('SUPPORT_MAIL_API_KEY'),
    SUPPORT_MAIL_API_URL: read('SUPPORT_MAIL_API_URL'),
    SUPPORT_SMTP_URL: read('SUPPORT_SMTP_URL'),
  };
  const sendsMail = Object.values(mailInput).some((value) => value !== undefined);
  const mail = sendsMail ? mailSchema.safeParse(mailInput) : undefined;
  const core = schema.safeParse(input);
  const telegram = telegramInput.TELEGRAM_BOT_TOKEN === undefined ? undefined : telegramSchema.safeParse(telegramInput);
  const faults = [
    ...faultsIn(core.error, input),
    ...faultsIn(telegram?.error, telegramInput),
    ...faultsIn(mail?.error, mailInput),
  ];
  if (!core.success || faults.length > 0) throw new Error(`Support Chat cannot start:\n${faults.join('\n')}`);

  const { data } = core;
  return {
    supabaseUrl: data.SUPABASE_URL,
    publicUrl: data.SUPPORT_PUBLIC_URL ?? data.SUPABASE_URL,
    secretKey: preferredKey(data.SUPABASE_SECRET_KEYS),
    secretKeys: Object.values(data.SUPABASE_SECRET_KEYS),
    publishableKey: preferredKey(data.SUPABASE_PUBLISHABLE_KEYS),
    jwtKey: tokenKey(data.SUPPORT_JWT_KEY),
    previousJwtKeys: data.SUPPORT_JWT_PREVIOUS_KEYS.map(tokenKey),
    authSecret: data.SUPPORT_AUTH_JWT_SECRET,
    ipHashSecret: data.SUPPORT_IP_HASH_SECRET,
    clientAddressHeader: data.SUPPORT_CLIENT_ADDRESS_HEADER,
    countryHeader: data.SUPPORT_COUNTRY_HEADER,
    logLevel: data.SUPPORT_LOG_LEVEL,
    telegram: telegram?.data === undefined ? undefined : telegramEnv(telegram.data),
    mail: mail?.data === undefined ? undefined : mailEnv(mail.data),
  };
}

function mailEnv(data: z.infer<typeof mailSchema>): EdgeMailEnv | undefined {
  const { SUPPORT_MAIL_FROM: from, SUPPORT_MAIL_API_KEY: apiKey, SUPPORT_SMTP_URL: url } = data;
  if (apiKey !== undefined) return { kind: 'http', from, apiKey, apiUrl: data.SUPPORT_MAIL_API_URL };
  return url === undefined ? undefined : { kind: 'smtp', from, url };
}

function telegramEnv(data: z.infer<typeof telegramSchema>): EdgeTelegramEnv {
  const { TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_WEBHOOK_PREVIOUS_SECRET: previous } = data;
  return {
    botToken: data.TELEGRAM_BOT_TOKEN,
    botUsername: data.TELEGRAM_BOT_USERNAME.replace('@', ''),
    webhookSecrets: previous === undefined ? [secret] : [secret, previous],
  };
}

function faultsIn(error: z.ZodError | undefined, input: Readonly<Record<string, unknown>>): readonly string[] {
  return (error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `- ${name} ${faultOf(input[name], issue.message)}. ${ADVICE[name] ?? ''}`;
  });
}

function faultOf(value: unknown, message: string): string {
  if (value === undefined) return 'is missing';
  return value === null ? 'is not valid JSON' : message;
}

function namedKeys(read: (name: string) => string | undefined, plural: string, singular: readonly string[]): unknown {
  const byName = jsonOrText(read(plural));
  if (byName !== undefined) return byName;
  const key = singular.map(read).find((value) => value !== undefined);
  return key === undefined ? undefined : { default: key };
}

/** `null`, which no variable accepts, for broken JSON: half a key must not pass for a secret. */
function jsonOrText(value: string | undefined): unknown {
  if (value === undefined || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function preferredKey(keys: Readonly<Record<string, string>>): string {
  return keys['default'] ?? Object.values(keys)[0] ?? '';
}

function tokenKey(value: string | z.infer<typeof jwkSchema>): VisitorTokenKey {
  return typeof value === 'string' ? { kind: 'hs256', secret: value } : { kind: 'es256', jwk: value as JWK };
}
