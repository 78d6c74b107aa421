import { resolve } from 'node:path';
import type { Command, CommandResult } from './command.ts';
import { planInit, type InitPlan, type PlannedWrite } from './init/plan-init.ts';
import { readProjectFolder, writePlanned } from './init/project-folder.ts';
import { readRelease } from './release.ts';

const HELP = `
Copies the migrations, the functions support-chat and support-telegram, and their sections of config.toml into a project
that "supabase init" made. Nothing that is yours is changed, and running it again changes nothing. After an upgrade of the
package, run it again: new migrations are added, and functions are replaced where you have not changed them; where you
have, the new text is put beside yours as a .new file.

  --project DIR   the directory that holds supabase/ (default: here)
  --dry-run       say what would be done, and do nothing

Exit code 1: something needs you, for example a copied migration that was changed.`;

/** `release` is the folder with what is copied; tests bring their own. */
export function createInit(release?: string): Command {
  return {
    words: ['init'],
    summary: 'Bring Support Chat into a Supabase project, or up to this version.',
    help: HELP,
    options: { project: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    async run(flags, world) {
      const root = resolve(world.cwd, flags.text('project') ?? '.');
      const brought = await readRelease(release);
      const plan = planInit(brought, await readProjectFolder(root, brought));
      const isBlocked = plan.problems.some(({ kind }) => kind === 'version_taken' || kind === 'config_unreadable');
      const isDryRun = flags.is('dry-run');
      if (!isBlocked && !isDryRun) await writePlanned(root, plan.writes);
      const outcome = isBlocked ? 'blocked' : isDryRun ? 'planned' : 'done';
      return report(plan, outcome, brought.version);
    },
  };
}

type Outcome = 'done' | 'planned' | 'blocked';

function report(plan: InitPlan, outcome: Outcome, version: string): CommandResult {
  return {
    exitCode: plan.problems.length > 0 ? 1 : 0,
    text: describe(plan, outcome, version).join('\n'),
    json: {
      version,
      outcome,
      writes: plan.writes.map(({ path, action }) => ({ path, action })),
      unchanged: plan.unchanged,
      problems: plan.problems,
      needs_include_all: plan.needsIncludeAll,
    },
  };
}

const TITLES: Readonly<Record<Outcome, string>> = {
  done: 'Done.',
  planned: 'Nothing was written (--dry-run). It would be:',
  blocked: 'Nothing was written, because two migrations would have the same version.',
};

const VERBS: Readonly<Record<PlannedWrite['action'], string>> = {
  create: 'add',
  replace: 'replace',
  append: 'add to',
  beside: 'write beside yours',
};

function describe(plan: InitPlan, outcome: Outcome, version: string): readonly string[] {
  const { writes, problems } = plan;
  const lines = [`Support Chat ${version}`, ''];
  if (writes.length === 0 && problems.length === 0) {
    lines.push('Everything is there already; nothing to do.');
  } else if (outcome === 'blocked' || writes.length > 0) {
    lines.push(TITLES[outcome], ...summarize(writes));
  }
  if (problems.length > 0)
    lines.push('', 'Needs you:', ...problems.map(({ path, message }) => `  supabase/${path} ${message}`));
  if (writes.some(({ action }) => action === 'beside')) {
    lines.push('', 'You changed a function, so yours was kept. Compare it with the .new file, then delete that.');
  }
  if (outcome !== 'blocked' && writes.length > 0) lines.push('', ...nextSteps(plan));
  return lines;
}

function summarize(writes: readonly PlannedWrite[]): readonly string[] {
  const migrations = writes.filter(({ path }) => path.startsWith('migrations/'));
  const others = writes.filter(({ path }) => !path.startsWith('migrations/'));
  const noun = migrations.length === 1 ? 'migration' : 'migrations';
  return [
    ...(migrations.length === 0 ? [] : [`  add ${String(migrations.length)} ${noun} to supabase/migrations`]),
    ...others.map(({ path, action }) => `  ${VERBS[action]} supabase/${path}`),
  ];
}

function nextSteps({ needsIncludeAll }: InitPlan): readonly string[] {
  const push = needsIncludeAll ? 'supabase db push --remote --include-all' : 'supabase db push --remote';
  return [
    'Next:',
    `  ${push}`,
    ...(needsIncludeAll
      ? [
          '      (--include-all: migrations of yours are newer than ours. They do not depend on each other, so the order does not',
          '      matter, but without the flag the CLI refuses.)',
        ]
      : []),
    '  npx support-chat keys --write-env supabase/.env.support-chat.local      only the first time',
    '  supabase secrets set --env-file supabase/.env.support-chat.local        only the first time',
    '  supabase functions deploy support-chat support-telegram',
    '  npx support-chat doctor',
  ];
}
