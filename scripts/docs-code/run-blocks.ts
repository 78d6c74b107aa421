import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../read-packages.ts';
import { problemIn, type CodeBlock, type Problem } from './read-code-blocks.ts';
import { SUPABASE_CLI } from './supabase-cli.ts';

/**
 * Runs the blocks marked `run`, in the order of their document, each document in an empty directory of its own in which
 * our packages are installed. Such blocks need no account and no network.
 */
export async function runBlocks(blocks: readonly CodeBlock[]): Promise<Problem[]> {
  const documents = Map.groupBy(blocks, (block) => block.file);
  if (SUPABASE_CLI === undefined) {
    for (const [file, steps] of documents) {
      if (!steps.some((block) => /^supabase /m.test(block.code))) continue;
      documents.delete(file);
      console.warn(`! ${file}: its commands are not run, because there is no Supabase CLI here`);
    }
  }
  const results = await Promise.all([...documents.values()].map(runDocument));
  return results.flat();
}

async function runDocument(blocks: readonly CodeBlock[]): Promise<Problem[]> {
  const directory = await mkdtemp(join(tmpdir(), 'support-chat-docs-'));
  try {
    await installInto(directory);
    for (const block of blocks) {
      const failure = await runScript(block.code, directory);
      // What comes after a failed step proves nothing.
      if (failure !== undefined) return [problemIn(block, 0, failure)];
    }
    return [];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function installInto(directory: string): Promise<void> {
  const commands = join(directory, 'node_modules/.bin');
  await mkdir(commands, { recursive: true });
  const cli = join(ROOT, 'packages/server-edge/dist/cli.js');
  // npm makes the file executable when it installs the package; TypeScript does not.
  await writeFile(join(commands, 'support-chat'), `#!/bin/sh\nexec node '${cli}' "$@"\n`, { mode: 0o755 });
  if (SUPABASE_CLI !== undefined) await symlink(SUPABASE_CLI, join(commands, 'supabase'));
  await writeFile(join(directory, 'package.json'), '{"private": true}');
}

function runScript(script: string, directory: string): Promise<string | undefined> {
  const path = `${join(directory, 'node_modules/.bin')}:${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  return new Promise((resolve) => {
    const child = execFile(
      'sh',
      ['-e', '-c', script],
      { cwd: directory, env: { ...process.env, PATH: path }, timeout: 300_000 },
      (error, stdout, stderr) => {
        const said =
          error?.killed === true ? 'no end after five minutes' : stderr.trim() || stdout.trim() || error?.message;
        resolve(error === null ? undefined : `failed when run: ${said ?? ''}`);
      },
    );
    // Nobody is there to answer questions.
    child.stdin?.end();
  });
}
