import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CommandLine, type Ran } from '../../testing/cli/run-command.ts';
import { FAKE_ENTRY_POINTS, FAKE_SECRET_KEY, FAKE_URL, FakeProject, refuse } from '../../testing/cli/fake-project.ts';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';
import type { Check } from '../checks/check.ts';

let line: CommandLine;
let project: FakeProject;

before(async () => {
  line = await CommandLine.create();
  await mkdir(line.folder);
  await writeFile(join(line.release, 'entry-points.json'), JSON.stringify(FAKE_ENTRY_POINTS));
});
after(() => line.remove());
beforeEach(() => {
  project = new FakeProject();
  line.world = {
    env: { SUPABASE_URL: FAKE_URL, SUPABASE_SECRET_KEY: FAKE_SECRET_KEY },
    fetch: project.fetch,
    openSocket: project.openSocket,
  };
});

interface DoctorJson {
  readonly ok: boolean;
  readonly counts: Readonly<Record<Check['status'], number>>;
  readonly checks: readonly Check[];
}

const examine = () => line.run('doctor --json --widget-key wk_demo');
const find = (ran: Ran, id: string) => ran.json<DoctorJson>().checks.find((check) => check.id === id);

describe('the doctor of a deployment in which all is well', () => {
  it('finds nothing wrong, and prints a stable shape', async () => {
    const ran = await examine();
    const { ok, counts, checks } = ran.json<DoctorJson>();
    assert.deepEqual([ran.exitCode, ok, counts.failed, counts.warning], [0, true, 0, 0], ran.out);
    assert.deepEqual(
      checks.map(({ id, status }) => `${status} ${id}`),
      [
        'ok project.key',
        'ok database.migrations',
        'ok database.schema',
        'ok functions.support-chat',
        'ok functions.support-telegram',
        'ok visitors.widget',
        'ok visitors.session',
        'ok realtime.token',
        'ok mail.sending',
        'ok storage.bucket',
        'ok storage.upload',
        'unknown schedule.tick',
      ],
    );
    for (const check of checks) assert.equal(check.fix === undefined, check.status === 'ok', check.id);
  });

  it('joins the visitor’s own channel with the visitor’s own token, and leaves nothing behind', async () => {
    await examine();
    const [join] = project.joins as [
      [string, string, string, string, { config: { private: boolean }; access_token: string }],
    ];
    assert.equal(join[2], 'realtime:support:visitor:60000000-0000-4000-8000-000000000001');
    assert.deepEqual([join[3], join[4].config.private, join[4].access_token], ['phx_join', true, 'the.access.token']);
    assert.ok(project.requests.some(({ url }) => url.endsWith('/support_revoke_session')));
    assert.equal(project.filesLeft, 0);
  });

  it('asks the public API as a page of the widget would: with an origin that it allows, and without the secret key', async () => {
    await examine();
    for (const request of project.requests.filter(({ url }) => url.includes('/functions/v1/'))) {
      assert.equal(request.headers.get('apikey'), null, request.url);
      if (request.url.includes('?id=')) assert.equal(request.headers.get('origin'), 'https://www.shop.example');
    }
  });

  it('says for people what --json says for scripts', async () => {
    const ran = await line.run('doctor --widget-key wk_demo@abcdefgh');
    assert.match(ran.out, /^✓ Address and secret key: /);
    assert.match(ran.out, /✓ Realtime with a visitor’s token: joined/);
    assert.match(ran.out, /\n {4}→ /);
  });

  it('without a widget tries no session, and says how to', async () => {
    const ran = await line.run('doctor --json');
    assert.deepEqual([ran.exitCode, find(ran, 'realtime.token')?.status], [0, 'unknown']);
    assert.match(find(ran, 'realtime.token')?.fix ?? '', /--widget-key/);
  });
});

/** Each with how it is brought about, the check that must fail, and a word that its fix must say. */
const FAULTS: readonly (readonly [string, () => void, string, RegExp])[] = [
  [
    'the address gives no answer',
    () => project.routes.set('* first', () => Promise.reject(new TypeError('fetch failed'))),
    'project.key',
    /SUPABASE_URL/,
  ],
  [
    'the address is something else',
    () => project.routes.set('* first', () => new Response('<html>', { status: 404 })),
    'project.key',
    /SUPABASE_URL/,
  ],
  [
    'the key is of another project',
    () => project.routes.set('* first', () => Response.json({ message: 'Invalid API key' }, { status: 401 })),
    'project.key',
    /SUPABASE_SECRET_KEY/,
  ],
  [
    'the key is the publishable one',
    () => project.routes.set('POST /rest/v1/rpc/support_count_backlog', () => refuse(401, '42501', null)),
    'project.key',
    /sb_secret/,
  ],
  [
    'the database is down',
    () => project.routes.set('* first', () => refuse(503, 'PGRST002', null)),
    'project.key',
    /database/,
  ],
  [
    'no migration was applied',
    () => {
      project.entryPoints = [{ name: 'theirs', parameters: ['p_a'] }];
      project.routes.set('POST /rest/v1/rpc/support_count_backlog', () => refuse(404, 'PGRST202', null));
    },
    'database.migrations',
    /db push/,
  ],
  [
    'a migration is missing',
    () => (project.entryPoints = FAKE_ENTRY_POINTS.slice(0, 2)),
    'database.migrations',
    /init.*db push/,
  ],
  [
    'a function has the parameters of an older release',
    () =>
      (project.entryPoints = FAKE_ENTRY_POINTS.map((entry) => ({
        ...entry,
        parameters: entry.parameters.slice(0, 2),
      }))),
    'database.migrations',
    /notify pgrst/,
  ],
  [
    'the private schema is exposed',
    () =>
      project.routes.set('* first', (request) =>
        request.headers.get('content-profile') === 'support' ? refuse(404, 'PGRST202', null) : (undefined as never),
      ),
    'database.schema',
    /exposed schemas/,
  ],
  [
    'the function is not deployed',
    () => project.answer('GET /functions/v1/support-chat/health', 404, { code: 'NOT_FOUND' }),
    'functions.support-chat',
    /functions deploy support-chat/,
  ],
  [
    'the gateway checks tokens',
    () => project.answer('GET /functions/v1/support-chat/health', 401, { msg: 'Missing authorization header' }),
    'functions.support-chat',
    /verify_jwt = false/,
  ],
  [
    'a secret is missing, so the function does not start',
    () => project.answer('GET /functions/v1/support-chat/health', 503, { code: 'BOOT_ERROR' }),
    'functions.support-chat',
    /secrets set/,
  ],
  [
    'the function is of another version',
    () => project.answer('GET /functions/v1/support-chat/health', 200, { protocol: PROTOCOL_VERSION + 1 }),
    'functions.support-chat',
    /deploy/,
  ],
  [
    'another function has the name',
    () => project.answer('GET /functions/v1/support-chat/health', 200, 'hello'),
    'functions.support-chat',
    /deploy/,
  ],
  [
    'the widget key is wrong',
    () => project.answer('GET /functions/v1/support-chat/widget-config', 404, { error: { code: 'widget_not_found' } }),
    'visitors.widget',
    /widget list/,
  ],
  [
    'the widget is switched off',
    () => project.answer('GET /functions/v1/support-chat/widget-config', 403, { error: { code: 'widget_disabled' } }),
    'visitors.widget',
    /Switch it on/,
  ],
  [
    'the function cannot reach the database',
    () =>
      project.answer('GET /functions/v1/support-chat/widget-config', 503, { error: { code: 'database_unavailable' } }),
    'visitors.widget',
    /again/,
  ],
  [
    'sessions fail',
    () => project.answer('POST /functions/v1/support-chat/chat/session', 500, { error: { code: 'internal_error' } }),
    'visitors.session',
    /log/,
  ],
  [
    'the project does not know the signing key',
    () => (project.realtime = refusal('JwtSignerError: Failed to generate JWT signer for key ID (kid) "k"')),
    'realtime.token',
    /standby key/,
  ],
  [
    'the project knows another key by that name',
    () => (project.realtime = refusal('JwtSignatureError: Failed to validate JWT signature')),
    'realtime.token',
    /SUPPORT_JWT_KEY/,
  ],
  [
    'a clock is wrong',
    () => (project.realtime = refusal('InvalidJWTToken: Token has expired 60 seconds ago')),
    'realtime.token',
    /clock/,
  ],
  [
    'the role may not listen',
    () => (project.realtime = refusal('Unauthorized: You do not have permissions to read from this Channel topic: x')),
    'realtime.token',
    /db push/,
  ],
  [
    'Realtime refuses for a reason that nobody has heard of',
    () => (project.realtime = refusal('TenantOnHoliday')),
    'realtime.token',
    /log/,
  ],
  ['Realtime hangs up', () => (project.realtime = 'close'), 'realtime.token', /again/],
  ['no socket can be opened', () => (project.realtime = 'never-opens'), 'realtime.token', /SUPABASE_PUBLISHABLE_KEYS/],
  [
    'there is no bucket',
    () =>
      project.answer('GET /storage/v1/bucket/support-attachments', 400, {
        statusCode: '404',
        error: 'Bucket not found',
      }),
    'storage.bucket',
    /db push/,
  ],
  [
    'the bucket is public',
    () => project.answer('GET /storage/v1/bucket/support-attachments', 200, { public: true }),
    'storage.bucket',
    /Public bucket/,
  ],
  [
    'nothing may be uploaded',
    () =>
      project.routes.set('* first', (request) =>
        request.method === 'PUT' ? Response.json({ statusCode: '415' }, { status: 400 }) : (undefined as never),
      ),
    'storage.upload',
    /image\/png/,
  ],
  [
    'Storage refuses to sign',
    () =>
      project.routes.set('* first', (request) =>
        request.url.includes('/upload/sign/') && request.method === 'POST'
          ? Response.json({ statusCode: '403', error: 'Unauthorized' }, { status: 400 })
          : (undefined as never),
      ),
    'storage.upload',
    /Storage/,
  ],
  [
    '48: nothing calls the tick, so something has waited for an hour',
    () => project.answer('POST /rest/v1/rpc/support_count_backlog', 200, { oldest_outbox_seconds: 3_600 }),
    'schedule.tick',
    /support_schedule_tick/,
  ],
];

function refusal(reason: string): object {
  return { status: 'error', response: { reason } };
}

describe('the doctor finds out that', () => {
  for (const [what, breakIt, id, fix] of FAULTS) {
    it(what, async () => {
      breakIt();
      const ran = await examine();
      const check = find(ran, id);
      assert.equal(check?.status, 'failed', ran.out);
      assert.match(check?.fix ?? '', fix);
      assert.deepEqual([ran.exitCode, ran.json<DoctorJson>().ok], [1, false]);
      assert.doesNotMatch(ran.out + ran.aside, /sb_secret_of_this_test|the\.access\.token/);
      assert.equal(project.filesLeft, 0);
    });
  }

  it('48: deliveries were given up, or mail cannot be sent: a warning, which fails no script', async () => {
    project.answer('POST /rest/v1/rpc/support_count_backlog', 200, { outbox_dead: 2, updates_dead: 1 });
    project.answer('GET /functions/v1/support-chat/widget-config', 200, {
      features: { transcript: false },
      realtime: {},
    });
    const ran = await examine();
    assert.deepEqual(
      [ran.exitCode, find(ran, 'schedule.tick')?.status, find(ran, 'mail.sending')?.status],
      [0, 'warning', 'warning'],
    );
  });

  it('some things cannot be found out, which is not the same as failing', async () => {
    line.world = { ...line.world, openSocket: undefined };
    project.answer('POST /functions/v1/support-chat/chat/session', 429, { error: { code: 'rate_limited' } });
    assert.equal(find(await examine(), 'visitors.session')?.status, 'unknown');
    project = new FakeProject();
    line.world = { ...line.world, fetch: project.fetch };
    assert.match(find(await examine(), 'realtime.token')?.fix ?? '', /Node 22/);
  });

  it('a Data API that gives no hints hides the functions, not that they are missing', async () => {
    project.entryPoints = [];
    assert.equal(find(await examine(), 'database.migrations')?.status, 'unknown');
  });

  it('a bot is configured here, but its function does not run', async () => {
    line.world = { ...line.world, env: { ...line.world.env, TELEGRAM_BOT_TOKEN: '1:token' } };
    project.answer('GET /functions/v1/support-telegram', 503, { code: 'BOOT_ERROR' });
    project.routes.set('POST /bot1:token/getMe', () =>
      Response.json({ ok: false, error_code: 401, description: 'Unauthorized' }),
    );
    const ran = await examine();
    assert.equal(find(ran, 'functions.support-telegram')?.status, 'failed');
    assert.equal(find(ran, 'telegram.token')?.status, 'failed');
    assert.doesNotMatch(ran.out, /1:token/);
  });

  it('settings are missing, before anything is asked', async () => {
    line.world = { ...line.world, env: {} };
    const ran = await line.run('doctor');
    assert.equal(ran.exitCode, 1);
    assert.match(ran.aside, /SUPABASE_(?:URL|SECRET_KEY)/);
    assert.deepEqual(project.requests, []);
  });
});
