import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { CommandLine } from '../../testing/cli/run-command.ts';
import { COMMANDS } from './commands.ts';
import { releaseVersion } from './release.ts';

let line: CommandLine;
before(async () => {
  line = await CommandLine.create();
  await mkdir(line.folder);
});
after(() => line.remove());

describe('the command line', () => {
  it('lists every command when nothing is asked, and those of a group', async () => {
    for (const words of [[], ['--help'], ['-h']]) {
      const ran = await line.run(words);
      assert.equal(ran.exitCode, 0);
      for (const { words: name, summary } of COMMANDS)
        assert.ok(ran.out.includes(`${name.join(' ')} `) && ran.out.includes(summary));
    }
    const group = await line.run('telegram --help');
    assert.match(group.out, /telegram doctor/);
    assert.doesNotMatch(group.out, /widget create/);
  });

  it('explains every command and each of its options', async () => {
    for (const { words, options } of COMMANDS) {
      const ran = await line.run([...words, '--help']);
      assert.equal(ran.exitCode, 0);
      for (const option of Object.keys(options))
        assert.ok(ran.out.includes(`--${option}`), `${words.join(' ')} --${option}`);
    }
  });

  it('has no option that takes a secret, because options stay in the shell’s history', () => {
    for (const { options } of COMMANDS) {
      for (const option of Object.keys(options)) assert.doesNotMatch(option, /secret|token|password|^key$/);
    }
  });

  it('ends with 2 and says what to do when the command line makes no sense', async () => {
    const mistakes = [
      'dance',
      'widget',
      'widget dance',
      'init --dance',
      'init there',
      'widget create',
      'widget snippet',
      'keys --write-env',
    ];
    for (const words of mistakes) {
      const ran = await line.run(words);
      assert.deepEqual([ran.exitCode, ran.out], [2, ''], words);
      assert.match(ran.aside, /support-chat/, words);
    }
  });

  it('with --json prints one JSON document also for failures', async () => {
    const usage = await line.run('widget create --json');
    assert.equal(usage.exitCode, 2);
    assert.equal(usage.json<{ error: { kind: string } }>().error.kind, 'usage');
    const failed = await line.run('widget list --json --organization 20000000-0000-4000-8000-000000000001');
    assert.equal(failed.exitCode, 1);
    assert.deepEqual(Object.keys(failed.json<{ error: object }>().error), ['kind', 'message']);
  });

  it('says its version', async () => {
    assert.equal((await line.run('--version')).out, await releaseVersion());
  });

  it('takes a negative number for the value of the option before it', async () => {
    const ran = await line.run('telegram connect --organization 20000000-0000-4000-8000-000000000001 --chat -1001');
    assert.match(ran.aside, /SUPABASE_/, 'the options were understood; the settings are missing');
  });
});

describe('settings', () => {
  const whereIs = async (words: string) =>
    (await line.run(`widget snippet --json --widget-key wk_a ${words}`)).json<{ widget_key: string }>().widget_key;

  it('come from the environment, from a file that wins over it, and from an option that wins over both', async () => {
    line.world = { env: { SUPABASE_URL: 'https://environment.supabase.co' } };
    await writeFile(join(line.folder, '.env'), "SUPABASE_URL='https://file.supabase.co'\n");
    assert.equal(await whereIs(''), 'wk_a@environment');
    assert.equal(await whereIs('--env-file .env'), 'wk_a@file');
    assert.equal(await whereIs('--env-file .env --url https://option.supabase.co'), 'wk_a@option');
  });

  it('that are missing or broken are named, without their values', async () => {
    line.world = { env: { SUPABASE_URL: 'abcdefgh', SUPABASE_SECRET_KEY: 'sb_secret_x' } };
    const organization = '--organization 20000000-0000-4000-8000-000000000001';
    for (const [words, said] of [
      [`widget list ${organization}`, /"abcdefgh" is not the address/],
      [`widget list ${organization} --env-file nowhere`, /nowhere cannot be read/],
      [`widget list ${organization} --local`, /npm start/],
      ['telegram info', /TELEGRAM_BOT_TOKEN is missing/],
    ] as const) {
      const ran = await line.run(words);
      assert.equal(ran.exitCode, 1);
      assert.match(ran.aside, said);
      assert.doesNotMatch(ran.aside, /sb_secret_x/);
    }
  });

  it('for Telegram that cannot be right are refused before anything is sent, without their values', async () => {
    for (const env of [
      { TELEGRAM_BOT_TOKEN: 'not a token' },
      { TELEGRAM_BOT_TOKEN: '1:token', TELEGRAM_WEBHOOK_SECRET: 'too short' },
    ]) {
      line.world = { env, fetch: () => assert.fail('nothing may be sent') };
      const ran = await line.run('telegram info');
      assert.equal(ran.exitCode, 1);
      assert.doesNotMatch(ran.aside, /not a token|too short/);
    }
  });
});

describe('widget snippet', () => {
  it('prints a queue for the global that the page calls, and the script that has it', async () => {
    const words = 'widget snippet --json --widget-key wk_a@abcdefgh --cdn https://cdn.shop.example';
    const tagsFor = async (more: string) =>
      (await line.run(`${words} ${more}`)).json<{ script_tag: string; queue_tag: string }>();
    for (const [name, script] of [
      ['SupportChat', 'widget.js'],
      ['chatdesk', 'widget-compat.js'],
    ] as const) {
      const { script_tag, queue_tag } = await tagsFor(`--api ${name}`);
      assert.equal(script_tag, `<script async src="https://cdn.shop.example/${script}?id=wk_a@abcdefgh"></script>`);
      const page = createContext({});
      const code = queue_tag.replace(/<\/?script>/g, '');
      runInContext(`globalThis.window = globalThis; ${code} ${name}('open', 1); ${code} ${name}('close');`, page);
      assert.equal(
        runInContext(`JSON.stringify(${name}.q.map((call) => Array.from(call)))`, page),
        '[["open",1],["close"]]',
      );
    }
    assert.match((await tagsFor('--api LiveChatWidget')).queue_tag, /LiveChatWidget \?\?= \{ queue: \[\] \}/);
    assert.equal((await line.run(`${words} --api dance`)).exitCode, 2);
  });

  it('pins the loader by the hash that the build has written down', async () => {
    const manifest = { pinned: 'widget-0a1b2c3d.js', files: { 'widget-0a1b2c3d.js': 'sha384-abc' } };
    await writeFile(join(line.folder, 'integrity.json'), JSON.stringify(manifest));
    const words =
      'widget snippet --json --widget-key wk_a@abcdefgh --cdn https://cdn.shop.example --pin integrity.json';
    assert.equal(
      (await line.run(words)).json<{ script_tag: string }>().script_tag,
      '<script async src="https://cdn.shop.example/widget-0a1b2c3d.js?id=wk_a@abcdefgh" integrity="sha384-abc" crossorigin="anonymous"></script>',
    );
    await writeFile(join(line.folder, 'integrity.json'), '{}');
    assert.equal((await line.run(words)).exitCode, 1);
    assert.equal((await line.run(`${words} --api chatdesk`)).exitCode, 2);
  });

  const keyFor = async (url: string) =>
    (await line.run(`widget snippet --json --widget-key wk_a --url ${url}`)).json<{ widget_key: string }>().widget_key;

  it('names the backend in the key: a project by its ref, anything else by its host', async () => {
    assert.equal(await keyFor('https://abcdefgh.supabase.co/'), 'wk_a@abcdefgh');
    assert.equal(await keyFor('https://chat.shop.example'), 'wk_a@chat.shop.example');
    assert.equal(await keyFor('http://127.0.0.1:4100'), 'wk_a@127.0.0.1:4100');
  });

  it('takes the backend from a key that names it', async () => {
    line.world = { env: {} };
    const ran = await line.run('widget snippet --widget-key wk_a@abcdefgh --cdn https://cdn.shop.example/chat/');
    assert.ok(
      ran.out.includes('<script async src="https://cdn.shop.example/chat/widget.js?id=wk_a@abcdefgh"></script>'),
    );
    assert.ok(ran.out.includes('<support-chat widget-key="wk_a@abcdefgh"></support-chat>'));
  });

  it('refuses what is no key, so that nothing odd ends up in a tag', async () => {
    for (const key of ['"><script>', 'wk_"', 'ab12']) {
      assert.equal(
        (await line.run(['widget', 'snippet', '--widget-key', key, '--url', 'https://a.supabase.co'])).exitCode,
        2,
      );
    }
    assert.equal((await line.run(['widget', 'snippet', '--widget-key', 'wk_a@"><script>'])).exitCode, 1);
  });
});
