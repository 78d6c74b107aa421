import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Chunk {
  readonly modules?: Readonly<Record<string, { readonly renderedLength: number }>>;
}

/** A Rollup plugin's part that both bundles use; structural, because Rollup's configuration is no TypeScript. */
interface NoticesPlugin {
  readonly name: string;
  generateBundle(
    this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string; error(text: string): never },
    options: object,
    bundle: Readonly<Record<string, Chunk>>,
  ): void;
}

const PACKAGE_OF = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/**
 * Puts `THIRD-PARTY-NOTICES.txt` beside a bundle: who wrote the code in it that is not ours, and under which licence, as
 * those licences ask. Only what is really in the bundle counts. A package without a licence text fails the build.
 */
export function thirdPartyNotices(): NoticesPlugin {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const { modules = {} } of Object.values(bundle)) {
        for (const [id, { renderedLength }] of Object.entries(modules)) {
          const folder = renderedLength > 0 ? PACKAGE_OF.exec(id)?.[1] : undefined;
          if (folder !== undefined) folders.add(folder);
        }
      }
      const notices = Array.from(folders).sort().map(noticeOf);
      const source = `This folder contains code of these packages.\n\n${notices.join('\n\n')}\n`;
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source });
    },
  };
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const [file] = globSync('{LICENSE,LICENCE,license,License}*', { cwd: folder }).sort();
  if (license === undefined) throw new Error(`${name} says no licence, so it cannot be shipped.`);
  const text = file === undefined ? `Licensed under ${license}.` : readFileSync(join(folder, file), 'utf8').trim();
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${text}`;
}
