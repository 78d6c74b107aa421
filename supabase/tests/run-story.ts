import { LocalDatabaseError } from '../../packages/local/src/database/local-database.ts';
import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';

export interface StoryResult {
  readonly passed: number;
  /** One entry for everything that went wrong, ready to be read; empty when the story holds. */
  readonly failures: readonly string[];
}

/** Runs the statements of a pgTAP file in one transaction that is rolled back, and reads the TAP they answer with. */
export async function runStory(database: LocalDatabase, statements: readonly string[]): Promise<StoryResult> {
  const run = async (count: number) =>
    readTap(
      await database.batch(
        statements.slice(0, count).map((text) => ({ text })),
        { end: 'rollback' },
      ),
    );
  try {
    return judge(await run(statements.length));
  } catch (error) {
    if (!(error instanceof LocalDatabaseError)) throw error;
    // A failed batch does not say which statement it was. Every run starts from the same state, so halving finds it.
    let good = 0;
    let bad = statements.length;
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      await run(middle).then(
        () => (good = middle),
        () => (bad = middle),
      );
    }
    const stopped = `Stopped by ${error.sqlstate} ${error.message} (${error.detail ?? 'no detail'}) in statement ${bad}:\n${statements[good]}`;
    const { passed, failures } = judge(good === 0 ? [] : await run(good), { isComplete: false });
    return { passed, failures: [...failures, stopped] };
  }
}

/** The TAP lines among all answers: whatever begins with `ok`, `not ok`, a plan or a comment. */
function readTap(answers: readonly (readonly Record<string, unknown>[])[]): readonly string[] {
  return answers
    .flat()
    .flatMap((row) => Object.values(row))
    .filter((value): value is string => typeof value === 'string' && /^(?:not )?ok \d|^1\.\.\d|^#/.test(value));
}

function judge(lines: readonly string[], { isComplete = true } = {}): StoryResult {
  const passed = lines.filter((line) => /^ok \d/.test(line)).length;
  const failures = lines.filter((line) => /^not ok|^# Looks like/.test(line));
  const planned = Number(/^1\.\.(\d+)/.exec(lines.find((line) => line.startsWith('1..')) ?? '')?.[1] ?? Number.NaN);
  const ran = lines.filter((line) => /^(?:not )?ok \d/.test(line)).length;
  if (isComplete && planned !== ran) failures.push(`Planned ${planned} assertions, ran ${ran}.`);
  return { passed, failures };
}
