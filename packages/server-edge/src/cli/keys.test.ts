import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { parseEnv as parseEnvText } from 'node:util';
import { CommandLine } from '../../testing/cli/run-command.ts';
import { createVisitorTokens } from '../auth/visitor-token.ts';
import { parseEnv } from '../env.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await CommandLine.create();
  await mkdir(line.folder);
});
afterEach(() => line.remove());

const fileOf = (name: string) => join(line.folder, name);
const variablesIn = async (name: string) => parseEnvText(await readFile(fileOf(name), 'utf8'));

const PROJECT = {
  SUPABASE_URL: 'https://abcdefgh.supabase.co',
  SUPABASE_SECRET_KEY: 's',
  SUPABASE_PUBLISHABLE_KEY: 'p',
};
const BOT = { TELEGRAM_BOT_TOKEN: '1:token', TELEGRAM_BOT_USERNAME: 'shop_bot' };

async function tokensFrom(variables: Readonly<Record<string, string | undefined>>) {
  const env = parseEnv({ ...PROJECT, ...BOT, ...variables });
  return createVisitorTokens({ key: env.jwtKey, previousKeys: env.previousJwtKeys, clock: Date.now });
}

describe('keys', () => {
  it('prints what the functions accept, and the steps beside it, so that the output can go into a file', async () => {
    const ran = await line.run('keys');
    assert.equal(ran.exitCode, 0);
    const variables = parseEnvText(ran.out);
    await tokensFrom(variables);
    assert.match(ran.aside, /supabase secrets set --env-file/);
    assert.ok(ran.aside.includes((JSON.parse(variables['SUPPORT_JWT_KEY'] ?? '') as { kid: string }).kid));
  });

  it('makes new ones every time', async () => {
    const [first, second] = [parseEnvText((await line.run('keys')).out), parseEnvText((await line.run('keys')).out)];
    for (const [name, value] of Object.entries(first)) assert.notEqual(second[name], value, name);
  });

  it('writes a file that only its owner reads, and prints no secret', async () => {
    for (const words of ['keys --write-env .env.chat', 'keys --json --write-env .env.json']) {
      const ran = await line.run(words);
      assert.equal(ran.exitCode, 0, ran.aside);
      const name = words.split(' ').at(-1) ?? '';
      assert.equal((await stat(fileOf(name))).mode & 0o777, 0o600);
      const variables = await variablesIn(name);
      const { d } = JSON.parse(variables['SUPPORT_JWT_KEY'] ?? '') as { d: string };
      for (const secret of [d, variables['SUPPORT_IP_HASH_SECRET'], variables['TELEGRAM_WEBHOOK_SECRET']]) {
        assert.ok(secret !== undefined && !(ran.out + ran.aside).includes(secret));
      }
    }
  });

  it('leaves a file alone that exists', async () => {
    await writeFile(fileOf('.env'), 'MINE=1\n');
    const ran = await line.run('keys --write-env .env');
    assert.equal(ran.exitCode, 1);
    assert.match(ran.aside, /--force/);
    assert.equal(await readFile(fileOf('.env'), 'utf8'), 'MINE=1\n');
  });

  it('with --force changes the keys in place: tokens of the old one are still understood, addresses still recognized', async () => {
    await line.run('keys --write-env .env');
    const before = await variablesIn('.env');
    const token = (
      await (await tokensFrom(before)).issue({ visitorId: crypto.randomUUID(), sessionId: crypto.randomUUID() })
    ).token;
    await writeFile(fileOf('.env'), `# ours\nMINE='a b'\n${await readFile(fileOf('.env'), 'utf8')}LAST=1`, {
      mode: 0o644,
    });

    assert.equal((await line.run('keys --write-env .env --force')).exitCode, 0);
    const after = await variablesIn('.env');
    assert.deepEqual([after['MINE'], after['LAST']], ['a b', '1']);
    assert.notEqual(after['SUPPORT_JWT_KEY'], before['SUPPORT_JWT_KEY']);
    assert.equal(after['SUPPORT_IP_HASH_SECRET'], before['SUPPORT_IP_HASH_SECRET']);
    assert.doesNotMatch(after['SUPPORT_JWT_PREVIOUS_KEYS'] ?? '', /"d"/);
    await (await tokensFrom(after)).verify(token);
    assert.match(await readFile(fileOf('.env'), 'utf8'), /^# ours\n/);
  });

  it('closes a file that everybody could read before it writes secrets into it', async () => {
    await writeFile(fileOf('.env'), 'MINE=1\n', { mode: 0o644 });
    await line.run('keys --write-env .env --force');
    assert.equal((await stat(fileOf('.env'))).mode & 0o777, 0o600);
  });

  it('says which file cannot be written, without a stack', async () => {
    const ran = await line.run('keys --write-env missing/.env');
    assert.equal(ran.exitCode, 1);
    assert.match(ran.aside, /^ENOENT.*missing\/\.env/);
  });

  it('refuses a file that it could not change without changing what else is in it', async () => {
    const text = 'SUPPORT_JWT_KEY="first\nsecond"\nMINE=1\n';
    await writeFile(fileOf('.env'), text);
    assert.equal((await line.run('keys --write-env .env --force')).exitCode, 1);
    assert.equal(await readFile(fileOf('.env'), 'utf8'), text);
  });
});
