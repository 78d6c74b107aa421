/**
 * Decides what `init` does to a project, without touching it.
 *
 * Guarantees: what is theirs is never in a plan. A migration that was copied before is never written again, changed or
 * not; a function is replaced only when it is exactly what some release wrote; configuration is only added to. A plan for
 * a project that has everything is empty, so running it twice is running it once.
 */
import type { Release, ReleaseFile } from '../release.ts';
import { exposesSchema, readConfig, verifyJwtOf, withFunctions } from './config-toml.ts';
import { isKnownFunction } from './known-functions.ts';

/** Their files, by path below `supabase/`: the configuration, the names of all migrations, what a release brings. */
export type ProjectFiles = ReadonlyMap<string, string>;

export interface PlannedWrite {
  readonly path: string;
  readonly content: string;
  /** beside: theirs was changed, so ours goes into a `.new` file next to it. */
  readonly action: 'create' | 'replace' | 'append' | 'beside';
}

export interface InitProblem {
  readonly kind:
    'version_taken' | 'config_unreadable' | 'migration_changed' | 'gateway_checks_tokens' | 'schema_exposed';
  readonly path: string;
  readonly message: string;
}

export interface InitPlan {
  readonly writes: readonly PlannedWrite[];
  /** Of a file each. Nothing is written while one of them is `version_taken` or `config_unreadable`. */
  readonly problems: readonly InitProblem[];
  /** Ours that are there already, as they should be. */
  readonly unchanged: number;
  /** Some new migration is older than one of theirs, which `supabase db push` refuses unless told otherwise. */
  readonly needsIncludeAll: boolean;
}

export const CONFIG = 'config.toml';
const MIGRATION = /^migrations\/(\d+)_.*\.sql$/;

export function planInit(release: Release, project: ProjectFiles): InitPlan {
  const migrations = planMigrations(release.migrations, project);
  const functions = release.functions.flatMap((file) => planFunction(file, project));
  const config = planConfig(release, project.get(CONFIG) ?? '');
  const writes = [...migrations.writes, ...functions, ...config.writes];
  const ours = release.migrations.length + release.functions.length;
  return {
    writes,
    problems: [...migrations.problems, ...config.problems],
    unchanged: ours - migrations.writes.length - migrations.problems.length - functions.length,
    needsIncludeAll: isOlderThanTheirs(migrations.writes, release.migrations, project),
  };
}

function planMigrations(files: readonly ReleaseFile[], project: ProjectFiles) {
  const writes: PlannedWrite[] = [];
  const problems: InitProblem[] = [];
  const paths = [...project.keys()];
  for (const { path, content } of files) {
    const present = project.get(path);
    const namesake = paths.find((other) => other !== path && versionOf(other) === versionOf(path));
    if (namesake !== undefined) {
      problems.push({
        kind: 'version_taken',
        path: namesake,
        message: `has the same version as our ${nameOf(path)}, and a database can know only one of them. Rename yours to another version; if it was applied already, tell the database with: supabase migration repair.`,
      });
    } else if (present === undefined) {
      writes.push({ path, content, action: 'create' });
    } else if (!isSameText(present, content)) {
      problems.push({
        kind: 'migration_changed',
        path,
        message:
          'is not what this release brings, and was left alone. If it was never meant to differ, delete it and run init again; what you want to change belongs into a migration of your own.',
      });
    }
  }
  return { writes, problems };
}

function planFunction({ path, content }: ReleaseFile, project: ProjectFiles): readonly PlannedWrite[] {
  const present = project.get(path);
  if (present === undefined) return [{ path, content, action: 'create' }];
  if (isSameText(present, content)) return [];
  if (isKnownFunction(path, present)) return [{ path, content, action: 'replace' }];
  const beside = `${path}.new`;
  return project.get(beside) === content ? [] : [{ path: beside, content, action: 'beside' }];
}

function planConfig(release: Release, toml: string) {
  const names = [...new Set(release.functions.map(({ path }) => path.split('/')[1] ?? ''))];
  const config = readConfig(toml);
  if (config === undefined) {
    const message = 'cannot be read, so nothing was changed. The Supabase CLI says what is wrong with it.';
    return { writes: [], problems: [{ kind: 'config_unreadable', path: CONFIG, message }] satisfies InitProblem[] };
  }
  const missing = names.filter((name) => verifyJwtOf(config, name) === 'absent');
  const problems: InitProblem[] = names
    .filter((name) => verifyJwtOf(config, name) === 'on')
    .map((name) => ({
      kind: 'gateway_checks_tokens',
      path: CONFIG,
      message: `lets the gateway check tokens for ${name}, which turns visitors and Telegram away. Set verify_jwt = false under [functions.${name}].`,
    }));
  if (exposesSchema(config, 'support')) {
    problems.push({
      kind: 'schema_exposed',
      path: CONFIG,
      message: 'exposes the private schema support. Take it out of [api] schemas.',
    });
  }
  const writes: PlannedWrite[] =
    missing.length === 0 ? [] : [{ path: CONFIG, content: withFunctions(toml, missing), action: 'append' }];
  return { writes, problems };
}

function isOlderThanTheirs(
  writes: readonly PlannedWrite[],
  ours: readonly ReleaseFile[],
  project: ProjectFiles,
): boolean {
  const own = new Set(ours.map(({ path }) => path));
  const theirs = [...project.keys()].filter((path) => !own.has(path)).map((path) => versionOf(path) ?? '');
  const newest = theirs.reduce((latest, version) => (version > latest ? version : latest), '');
  return writes.some(({ path }) => (versionOf(path) ?? newest) < newest);
}

function versionOf(path: string): string | undefined {
  return MIGRATION.exec(path)?.[1];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isSameText(left: string, right: string): boolean {
  return left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}
