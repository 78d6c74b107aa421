/**
 * One thing that must be right for a deployment to work, and what to do when it is not. The names (`id`) and the shape are
 * what `--json` prints and scripts rely on: none is renamed or given another meaning.
 */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** unknown: it could not be found out, or something before it must be mended first. */
  readonly status: 'ok' | 'warning' | 'failed' | 'unknown';
  /** What was found. */
  readonly detail: string;
  /** What to do. Present unless all is well. */
  readonly fix?: string;
}

/** Starts a check: `const check = checkNamed('data-api.key', 'The secret key')`, then `check.ok('…')`. */
export function checkNamed(id: string, title: string) {
  const make = (status: Check['status']) => (detail: string, fix: string) => ({ id, title, status, detail, fix });
  return {
    ok: (detail: string): Check => ({ id, title, status: 'ok', detail }),
    warning: make('warning'),
    failed: make('failed'),
    unknown: make('unknown'),
  };
}

const MARKS: Readonly<Record<Check['status'], string>> = { ok: '✓', warning: '!', failed: '✗', unknown: '?' };

export function formatChecks(checks: readonly Check[]): string {
  const lines = checks.flatMap(({ title, status, detail, fix }) => [
    `${MARKS[status]} ${title}: ${detail}`,
    ...(fix === undefined ? [] : fix.split('\n').map((line, index) => `    ${index === 0 ? '→ ' : '  '}${line}`)),
  ]);
  return [...lines, '', conclusionOf(checks)].join('\n');
}

/** The shape of `--json`. */
export function checksJson(checks: readonly Check[]) {
  return { ok: isWell(checks), counts: countsOf(checks), checks };
}

/** Warnings and what could not be found out do not fail a script. */
export function isWell(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'failed');
}

function conclusionOf(checks: readonly Check[]): string {
  const { failed, warning, unknown } = countsOf(checks);
  if (failed > 0)
    return `${String(failed)} of ${String(checks.length)} checks failed. Mend the first one first; the others may follow from it.`;
  if (warning + unknown > 0) return 'Nothing failed. Look at what is marked ! or ?.';
  return 'All is well.';
}

function countsOf(checks: readonly Check[]): Readonly<Record<Check['status'], number>> {
  const counts = { ok: 0, warning: 0, failed: 0, unknown: 0 };
  for (const { status } of checks) counts[status] += 1;
  return counts;
}
