/**
 * `npm run release:dry`: what a release would do, done in a clone that is thrown away. Prints the new versions with the
 * changes that lead to them, and what each package would contain. Nothing is published, tagged or changed here.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conclude, PACKAGES, ROOT } from './read-packages.ts';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

const problems: string[] = [];
const clone = mkdtempSync(join(tmpdir(), 'support-chat-release-'));
try {
  execFileSync('git', ['clone', '--quiet', '--shared', ROOT, clone]);
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  execFileSync('changeset', ['version'], { cwd: clone, stdio: ['ignore', 'ignore', 'inherit'] });

  const manifests = PACKAGES.map((name) => readManifest(clone, name));
  const versions = new Map(manifests.map(({ name, version }) => [name, version]));
  for (const [index, folder] of PACKAGES.entries()) {
    const manifest = manifests[index] as ReleaseManifest;
    const { size, unpackedSize, entryCount } = packDry(join(ROOT, 'packages', folder));
    console.log(
      `${manifest.name} ${readManifest(ROOT, folder).version} → ${manifest.version}: ${entryCount} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`,
    );
    for (const [name, wanted] of Object.entries(manifest.dependencies ?? {})) {
      const version = versions.get(name);
      if (version !== undefined && wanted !== version) {
        problems.push(`${manifest.name} would need ${name} ${wanted}, but ${version} would be published`);
      }
    }
  }
  if (new Set(versions.values()).size !== 1) problems.push('the packages would not have one version');
  console.log(`\n${latestChanges(clone)}`);
} finally {
  rmSync(clone, { recursive: true, force: true });
}
conclude('release', problems, 'this is what would be published');

interface ReleaseManifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readManifest(root: string, folder: string): ReleaseManifest {
  return JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')) as ReleaseManifest;
}

/** Of what was built here: the clone has no `dist`. */
function packDry(folder: string): Packed {
  const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const [packed] = Object.values(JSON.parse(json) as Record<string, Packed>);
  if (packed === undefined) throw new Error(`npm pack says nothing about ${folder}.`);
  return packed;
}

/** The part of a changelog that the release would add, without what only repeats the versions of our own packages. */
function latestChanges(root: string): string {
  return PACKAGES.map((name) => {
    const text = readFileSync(join(root, 'packages', name, 'CHANGELOG.md'), 'utf8');
    return text
      .split(/\n(?=## )/)
      .slice(0, 2)
      .join('\n')
      .trim();
  }).join('\n\n');
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
