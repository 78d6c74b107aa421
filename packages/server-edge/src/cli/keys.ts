import { chmod, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import type { JWK } from 'jose';
import { CommandError, type Command } from './command.ts';
import { makeKeys, type MadeKeys } from './keys/make-keys.ts';
import { formatEnvFile } from './keys/env-file.ts';
import type { CliWorld } from './world.ts';

const HELP = `
Makes what the functions need to keep secret: SUPPORT_JWT_KEY (an ES256 key that signs visitors' tokens),
SUPPORT_IP_HASH_SECRET and TELEGRAM_WEBHOOK_SECRET. Without --write-env they are printed, which is the purpose.

  --write-env FILE  write them into this file, readable by you alone, and print none of them
  --force           the file may exist: make a new signing key and webhook secret in it. The rest of the file stays, the
                    old signing key goes to SUPPORT_JWT_PREVIOUS_KEYS (its public half), and SUPPORT_IP_HASH_SECRET
                    stays, because addresses hashed with another one would not be recognized.`;

export const keys: Command = {
  words: ['keys'],
  summary: 'Make the secrets of the functions, and say where they belong.',
  help: HELP,
  options: { 'write-env': { type: 'string' }, force: { type: 'boolean' } },
  async run(flags, world) {
    const name = flags.text('write-env');
    if (name === undefined) return printed(await makeKeys(world, {}));
    const file = resolve(world.cwd, name);
    const made = await writeKeys(file, flags.is('force'), world);
    return {
      exitCode: 0,
      text: [`Wrote ${file}, readable by you alone. Keep it out of Git.`, '', ...nextSteps(name, made.publicKey)].join(
        '\n',
      ),
      json: { file, variables: Object.keys(made.variables), public_key: made.publicKey },
    };
  },
};

function printed(made: MadeKeys) {
  return {
    exitCode: 0,
    text: formatEnvFile('', made.variables).trimEnd(),
    aside: ['', ...nextSteps('FILE', made.publicKey), '', 'With --write-env FILE they go into a file instead.'].join(
      '\n',
    ),
    json: { variables: made.variables, public_key: made.publicKey },
  } as const;
}

async function writeKeys(file: string, isForced: boolean, world: CliWorld): Promise<MadeKeys> {
  const present = await readIfThere(file);
  if (present !== undefined && !isForced) {
    throw new CommandError(
      `${file} exists and was left alone. Choose another file, or say --force to make new keys in it.`,
    );
  }
  const before = parseEnv(present ?? '');
  const made = await makeKeys(world, before);
  const text = formatEnvFile(present ?? '', made.variables);
  // Whatever somebody wrote into it, nothing else of the file may change its meaning.
  const hasLongValue = Object.keys(made.variables).some((name) => before[name]?.includes('\n') === true);
  if (hasLongValue || !isDeepStrictEqual(parseEnv(text), { ...before, ...made.variables })) {
    throw new CommandError(
      `${file} has values over several lines or with quotes in them. Write into another file and merge the two by hand.`,
    );
  }
  if (present === undefined) {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  } else {
    // Closed before the secrets go in, whoever could read it before.
    await chmod(file, 0o600);
    await writeFile(file, text);
  }
  return made;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function nextSteps(file: string, { kid }: JWK): readonly string[] {
  return [
    'Next:',
    `  1. Add what else the functions need to ${file === 'FILE' ? 'the file' : file}: with Telegram TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_USERNAME.`,
    `  2. Give all of it to the functions:  supabase secrets set --env-file ${file}`,
    '  3. Let the project trust the signing key: Dashboard → Project Settings → JWT Keys → Create standby key → import an',
    `     existing private key, and paste the JSON of SUPPORT_JWT_KEY (kid ${String(kid)}).`,
    '     A local "supabase start" reads it from a file: [auth] signing_keys_path in supabase/config.toml, a JSON list.',
    '  4. npx support-chat doctor --widget-key wk_…  joins Realtime with a real token. If that says the key is not known,',
    '     press "Rotate keys" in the dashboard: Auth then signs with it too, and everybody stays signed in.',
  ];
}
