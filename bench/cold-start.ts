/**
 * What a cold start of the functions costs: a fresh Deno imports the bundle as a function does, without any cache of
 * compiled code; what an empty script takes is subtracted. Fails beyond the budget. Noisy machine: run it twice.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summarize } from './statistics.ts';

const RUNS = 5;
const BUDGET_MS = 150;
const ROOT = join(import.meta.dirname, '..');
const BUNDLE = join(ROOT, 'packages/server-edge/dist/edge.bundle.js');

const folder = mkdtempSync(join(tmpdir(), 'support-chat-cold-start-'));
try {
  const empty = join(folder, 'empty.mjs');
  const importing = join(folder, 'importing.mjs');
  writeFileSync(empty, '');
  writeFileSync(importing, `import '@support-chat/server-edge/edge';\n`);
  start(importing); // the file system has it now, which is not what is measured
  const samples: { readonly empty: number; readonly importing: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) samples.push({ empty: start(empty), importing: start(importing) });

  const base = summarize(samples.map((sample) => sample.empty));
  const whole = summarize(samples.map((sample) => sample.importing));
  const cost = whole.median - base.median;
  console.log(`empty script   median ${base.median.toFixed(0).padStart(4)} ms   slowest ${base.slowest.toFixed(0)} ms`);
  console.log(
    `with bundle    median ${whole.median.toFixed(0).padStart(4)} ms   slowest ${whole.slowest.toFixed(0)} ms`,
  );
  console.log(`cold import    ${cost.toFixed(0)} ms (budget ${BUDGET_MS} ms), ${RUNS} fresh processes each`);
  console.log(`file           ${(statSync(BUNDLE).size / 1024).toFixed(0)} KB`);
  if (cost > BUDGET_MS) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function start(script: string): number {
  const config = join(ROOT, 'supabase/functions/support-chat/deno.json');
  const began = performance.now();
  const { status, stderr } = spawnSync(
    'deno',
    ['run', '--no-code-cache', '--no-lock', '--cached-only', '--node-modules-dir=manual', '--config', config, script],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Deno ended with ${String(status)}: ${stderr}`);
  return performance.now() - began;
}
