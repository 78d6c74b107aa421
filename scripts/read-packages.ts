import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** The workspaces, in the order in which they may import each other: an earlier one never imports a later one. */
export const PACKAGES = ['sdk', 'element', 'server-edge', 'local'] as const;

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, ExportTarget>>;
  readonly files: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export type ExportTarget = string | Readonly<Record<string, string>>;

export function readManifest(name: (typeof PACKAGES)[number]): Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}

/** Prints what is wrong and ends with 1, or says in one line that all is well. */
export function conclude(subject: string, problems: readonly string[], allWell: string): void {
  if (problems.length === 0) {
    console.log(`✓ ${subject}: ${allWell}`);
    return;
  }
  console.error(`✗ ${subject}:`);
  for (const problem of problems) console.error(`  - ${problem}`);
  process.exitCode = 1;
}
