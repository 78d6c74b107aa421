/** Every path that a package exports exists after the build, has types, and every dependency it imports is declared. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinModules } from 'node:module';
import { conclude, PACKAGES, readManifest, ROOT } from './read-packages.ts';

const problems: string[] = [];
let checked = 0;

for (const name of PACKAGES) {
  const manifest = readManifest(name);
  const folder = join(ROOT, 'packages', name);

  for (const [path, target] of Object.entries(manifest.exports)) {
    const files = typeof target === 'string' ? { default: target } : target;
    if (typeof target !== 'string' && Object.keys(target).indexOf('types') > Object.keys(target).indexOf('default')) {
      problems.push(`${manifest.name} "${path}": "types" must stand before "default", or TypeScript never reads it.`);
    }
    for (const [condition, file] of Object.entries(files)) {
      checked += 1;
      const found = file.includes('*') ? globSync(file, { cwd: folder }).length > 0 : existsSync(join(folder, file));
      if (!found)
        problems.push(
          `${manifest.name} exports "${path}" (${condition}) from ${file}, which does not exist. Run npm run build, or fix "exports".`,
        );
    }
  }

  for (const file of globSync('dist/**/*.js', { cwd: folder, exclude: ['dist/cdn/**', 'dist/*.bundle.js'] })) {
    for (const specifier of importedPackages(readFileSync(join(folder, file), 'utf8'))) {
      if (specifier === manifest.name || specifier in { ...manifest.dependencies, ...manifest.peerDependencies })
        continue;
      problems.push(`${manifest.name}: ${file} imports "${specifier}", which is not among its dependencies.`);
    }
  }
}
conclude('exports', problems, `${checked} exported files exist, every import is declared`);

function importedPackages(source: string): Set<string> {
  const names = new Set<string>();
  for (const match of source.matchAll(
    /(?:^|[;\s])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^import\s*['"]([^'"]+)['"]/gm,
  )) {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    if (
      specifier === '' ||
      specifier.startsWith('.') ||
      specifier.startsWith('node:') ||
      builtinModules.includes(specifier)
    )
      continue;
    names.add(
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  }
  return names;
}
