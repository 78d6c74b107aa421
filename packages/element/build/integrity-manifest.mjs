/**
 * A Rollup plugin that finishes the CDN folder: `integrity.json` says for each script what a page may put into an
 * `integrity` attribute, and `widget-<hash>.js` is the loader under a name that never gets other contents, because a
 * page that pins a hash breaks at the next release of a file that keeps its name.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns {import('rollup').Plugin} */
export function integrityManifest(folder, version) {
  return {
    name: 'integrity-manifest',
    writeBundle() {
      const pinned = `widget-${digest(join(folder, 'widget.js'), 'sha256', 'hex').slice(0, 8)}.js`;
      copyFileSync(join(folder, 'widget.js'), join(folder, pinned));
      const files = globSync('**/*.js', { cwd: folder }).sort();
      const entries = files.map((name) => [
        name.replaceAll('\\', '/'),
        `sha384-${digest(join(folder, name), 'sha384', 'base64')}`,
      ]);
      const manifest = { version, pinned, files: Object.fromEntries(entries) };
      writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(manifest, null, 1)}\n`);
    },
  };
}

function digest(path, algorithm, encoding) {
  return createHash(algorithm).update(readFileSync(path)).digest(encoding);
}
