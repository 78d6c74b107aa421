/** Each Edge Function is a few lines around the bundle, is configured, and can be deployed: whatever it imports is mapped. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { conclude, ROOT } from './read-packages.ts';

const MAX_LINES = 9;
const problems: string[] = [];
const config = readFileSync(join(ROOT, 'supabase/config.toml'), 'utf8');
const manifest = JSON.parse(readFileSync(join(ROOT, 'packages/server-edge/package.json'), 'utf8')) as {
  dependencies: Readonly<Record<string, string>>;
};
const entries = globSync('supabase/functions/*/index.ts', { cwd: ROOT }).sort();
if (entries.length === 0) problems.push('There is no function in supabase/functions.');

for (const entry of entries) {
  const source = readFileSync(join(ROOT, entry), 'utf8');
  const lines = source.trimEnd().split('\n').length;
  if (lines > MAX_LINES) {
    problems.push(`${entry} has ${lines} lines; what takes more than ${MAX_LINES} belongs into packages/server-edge.`);
  }
  const folder = dirname(entry);
  const { imports } = JSON.parse(readFileSync(join(ROOT, folder, 'deno.json'), 'utf8')) as {
    imports: Readonly<Record<string, string>>;
  };
  for (const [, specifier = ''] of source.matchAll(/from '([^']+)'/g)) {
    if (imports[specifier] === undefined) {
      problems.push(`${entry} imports ${specifier}, which its deno.json does not map; a deploy would leave it out.`);
    }
  }
  for (const [specifier, target] of Object.entries(imports)) {
    if (target.startsWith('.')) {
      if (!existsSync(join(ROOT, folder, target)))
        problems.push(`${folder}/deno.json maps ${specifier} to ${target}, which does not exist. Run npm run build.`);
    } else if (target !== `npm:${specifier}@${manifest.dependencies[specifier] ?? ''}`) {
      problems.push(
        `${folder}/deno.json maps ${specifier} to ${target}, which is not the version of packages/server-edge.`,
      );
    }
  }
  const name = basename(folder);
  const section = config.split(`[functions.${name}]`)[1]?.split('\n[')[0] ?? '';
  if (!/^verify_jwt = false$/m.test(section)) {
    problems.push(`supabase/config.toml must say verify_jwt = false for ${name}: it checks its callers itself.`);
  }
  if (!section.includes(`"./functions/${name}/deno.json"`)) {
    problems.push(`supabase/config.toml must name the import map of ${name}.`);
  }
}
conclude('functions', problems, `${entries.length} functions are small, mapped and configured`);
