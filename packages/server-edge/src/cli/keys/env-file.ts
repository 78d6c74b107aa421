/** A `.env` text with these variables: changed where they stand, added at the end otherwise. Everything else stays. */
export function formatEnvFile(present: string, variables: Readonly<Record<string, string>>): string {
  const missing = new Map(Object.entries(variables));
  const lines = present === '' ? [] : present.replace(/\n$/, '').split('\n');
  const changed = lines.map((line) => {
    const name = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line)?.[1] ?? '';
    const value = missing.get(name);
    if (value === undefined) return line;
    missing.delete(name);
    return assignment(name, value);
  });
  return [...changed, ...[...missing].map(([name, value]) => assignment(name, value))]
    .map((line) => `${line}\n`)
    .join('');
}

/** Single quotes, so that nothing is read as an escape or a variable; no value of ours has one in it. */
function assignment(name: string, value: string): string {
  return `${name}='${value}'`;
}
