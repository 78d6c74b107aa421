import type { Engine } from './choose-engines.ts';
import { describeGap } from './describe-gap.ts';
import { EngineUnavailableError } from './open-engine.ts';
import type { OpenEngine } from './open-engine.ts';

export interface EngineRun {
  open(engine: Engine): Promise<OpenEngine>;
  /** Answers whether all tests passed. `place` counts the engines that opened, from 0. */
  test(engine: OpenEngine, place: number): Promise<boolean>;
  print(text: string): void;
}

interface Result {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'not tested';
  readonly seconds: number;
}

/**
 * Runs the tests on one engine after the other and prints what became of each. Answers whether all is well: no test
 * failed, no engine is missing that was asked for by name, and there was at least one engine. An engine that was only
 * looked for may be missing, which is printed where nobody overlooks it.
 */
export async function runOnEngines(engines: readonly Engine[], run: EngineRun): Promise<boolean> {
  const results: Result[] = [];
  const gaps: string[] = [];
  for (const engine of engines) {
    const started = performance.now();
    const add = (name: string, outcome: Result['outcome']) =>
      results.push({ name, outcome, seconds: (performance.now() - started) / 1000 });
    const open = await run.open(engine).catch((error: unknown) => {
      if (error instanceof EngineUnavailableError) return error;
      throw error;
    });
    if (open instanceof EngineUnavailableError) {
      gaps.push(...open.objections);
      add('PostgreSQL', engine.kind === 'postgres' && engine.origin === 'named' ? 'failed' : 'not tested');
      continue;
    }
    try {
      const place = results.filter(({ outcome }) => outcome !== 'not tested').length;
      run.print(`\n── SQL tests on ${open.name} ${'─'.repeat(Math.max(3, 80 - open.name.length))}`);
      add(open.name, (await run.test(open, place)) ? 'passed' : 'failed');
    } finally {
      await open.close();
    }
  }

  run.print('');
  for (const { name, outcome, seconds } of results) {
    run.print(`${outcome === 'passed' ? '✓' : '✗'} ${name}: ${outcome}, ${seconds.toFixed(1)} s`);
  }
  // Last, because whatever comes before a few hundred lines of test report is not read.
  if (gaps.length > 0) run.print(`\n${describeGap(gaps)}`);
  return results.some(({ outcome }) => outcome === 'passed') && results.every(({ outcome }) => outcome !== 'failed');
}
