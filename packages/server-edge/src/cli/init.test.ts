import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CommandLine } from '../../testing/cli/run-command.ts';
import { supabase, withSupabaseCli } from '../../testing/cli/supabase-project.ts';
import { fingerprintOf, isKnownFunction } from './init/known-functions.ts';
import { readRelease, releaseVersion } from './release.ts';

interface InitJson {
  readonly outcome: string;
  readonly writes: readonly { readonly path: string; readonly action: string }[];
  readonly problems: readonly { readonly kind: string; readonly path: string }[];
  readonly needs_include_all: boolean;
}

let line: CommandLine;
beforeEach(async () => {
  line = await CommandLine.create();
});
afterEach(() => line.remove());

const THEIRS = {
  'supabase/config.toml': '# ours\r\nproject_id = "shop"\r\n\r\n[functions.checkout]\r\nverify_jwt = true',
  'supabase/migrations/20200101000000_create_shop.sql': 'create table public.shop ();',
  'supabase/functions/checkout/index.ts': 'Deno.serve(() => new Response());',
  'supabase/functions/_shared/cors.ts': 'export const cors = {};',
  'supabase/seed.sql': 'select 1;',
};

async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(line.folder, path)), { recursive: true });
    await writeFile(join(line.folder, path), content);
  }
}

/** Path → content of everything in the project. */
async function snapshot(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(line.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

const read = (path: string) => readFile(join(line.folder, path), 'utf8');

describe('init in a project with files of its own', () => {
  beforeEach(() => writeFiles(THEIRS));

  it('adds what is ours, keeps what is theirs byte for byte, and adds to the end of the configuration', async () => {
    const ran = await line.run('init');
    assert.equal(ran.exitCode, 0, ran.out + ran.aside);
    assert.match(ran.out, /supabase db push --remote\n/);
    for (const [path, content] of Object.entries(THEIRS)) {
      const now = await read(path);
      assert.equal(path.endsWith('config.toml') ? now.slice(0, content.length) : now, content, path);
    }
    const { migrations, functions } = await readRelease(line.release);
    for (const { path, content } of [...migrations, ...functions])
      assert.equal(await read(`supabase/${path}`), content);
    const version = await releaseVersion();
    assert.ok(
      (await read('supabase/functions/support-chat/deno.json')).includes(
        `npm:@support-chat/server-edge@${version}/edge`,
      ),
    );
  });

  it('does nothing the second time', async () => {
    await line.run('init');
    const before = await snapshot();
    const again = await line.run('init');
    assert.match(again.out, /nothing to do/);
    assert.deepEqual(await snapshot(), before);
  });

  it('with --dry-run says what it would do, and does nothing', async () => {
    const before = await snapshot();
    const { outcome, writes } = (await line.run('init --dry-run --json')).json<InitJson>();
    assert.equal(outcome, 'planned');
    assert.ok(writes.some(({ path }) => path === 'config.toml'));
    assert.deepEqual(await snapshot(), before);
    assert.deepEqual((await line.run('init --json')).json<InitJson>().writes, writes);
  });

  it('upgrades: adds what is new, replaces the functions of an older release, keeps those that were changed', async () => {
    await line.run('init');
    const { migrations } = await readRelease(line.release);
    const newest = migrations.at(-1)?.path ?? '';
    await rm(join(line.folder, 'supabase', newest));
    const map = 'supabase/functions/support-chat/deno.json';
    const current = await read(map);
    await writeFiles({
      [map]: current.replace(/server-edge@[^/]+/, 'server-edge@0.0.0-earlier.1'),
      'supabase/functions/support-telegram/index.ts': '// ours now',
    });

    const ran = await line.run('init --json');
    assert.deepEqual(ran.json<InitJson>().writes, [
      { path: newest, action: 'create' },
      { path: 'functions/support-chat/deno.json', action: 'replace' },
      { path: 'functions/support-telegram/index.ts.new', action: 'beside' },
    ]);
    assert.equal(ran.exitCode, 0);
    assert.equal(await read(map), current);
    assert.equal(await read('supabase/functions/support-telegram/index.ts'), '// ours now');
    assert.deepEqual((await line.run('init --json')).json<InitJson>().writes, []);
  });

  it('reports a copied migration that was changed, and never writes it', async () => {
    await line.run('init');
    const path = (await readRelease(line.release)).migrations[0]?.path ?? '';
    await writeFiles({ [`supabase/${path}`]: '-- changed' });
    const ran = await line.run('init');
    assert.equal(ran.exitCode, 1);
    assert.ok(ran.out.includes(path));
    assert.equal(await read(`supabase/${path}`), '-- changed');
  });

  it('writes nothing at all while two migrations would share a version', async () => {
    const [version = ''] = /\d{14}/.exec((await readRelease(line.release)).migrations[0]?.path ?? '') ?? [];
    await writeFiles({ [`supabase/migrations/${version}_their_own.sql`]: 'select 1;' });
    const before = await snapshot();
    const ran = await line.run('init');
    assert.equal(ran.exitCode, 1);
    assert.match(ran.out, /Nothing was written/);
    assert.deepEqual(await snapshot(), before);
  });

  it('says --include-all when migrations of theirs are newer', async () => {
    await writeFiles({ 'supabase/migrations/20990101000000_later.sql': 'select 1;' });
    assert.match((await line.run('init')).out, /db push --remote --include-all/);
  });
});

describe('init elsewhere', () => {
  it('says what to do where there is no Supabase project', async () => {
    await mkdir(line.folder);
    const ran = await line.run('init');
    assert.equal(ran.exitCode, 1);
    assert.match(ran.aside, /supabase init/);
  });

  it('takes the project that --project names', async () => {
    await writeFiles({ 'shop/supabase/config.toml': '' });
    assert.equal((await line.run('init --project shop')).exitCode, 0);
    assert.ok((await read('shop/supabase/config.toml')).includes('[functions.support-chat]'));
  });
});

describe('init in what `supabase init` made', withSupabaseCli('the Supabase CLI reads what init writes'), () => {
  it('leaves a project that the CLI understands', async () => {
    await supabase(line.folder, 'init');
    assert.equal((await line.run('init')).exitCode, 0);
    // Making a function reads the whole configuration, and adds to it.
    await supabase(line.folder, 'functions', 'new', 'checkout');
    const config = await read('supabase/config.toml');
    assert.match(config, /\[functions\.checkout\]/);
    assert.deepEqual((await line.run('init --json')).json<InitJson>().writes, []);
    assert.equal(await read('supabase/config.toml'), config);
  });
});

describe('what this release ships', () => {
  it('is known to the next one: an upgrade may replace it', async () => {
    for (const { path, content } of (await readRelease(line.release)).functions) {
      assert.ok(isKnownFunction(path, content), `add ${fingerprintOf(content)} to known-functions.ts for ${path}`);
    }
  });

  it('has every migration and names the functions with their parameters', async () => {
    const { migrations, entryPoints } = await readRelease(line.release);
    const names = await readdir(new URL('../../../../supabase/migrations', import.meta.url));
    assert.deepEqual(
      migrations.map(({ path }) => path),
      names.sort().map((name) => `migrations/${name}`),
    );
    assert.deepEqual(entryPoints.find(({ name }) => name === 'support_rotate_widget_key')?.parameters, [
      'p_actor',
      'p_widget_id',
      'p_grace_hours',
    ]);
  });
});
