/** `npm run test:unit`: what runs in Node alone. Arguments go to `node --test`: options as they are, and files instead of all. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ROOT } from './read-packages.ts';

const ALL = 'packages/{sdk,server-edge,local}/src/**/*.test.ts';
/** Node would leave one core to itself, which on a machine with two is half of it. */
const CONCURRENCY = availableParallelism();

const given = process.argv.slice(2);
const options = given.filter((argument) => argument.startsWith('-'));
const files = given.filter((argument) => !argument.startsWith('-'));
const { status } = spawnSync(
  process.execPath,
  [
    '--conditions=@support-chat/source',
    '--test',
    `--test-concurrency=${CONCURRENCY}`,
    ...options,
    ...(files.length > 0 ? files : [ALL]),
  ],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
