/**
 * The few things init reads in somebody's `supabase/config.toml`, and the text it adds at its end. Nothing that is there
 * is changed, so there is no need for more than telling tables, keys and values apart line by line.
 */
export interface FunctionSetting {
  readonly name: string;
  /** absent: there is no table for it. */
  readonly verifyJwt: 'absent' | 'off' | 'on';
}

interface Entry {
  /** `functions.support-chat.verify_jwt`, however it was spelled. */
  readonly key: string;
  readonly value: string;
}

export function readFunctionSetting(toml: string, name: string): FunctionSetting {
  const { tables, entries } = readToml(toml);
  const table = `functions.${name}`;
  const inline = entries.find(({ key }) => key === table);
  const flag = entries.find(({ key }) => key === `${table}.verify_jwt`);
  const isThere = tables.has(table) || inline !== undefined || entries.some(({ key }) => key.startsWith(`${table}.`));
  if (!isThere) return { name, verifyJwt: 'absent' };
  const isOff =
    flag === undefined ? /\bverify_jwt\s*=\s*false\b/.test(inline?.value ?? '') : /^false\b/.test(flag.value);
  return { name, verifyJwt: isOff ? 'off' : 'on' };
}

/** `[api] schemas`: what the Data API shows to the world. */
export function exposesSchema(toml: string, schema: string): boolean {
  const { entries } = readToml(toml);
  const value = entries.find(({ key }) => key === 'api.schemas')?.value ?? '';
  return new RegExp(`["']${schema}["']`).test(value);
}

/** The same text with tables for these functions at its end, in its own line ends. */
export function withFunctions(toml: string, names: readonly string[]): string {
  if (names.length === 0) return toml;
  const eol = toml.includes('\r\n') ? '\r\n' : '\n';
  const start = toml === '' || /\n\s*$/.test(toml) ? toml : `${toml}${eol}`;
  return start + [...COMMENT, ...names.flatMap(tableOf)].join(eol) + eol;
}

const COMMENT = [
  '',
  '# Support Chat. The functions check their callers themselves: visitors by tokens of their own, Telegram by the secret of',
  '# its webhook. With verify_jwt = true the gateway would turn both away.',
];

function tableOf(name: string, index: number): readonly string[] {
  return [
    ...(index === 0 ? [] : ['']),
    `[functions.${name}]`,
    'enabled = true',
    'verify_jwt = false',
    `entrypoint = "./functions/${name}/index.ts"`,
    `import_map = "./functions/${name}/deno.json"`,
  ];
}

const HEADER = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/;
const ASSIGNMENT = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*(.*)$/;

function readToml(toml: string): { readonly tables: ReadonlySet<string>; readonly entries: readonly Entry[] } {
  const tables = new Set<string>();
  const entries: Entry[] = [];
  let table = '';
  /** What ends the value that goes on over several lines: `]`, `"""` or `'''`. */
  let open: string | undefined;
  for (const line of toml.split(/\r?\n/)) {
    const last = entries.at(-1);
    if (open !== undefined && last !== undefined) {
      entries[entries.length - 1] = { key: last.key, value: `${last.value}\n${line}` };
      if (withoutComment(line, open).includes(open)) open = undefined;
      continue;
    }
    const assignment = ASSIGNMENT.exec(line);
    if (assignment !== null) {
      const [, name = '', value = ''] = assignment;
      entries.push({ key: [table, plainKey(name)].filter((part) => part !== '').join('.'), value });
      open = openedBy(value);
      continue;
    }
    const header = HEADER.exec(line);
    if (header === null) continue;
    table = plainKey(header[1] ?? '');
    tables.add(table);
  }
  return { tables, entries };
}

function openedBy(value: string): string | undefined {
  const quote = /^("""|''')/.exec(value)?.[1];
  if (quote !== undefined) return value.indexOf(quote, quote.length) < 0 ? quote : undefined;
  return value.startsWith('[') && !withoutComment(value, ']').includes(']') ? ']' : undefined;
}

/** In a list a `#` outside of quotes starts a comment; in a long text it is a character. */
function withoutComment(line: string, open: string): string {
  return open === ']' ? line.replace(/("[^"]*"|'[^']*')|#.*$/g, '$1') : line;
}

function plainKey(key: string): string {
  return key
    .split('.')
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .join('.');
}
