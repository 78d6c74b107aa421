/**
 * The few things init reads in somebody's `supabase/config.toml`, and the text it adds at its end. Nothing that is there
 * is changed.
 */
import { parse, TomlError, type TomlTable } from 'smol-toml';

export type VerifyJwt = 'absent' | 'off' | 'on';

/** Undefined for a text that is no TOML. */
export function readConfig(toml: string): TomlTable | undefined {
  try {
    return parse(toml);
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
}

/** Whether the gateway checks tokens before a function runs, which is the default. absent: there is no table for it. */
export function verifyJwtOf(config: TomlTable, name: string): VerifyJwt {
  const settings = tableOf(tableOf(config, 'functions'), name);
  if (settings === undefined) return 'absent';
  return settings['verify_jwt'] === false ? 'off' : 'on';
}

/** `[api] schemas`: what the Data API shows to the world. */
export function exposesSchema(config: TomlTable, schema: string): boolean {
  const schemas = tableOf(config, 'api')?.['schemas'];
  return Array.isArray(schemas) && schemas.includes(schema);
}

function tableOf(table: TomlTable | undefined, name: string): TomlTable | undefined {
  const value = table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) ? value : undefined;
}

/** The same text with tables for these functions at its end, in its own line ends. */
export function withFunctions(toml: string, names: readonly string[]): string {
  if (names.length === 0) return toml;
  const eol = toml.includes('\r\n') ? '\r\n' : '\n';
  const start = toml === '' || /\n\s*$/.test(toml) ? toml : `${toml}${eol}`;
  return start + [...COMMENT, ...names.flatMap(linesOf)].join(eol) + eol;
}

const COMMENT = [
  '',
  '# Support Chat. The functions check their callers themselves: visitors by tokens of their own, Telegram by the secret of',
  '# its webhook. With verify_jwt = true the gateway would turn both away.',
];

function linesOf(name: string, index: number): readonly string[] {
  return [
    ...(index === 0 ? [] : ['']),
    `[functions.${name}]`,
    'enabled = true',
    'verify_jwt = false',
    `entrypoint = "./functions/${name}/index.ts"`,
    `import_map = "./functions/${name}/deno.json"`,
  ];
}
