/** The commands against the whole backend of this machine: real SQL, real functions, real Realtime, a simulated Telegram. */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startLocalStack, type LocalStack } from '../../../local/src/local-stack.ts';
import { SUPPORT_WORKSPACE } from '../../../local/src/telegram/simulator/seed-support-workspace.ts';
import { CommandLine } from '../../testing/cli/run-command.ts';
import type { Check } from '../checks/check.ts';

interface Secrets {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
}

let line: CommandLine;
let stack: LocalStack;
let secrets: Secrets;
let local: string;

before(async () => {
  line = await CommandLine.create();
  await mkdir(line.folder);
  const dataDirectory = join(line.folder, '.support-chat');
  stack = await startLocalStack({ dataDirectory, telegram: { kind: 'simulator', rateLimits: 'off' } });
  secrets = JSON.parse(await readFile(join(dataDirectory, 'secrets.json'), 'utf8')) as Secrets;
  local = `--local --url ${stack.url}`;
});
after(async () => {
  await stack.stop();
  await line.remove();
});
beforeEach(() => {
  line.world = {
    env: {
      SUPABASE_URL: stack.url,
      SUPABASE_SECRET_KEY: secrets.secretKey,
      TELEGRAM_BOT_TOKEN: '1000001:simulator',
      TELEGRAM_API_ROOT: stack.url,
      TELEGRAM_WEBHOOK_SECRET: secrets.webhookSecret,
    },
  };
});

interface CreatedJson {
  readonly widget_key: string;
  readonly widget: { readonly id: string; readonly organization_id: string; readonly key: string };
}
interface ChecksJson {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

const configOf = (widgetKey: string, origin = 'https://anywhere.example') =>
  fetch(`${stack.url}/functions/v1/support-chat/widget-config?id=${encodeURIComponent(widgetKey)}`, {
    headers: { origin },
  });
const namesOf = (checks: readonly Check[], status: Check['status']) =>
  checks.filter((check) => check.status === status).map(({ id }) => id);

describe('widget', () => {
  it('makes an organization with an owner and a widget that answers at once', async () => {
    const words = [
      'widget',
      'create',
      ...local.split(' '),
      '--json',
      '--name',
      'Robin’s shop',
      '--new-organization',
      'Robin',
    ];
    const created = await line.run([
      ...words,
      '--owner-name',
      'Robin',
      '--owner-telegram-id',
      '7000001',
      '--domain',
      'shop.example',
    ]);
    assert.equal(created.exitCode, 0, created.out);
    const { widget, widget_key } = created.json<CreatedJson>();
    assert.equal(widget_key, `${widget.key}@${new URL(stack.url).host}`);
    assert.equal((await configOf(widget_key, 'https://shop.example')).status, 200);

    const second = await line.run(
      `widget create ${local} --json --name Second --organization ${widget.organization_id}`,
    );
    assert.equal(second.json<CreatedJson>().widget.organization_id, widget.organization_id);
    const listed = await line.run(`widget list ${local} --widget-key ${widget_key}`);
    assert.match(listed.out, /Robin’s shop {2}shop\.example\n.*Second {2}every website/);
  });

  it('gives a new key, and the old one works as long as it was told to', async () => {
    const { widget } = (
      await line.run(`widget create ${local} --json --name Rotated --new-organization Ana`)
    ).json<CreatedJson>();
    const rotated = (await line.run(`widget rotate ${local} --json --widget-key ${widget.key} --grace-hours 0`)).json<
      CreatedJson & { retired_key: string }
    >();
    assert.equal(rotated.retired_key, widget.key);
    assert.notEqual(rotated.widget.key, widget.key);
    assert.equal((await configOf(rotated.widget.key)).status, 200);
    assert.equal((await configOf(widget.key)).status, 404);
  });

  it('says what is wrong in the words of the person who asked, without the key', async () => {
    const nobody = '20000000-0000-4000-8000-00000000dead';
    const mistakes = [
      [`widget list ${local} --widget-key wk_nobody`, 1, /no widget with this key/],
      [`widget list ${local} --organization ${nobody}`, 1, /no such organization/],
      [`widget list ${local} --organization shop`, 2, /is not the id/],
      [`widget create ${local} --name Shop`, 2, /--new-organization/],
      [`widget create ${local} --name Shop --organization ${nobody} --new-organization Ana`, 2, /either/],
      [`widget create ${local} --name Shop --new-organization Ana --owner-email ana@shop.example`, 2, /--owner-name/],
      [`widget rotate ${local} --widget-key wk_demo --grace-hours 9000`, 1, /8760/],
      [`widget rotate ${local} --widget-key wk_demo --grace-hours soon`, 2, /whole number/],
    ] as const;
    for (const [words, exitCode, said] of mistakes) {
      const ran = await line.run(words);
      assert.deepEqual([ran.exitCode, said.test(ran.aside)], [exitCode, true], `${words}: ${ran.aside}`);
      assert.ok(!ran.aside.includes(secrets.secretKey));
    }
    line.world = { env: { SUPABASE_URL: stack.url, SUPABASE_SECRET_KEY: 'sb_secret_of_another_project' } };
    assert.match((await line.run('widget list --widget-key wk_demo')).aside, /refused the key/);
    line.world = { env: { SUPABASE_URL: stack.url, SUPABASE_SECRET_KEY: secrets.publishableKey } };
    assert.match((await line.run('widget list --widget-key wk_demo')).aside, /must be a secret key/);
    line.world = { env: { SUPABASE_URL: 'http://127.0.0.1:9', SUPABASE_SECRET_KEY: 'sb_secret_x' } };
    assert.match((await line.run('widget list --widget-key wk_demo')).aside, /no answer/);
  });

  it('does not make the organization again when only the widget was refused', async () => {
    const words = [
      'widget',
      'create',
      ...local.split(' '),
      '--name',
      'Shop',
      '--new-organization',
      'Jo',
      '--domain',
      'not a domain',
    ];
    const ran = await line.run(words);
    assert.equal(ran.exitCode, 1);
    const [, id = ''] = /--organization ([0-9a-f-]{36})/.exec(ran.aside) ?? [];
    assert.equal((await line.run(`widget create ${local} --name Shop --organization ${id}`)).exitCode, 0);
  });
});

describe('doctor', () => {
  it('finds nothing wrong with this machine’s stack, and ends the session it opened', async () => {
    const ran = await line.run(`doctor --json --widget-key ${stack.widgetKey}`);
    const { checks } = ran.json<ChecksJson>();
    assert.deepEqual([ran.exitCode, namesOf(checks, 'failed'), namesOf(checks, 'warning')], [0, [], []], ran.out);
    assert.deepEqual(namesOf(checks, 'unknown'), ['schedule.tick']);
    assert.ok(namesOf(checks, 'ok').includes('telegram.rights'), 'the group comes from the widget’s organization');
    assert.equal(stack.realtime.connectionCount, 0);
    for (const secret of Object.values(secrets)) assert.ok(!ran.out.includes(String(secret)));
  });

  it('finds out that Realtime is away', async () => {
    stack.realtime.setRefusing(true);
    try {
      const ran = await line.run(`doctor ${local} --json --widget-key wk_demo`);
      assert.deepEqual([ran.exitCode, namesOf(ran.json<ChecksJson>().checks, 'failed')], [1, ['realtime.token']]);
    } finally {
      stack.realtime.setRefusing(false);
    }
  });
});

describe('telegram', () => {
  const { forumId, claimsGroupId } = SUPPORT_WORKSPACE;
  const control = () => {
    assert.ok(stack.telegram.kind === 'simulator');
    return stack.telegram.simulator.control;
  };
  const doctor = async (words: string) => {
    const ran = await line.run(`telegram doctor --json ${words}`);
    assert.ok(!ran.out.includes('1000001:simulator'));
    return { ran, failed: ran.json<ChecksJson>().checks.filter(({ status }) => status === 'failed') };
  };

  it('47: sets the webhook, twice without harm, and finds it well', async () => {
    for (let times = 0; times < 2; times += 1) assert.equal((await line.run('telegram set-webhook')).exitCode, 0);
    const info = await line.run('telegram info --json');
    assert.deepEqual(
      [info.exitCode, new Set(info.json<ChecksJson>().checks.map(({ status }) => status))],
      [0, new Set(['ok'])],
    );
    assert.deepEqual((await doctor(`--chat ${String(forumId)}`)).failed, []);
    assert.deepEqual((await doctor(`--chat ${String(claimsGroupId)} --mode claims`)).failed, []);
  });

  it('47: sees that the functions know the bot by another name', async () => {
    line.world = {
      env: { ...line.world.env, TELEGRAM_BOT_USERNAME: '@other_bot', TELEGRAM_SUPPORT_CHAT_ID: String(forumId) },
    };
    const { ran, failed } = await doctor('');
    assert.deepEqual(
      failed.map(({ id }) => id),
      ['telegram.username'],
    );
    assert.ok(namesOf(ran.json<ChecksJson>().checks, 'ok').includes('telegram.group'), 'the setting names the group');
  });

  it('47: sees that the functions have another secret', async () => {
    line.world = { env: { ...line.world.env, TELEGRAM_WEBHOOK_SECRET: 'another-secret-of-the-same-length' } };
    const { ran, failed } = await doctor(`--chat ${String(forumId)}`);
    assert.deepEqual(
      failed.map(({ id }) => id),
      ['telegram.secret'],
    );
    assert.doesNotMatch(ran.out, /another-secret/);
  });

  it('47: sees a group without topics, one that the bot is not in, and a token that is wrong', async () => {
    assert.match((await doctor(`--chat ${String(claimsGroupId)} --mode topics`)).failed[0]?.fix ?? '', /Topics/);
    assert.match((await doctor('--chat -1009999999999')).failed[0]?.fix ?? '', /startgroup/);
    line.world = { env: { ...line.world.env, TELEGRAM_BOT_TOKEN: '1000001:revoked' } };
    const token = await line.run('telegram doctor --json');
    assert.deepEqual(
      token.json<ChecksJson>().checks.map(({ id, status }) => `${status} ${id}`),
      ['failed telegram.token'],
    );
    assert.doesNotMatch(token.out, /1000001:revoked/);
    assert.match((await line.run('telegram set-webhook')).aside, /@BotFather/);
  });

  it('47: sees rights that are missing', async () => {
    const bot = control().overview().bot.id;
    const { workspace } = control();
    const by = SUPPORT_WORKSPACE.anonymousAdmin;
    workspace.setMember({ chatId: forumId, userId: bot, status: 'administrator', rights: ['can_pin_messages'], by });
    try {
      const { failed } = await doctor(`--chat ${String(forumId)}`);
      assert.match(failed[0]?.detail ?? '', /Manage topics.*Delete messages/);
      workspace.setMember({ chatId: forumId, userId: bot, status: 'member', by });
      assert.match(
        (await doctor(`--chat ${String(forumId)}`)).failed[0]?.detail ?? '',
        /no administrator.*privacy mode/,
      );
    } finally {
      const rights = ['can_manage_topics', 'can_delete_messages', 'can_pin_messages'] as const;
      workspace.setMember({ chatId: forumId, userId: bot, status: 'administrator', rights, by });
    }
  });

  it('connects an organization to its group', async () => {
    const { widget } = (
      await line.run(`widget create ${local} --json --name Sofas --new-organization Mika`)
    ).json<CreatedJson>();
    const words = `telegram connect --json --organization ${widget.organization_id} --chat ${String(claimsGroupId)} --mode claims`;
    assert.equal((await line.run(words)).json<{ outcome: string }>().outcome, 'created');
    assert.equal((await line.run(words)).json<{ outcome: string }>().outcome, 'updated');
    const taken = await line.run(words.replace(String(claimsGroupId), String(forumId)));
    assert.equal(taken.exitCode, 1);
    assert.match(taken.json<{ error: { message: string } }>().error.message, /Refused/);
  });
});

describe('cdn upload', () => {
  const words = () => ['cdn', 'upload', ...local.split(' '), '--json', '--folder', 'cdn'];
  interface UploadedJson {
    readonly script: string;
    readonly sent: readonly string[];
  }
  const write = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(line.folder, 'cdn', path)), { recursive: true });
      await writeFile(join(line.folder, 'cdn', path), text);
    }
  };

  it('puts everything into a public bucket, kept for as long as its name holds', async () => {
    await write({
      'widget.js': 'first',
      'widget-0a1b2c3d.js': 'first',
      'widget-full.js': 'import "./chunks/define-AAAAAAAA.js"',
      'chunks/define-AAAAAAAA.js': 'export {}',
      'team/inbox.js': 'import "./chunks/inbox-AAAAAAAA.js"',
      'team/chunks/inbox-AAAAAAAA.js': 'export {}',
      'integrity.json': JSON.stringify({ pinned: 'widget-0a1b2c3d.js' }),
      'notes.md': 'not for anybody',
    });
    const { script, sent } = (await line.run(words())).json<UploadedJson>();
    assert.deepEqual(sent, [
      'chunks/define-AAAAAAAA.js',
      'team/chunks/inbox-AAAAAAAA.js',
      'widget-0a1b2c3d.js',
      'integrity.json',
      'widget-full.js',
      'team/inbox.js',
      'widget.js',
    ]);
    for (const [path, cacheControl] of [
      ['widget.js', 'max-age=3600'],
      ['widget-0a1b2c3d.js', 'max-age=31536000, immutable'],
      ['chunks/define-AAAAAAAA.js', 'max-age=31536000, immutable'],
    ] as const) {
      const response = await fetch(script.replace('widget.js', path));
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), cacheControl);
      assert.match(response.headers.get('content-type') ?? '', /^text\/javascript/);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
    }
  });

  it('replaces what keeps its name, and sends nothing twice that cannot change', async () => {
    await write({ 'widget.js': 'second', 'chunks/define-BBBBBBBB.js': 'export {}' });
    const { script, sent } = (await line.run(words())).json<UploadedJson>();
    assert.deepEqual(sent, [
      'chunks/define-BBBBBBBB.js',
      'integrity.json',
      'widget-full.js',
      'team/inbox.js',
      'widget.js',
    ]);
    assert.equal(await (await fetch(script)).text(), 'second');
    assert.equal((await fetch(script.replace('widget.js', 'chunks/define-AAAAAAAA.js'))).status, 200);
  });

  it('refuses a private bucket, a folder of something else and a name that is no name', async () => {
    const inPrivate = await line.run([...words(), '--bucket', 'support-attachments']);
    assert.match(inPrivate.json<{ error: { message: string } }>().error.message, /is private/);
    assert.equal((await line.run(['cdn', 'upload', ...local.split(' '), '--folder', '.'])).exitCode, 1);
    assert.equal((await line.run([...words(), '--bucket', '../x'])).exitCode, 2);
  });
});
