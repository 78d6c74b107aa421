/**
 * What `support-chat init` copies and `support-chat doctor` looks for, as the package ships it: the migrations as they are,
 * the functions importing the published package instead of a file of this repository, and a list of the SQL functions.
 */
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SUPABASE = join(ROOT, 'supabase');
const PACKAGE = '@support-chat/server-edge/edge';
/** The command puts its own version in place of `VERSION`. */
const PUBLISHED = 'npm:@support-chat/server-edge@VERSION/edge';

/** Replaces the folder. Throws when something in `supabase/` is not what it was when this was written. */
export function shipSupabase(target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(join(SUPABASE, 'migrations'), join(target, 'migrations'), { recursive: true });
  for (const file of globSync('functions/*/{index.ts,deno.json}', { cwd: SUPABASE })) {
    mkdirSync(join(target, dirname(file)), { recursive: true });
    const text = readFileSync(join(SUPABASE, file), 'utf8');
    writeFileSync(join(target, file), basename(file) === 'deno.json' ? published(file, text) : text);
  }
  writeFileSync(join(target, 'entry-points.json'), `${JSON.stringify(readEntryPoints(), null, 1)}\n`);
}

function published(file: string, text: string): string {
  const { imports } = JSON.parse(text) as { imports: Record<string, string> };
  if (imports[PACKAGE] === undefined) throw new Error(`supabase/${file} does not map ${PACKAGE}.`);
  return `${JSON.stringify({ imports: { ...imports, [PACKAGE]: PUBLISHED } }, null, 2)}\n`;
}

/** From the comments of the schema snapshot, which name the parameters without their defaults. */
function readEntryPoints(): readonly { name: string; parameters: readonly string[] }[] {
  const folder = join(SUPABASE, 'schema-snapshot/functions');
  return globSync('public.support_*.sql', { cwd: folder })
    .sort()
    .map((file) => {
      const signature = /^comment on function public\.(\w+)\((.*?)\) is /m.exec(
        readFileSync(join(folder, file), 'utf8'),
      );
      if (signature === null) throw new Error(`supabase/schema-snapshot/functions/${file} has no comment to read.`);
      const [, name = '', parameters = ''] = signature;
      return { name, parameters: parameters.match(/\bp_\w+(?= )/g) ?? [] };
    });
}
