/** 47: `support-chat telegram doctor` against scripted answers of Telegram: each thing that may be missing, and what to do. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CommandLine, type Ran } from '../../../testing/cli/run-command.ts';
import { ALLOWED_UPDATES } from '../../telegram/read-update.ts';

const TOKEN = '1000001:token-of-the-bot';
const SECRET = 'a-secret-for-the-webhook';
const CHAT = -1_001_234_567_890;
const FUNCTION = 'https://abcdefgh.supabase.co/functions/v1/support-telegram';
const NOW = Date.parse('2026-11-21T10:00:00Z');

const ADMIN = {
  status: 'administrator',
  can_manage_topics: true,
  can_delete_messages: true,
  can_pin_messages: true,
};
/** Everything is well. A change replaces one answer; an error is `{ error_code, description }`. */
const WELL = {
  getMe: {
    id: 1_000_001,
    username: 'harbor_support_bot',
    can_read_all_group_messages: false,
    has_topics_enabled: false,
  },
  getWebhookInfo: { url: FUNCTION, pending_update_count: 0, allowed_updates: ALLOWED_UPDATES },
  getChat: { id: CHAT, type: 'supergroup', title: 'Harbor team', is_forum: true },
  getChatMember: ADMIN,
} as const;
type Method = keyof typeof WELL;

interface Script {
  readonly answers?: Partial<Record<Method, object>>;
  /** What the function answers to a secret. */
  readonly knock?: (secret: string | null) => number;
  readonly words?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Printed {
  readonly ok: boolean;
  readonly checks: readonly { id: string; status: string; detail: string; fix?: string }[];
}

let line: CommandLine;
before(async () => {
  line = await CommandLine.create();
});
after(() => line.remove());

const examine = async ({ answers = {}, knock, words = '', env = {} }: Script = {}): Promise<Ran> => {
  const isRight = knock ?? ((secret) => (secret === SECRET ? 200 : 401));
  line.world = {
    env: {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_SUPPORT_CHAT_ID: String(CHAT),
      SUPABASE_URL: 'https://abcdefgh.supabase.co',
      ...env,
    },
    clock: () => NOW,
    fetch: (input, init) => {
      const request = new Request(input, init);
      if (request.url === FUNCTION) {
        const status = isRight(request.headers.get('x-telegram-bot-api-secret-token'));
        return Promise.resolve(new Response(null, { status }));
      }
      const method = request.url.split('/').at(-1) as Method;
      assert.equal(request.url, `https://api.telegram.org/bot${TOKEN}/${method}`);
      const answer: object = answers[method] ?? WELL[method];
      return Promise.resolve(
        Response.json('error_code' in answer ? { ok: false, ...answer } : { ok: true, result: answer }),
      );
    },
  };
  const ran = await line.run(`telegram doctor --json ${words}`);
  assert.doesNotMatch(ran.out + ran.aside, /token-of-the-bot|a-secret-for/, 'no secret is printed');
  return ran;
};
const find = (ran: Ran, id: string) => ran.json<Printed>().checks.find((check) => check.id === id);

describe('47: support-chat telegram doctor', () => {
  it('finds nothing wrong where all is well, and has looked at everything', async () => {
    const ran = await examine();
    assert.equal(ran.exitCode, 0, ran.out);
    const { ok, checks } = ran.json<Printed>();
    assert.ok(ok);
    assert.deepEqual(
      checks.map(({ id, status }) => `${id} ${status}`),
      [
        'telegram.token ok',
        'telegram.privacy ok',
        'telegram.private-topics ok',
        'telegram.webhook ok',
        'telegram.updates ok',
        'telegram.pending ok',
        'telegram.last-error ok',
        'telegram.secret ok',
        'telegram.group ok',
        'telegram.rights ok',
        'telegram.reactions ok',
      ],
    );
  });

  const error = (code: number, description: string) => ({ error_code: code, description });
  const webhook = (changes: object) => ({ getWebhookInfo: { ...WELL.getWebhookInfo, ...changes } });
  const member = (changes: object) => ({ getChatMember: { ...ADMIN, ...changes } });
  const chat = (changes: object) => ({ getChat: { ...WELL.getChat, ...changes } });
  const me = (changes: object) => ({ getMe: { ...WELL.getMe, ...changes } });
  const emoji = (...all: string[]) => ({ available_reactions: all.map((one) => ({ type: 'emoji', emoji: one })) });

  const missing: readonly (readonly [string, Script, string, 'failed' | 'warning' | 'unknown', RegExp])[] = [
    [
      'a token that was revoked',
      { answers: { getMe: error(401, 'Unauthorized') } },
      'telegram.token',
      'failed',
      /BotFather/,
    ],
    [
      'a token that never was',
      { answers: { getMe: error(404, 'Not Found') } },
      'telegram.token',
      'failed',
      /BotFather/,
    ],
    [
      'flood control',
      { answers: { getMe: error(429, 'Too Many Requests') } },
      'telegram.token',
      'failed',
      /in a minute/,
    ],
    [
      'another bot’s name',
      { env: { TELEGRAM_BOT_USERNAME: 'other_bot' } },
      'telegram.username',
      'failed',
      /harbor_support_bot/,
    ],
    ['no webhook', { answers: webhook({ url: '' }) }, 'telegram.webhook', 'failed', /set-webhook/],
    [
      'a webhook elsewhere',
      { answers: webhook({ url: 'https://old.example/' }) },
      'telegram.webhook',
      'failed',
      /set-webhook/,
    ],
    [
      'updates not asked for',
      { answers: webhook({ allowed_updates: ['message'] }) },
      'telegram.updates',
      'failed',
      /set-webhook/,
    ],
    [
      'many updates waiting',
      { answers: webhook({ pending_update_count: 500 }) },
      'telegram.pending',
      'warning',
      /answers 200/,
    ],
    [
      'an error a minute ago',
      {
        answers: webhook({ last_error_date: NOW / 1_000 - 60, last_error_message: 'Wrong response: 401 Unauthorized' }),
      },
      'telegram.last-error',
      'failed',
      /verify_jwt/,
    ],
    ['a function with another secret', { knock: () => 401 }, 'telegram.secret', 'failed', /set-webhook/],
    ['a function that is open to all', { knock: () => 200 }, 'telegram.secret', 'failed', /deploy/],
    ['no function', { knock: () => 404 }, 'telegram.secret', 'failed', /functions deploy/],
    ['a function that does not start', { knock: () => 503 }, 'telegram.secret', 'failed', /secrets set/],
    ['a secret nobody told us', { env: { TELEGRAM_WEBHOOK_SECRET: '' } }, 'telegram.secret', 'unknown', /Set it here/],
    ['no group', { env: { TELEGRAM_SUPPORT_CHAT_ID: '' } }, 'telegram.group', 'unknown', /telegram invite/],
    [
      'a group the bot is not in',
      { answers: { getChat: error(400, 'Bad Request: chat not found') } },
      'telegram.group',
      'failed',
      /t\.me\/harbor_support_bot\?startgroup=support&admin=manage_topics\+delete_messages\+pin_messages/,
    ],
    ['a person', { answers: chat({ type: 'private' }) }, 'telegram.group', 'failed', /--chat -100/],
    ['a group without topics', { answers: chat({ is_forum: false }) }, 'telegram.group', 'failed', /Switch them on/],
    [
      'no right to manage topics',
      { answers: member({ can_manage_topics: false }) },
      'telegram.rights',
      'failed',
      /Administrators/,
    ],
    [
      'no right to delete',
      { answers: member({ can_delete_messages: false }) },
      'telegram.rights',
      'failed',
      /Administrators/,
    ],
    [
      'no right to pin',
      { answers: member({ can_pin_messages: false }) },
      'telegram.rights',
      'failed',
      /Administrators/,
    ],
    [
      'a bot that is demoted',
      { answers: { getChatMember: { status: 'member' } } },
      'telegram.rights',
      'failed',
      /Make it one/,
    ],
    [
      'a bot that was removed',
      { answers: { getChatMember: { status: 'kicked' } } },
      'telegram.rights',
      'failed',
      /Make it one/,
    ],
    [
      'a member that reads all but hears of nobody who leaves',
      {
        answers: { getChatMember: { status: 'member' }, ...me({ can_read_all_group_messages: true }) },
        words: '--mode claims',
      },
      'telegram.rights',
      'warning',
      /administrator/,
    ],
    ['reactions switched off', { answers: chat(emoji()) }, 'telegram.reactions', 'warning', /Reactions/],
    [
      'reactions without one for taking back',
      { answers: chat(emoji('👍')) },
      'telegram.reactions',
      'warning',
      /Reactions/,
    ],
    [
      'topics in direct messages',
      { answers: me({ has_topics_enabled: true }) },
      'telegram.private-topics',
      'warning',
      /BotFather/,
    ],
  ];
  for (const [what, script, id, status, fix] of missing) {
    it(`finds ${what}, and says what to do`, async () => {
      const ran = await examine(script);
      const check = find(ran, id);
      assert.equal(check?.status, status, ran.out);
      assert.match(check.fix ?? '', fix);
      assert.equal(ran.exitCode, status === 'failed' ? 1 : 0);
    });
  }

  it('needs no rights for claims, and no topics', async () => {
    const rights = { can_manage_topics: false, can_pin_messages: false };
    const ran = await examine({ answers: { ...member(rights), ...chat({ is_forum: false }) }, words: '--mode claims' });
    assert.equal(ran.exitCode, 0, ran.out);
    assert.equal(find(ran, 'telegram.rights')?.status, 'ok');
  });

  it('is told that Telegram cannot be reached, without the address, which holds the token', async () => {
    await examine();
    line.world = { ...line.world, fetch: () => Promise.reject(new Error(`cannot reach bot${TOKEN}`)) };
    const ran = await line.run('telegram doctor');
    assert.equal(ran.exitCode, 1);
    assert.match(ran.out, /could not be reached/);
    assert.doesNotMatch(ran.out + ran.aside, /token-of-the-bot/);
  });
});
