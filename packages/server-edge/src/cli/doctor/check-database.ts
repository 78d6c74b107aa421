import { checkNamed, type Check } from '../../checks/check.ts';
import type { EntryPoint } from '../release.ts';
import { fieldOf, type ProjectAnswer, type ProjectClient } from './project-client.ts';

const key = checkNamed('project.key', 'Address and secret key');
const migrations = checkNamed('database.migrations', 'Migrations');
const schema = checkNamed('database.schema', 'Private schema');
const schedule = checkNamed('schedule.tick', 'Scheduled work');

const AT_ONCE = 8;
const LISTED = 5;
/** A tick a minute works off everything that is due; after this nothing does. */
const LATE_SECONDS = 300;

/** Whether the address answers and knows the key as one that may do everything. */
export async function checkProjectKey(ask: ProjectClient): Promise<Check> {
  const { status, body } = await probe(ask, 'support_count_backlog', []);
  const code = fieldOf(body, 'code');
  if (status === 0) return key.failed('no answer', 'Is SUPABASE_URL right, and is the project running (not paused)?');
  if (code === 'PGRST202') return confirmRole(ask);
  if (status === 401 || status === 403) {
    return key.failed(
      `the key was refused (${String(status)})`,
      'SUPABASE_SECRET_KEY must be a secret key of this project: Dashboard → Project Settings → API Keys.',
    );
  }
  if (status >= 500 || code?.startsWith('PGRST0') === true) {
    return key.failed(
      `the Data API answers ${String(status)}`,
      'The database is down or starting. Look at the project’s dashboard and try again.',
    );
  }
  return key.failed(
    `there is no Data API at this address (${String(status)})`,
    'SUPABASE_URL is the address of the project, without a path: https://abcdefgh.supabase.co. The Data API must be switched on (Dashboard → Integrations → Data API).',
  );
}

/** The publishable key finds functions too; only a secret one may call ours. */
async function confirmRole(ask: ProjectClient): Promise<Check> {
  const { body } = await call(ask, 'support_count_backlog', {});
  if (fieldOf(body, 'code') !== '42501') return key.ok('the project answers and takes the key');
  return key.failed(
    'this key may not call our functions',
    'SUPABASE_SECRET_KEY must be a secret key (sb_secret_…) or the service role key, not the publishable one.',
  );
}

/**
 * Looks every function up that this version calls, by a call that cannot run because it has one parameter too many: the
 * refusal hints at the parameters that the function really has. One without parameters gets no such hint and is left out.
 */
export async function checkMigrations(ask: ProjectClient, entryPoints: readonly EntryPoint[]): Promise<Check> {
  const asked = entryPoints.filter(({ parameters }) => parameters.length > 0);
  const missing: string[] = [];
  let hasHints = false;
  const waiting = [...asked];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const hint = fieldOf((await probe(ask, next.name, next.parameters)).body, 'hint');
        hasHints ||= hint !== undefined;
        if (hint !== `Perhaps you meant to call the function ${signatureOf(next)}`) missing.push(next.name);
      }
    }),
  );
  if (missing.length === 0)
    return migrations.ok(`all ${String(entryPoints.length)} functions of this version are there`);
  if (!hasHints && (await call(ask, 'support_count_backlog', {})).status === 200) {
    return migrations.unknown(
      'the Data API does not tell which functions it knows',
      'Compare: supabase migration list --remote',
    );
  }
  const names = missing.sort().slice(0, LISTED).join(', ');
  const rest = missing.length > LISTED ? ` and ${String(missing.length - LISTED)} more` : '';
  return migrations.failed(
    missing.length === asked.length ? 'none is applied' : `missing or of another version: ${names}${rest}`,
    "npx support-chat init, then: supabase db push --remote\nIf they were applied just now, let the Data API see them, in the SQL editor: notify pgrst, 'reload schema';",
  );
}

/** As the Data API writes it: the parameters in alphabetical order. */
function signatureOf({ name, parameters }: EntryPoint): string {
  return `public.${name}(${[...parameters].sort().join(', ')})`;
}

export async function checkPrivateSchema(ask: ProjectClient): Promise<Check> {
  const { body } = await ask('/rest/v1/rpc/probe', {
    method: 'POST',
    asOperator: true,
    headers: { 'content-profile': 'support' },
    json: {},
  });
  if (fieldOf(body, 'code') === 'PGRST106') return schema.ok('the schema support is not exposed');
  return schema.failed(
    'the Data API exposes the schema support',
    'Take "support" out of the exposed schemas: Dashboard → Integrations → Data API → Settings, and [api] schemas in config.toml.',
  );
}

/** No entry point tells when the last tick was; what lies around unsent for minutes tells that there was none. */
export async function checkSchedule(ask: ProjectClient): Promise<Check> {
  const { status, body } = await call(ask, 'support_count_backlog', {});
  const backlog = body as {
    readonly oldest_outbox_seconds?: number | null;
    readonly outbox_dead?: number;
    readonly updates_dead?: number;
  };
  if (status !== 200) return schedule.unknown('the backlog cannot be read', 'Mend the migrations first.');
  const seconds = Math.round(backlog.oldest_outbox_seconds ?? 0);
  if (seconds > LATE_SECONDS) {
    return schedule.failed(
      `something has been waiting to be sent for ${String(Math.round(seconds / 60))} minutes`,
      'Nothing calls internal/tick, or it fails. In the SQL editor: select public.support_schedule_tick(); schedules it and says what is missing for that (docs/deployment.md, step 6). How its runs went: select * from cron.job_run_details order by start_time desc limit 5;',
    );
  }
  const dead = (backlog.outbox_dead ?? 0) + (backlog.updates_dead ?? 0);
  if (dead > 0) {
    return schedule.warning(
      `${String(dead)} deliveries were given up`,
      'Find out why (support_list_dead_letters, support_list_dead_updates), then try them again: support_retry_dead_letters, support_retry_dead_updates.',
    );
  }
  return schedule.unknown(
    'nothing waits, so whether the tick runs every minute cannot be told from outside',
    'In the SQL editor: select public.support_schedule_tick(); schedules it where it was not. How its runs went: select * from cron.job_run_details order by start_time desc limit 5;',
  );
}

/** The name of the parameter too many is short, because the hint is a guess by similarity. */
function probe(ask: ProjectClient, name: string, parameters: readonly string[]): Promise<ProjectAnswer> {
  return call(ask, name, Object.fromEntries([...parameters, 'p_q'].map((parameter) => [parameter, null])));
}

function call(ask: ProjectClient, name: string, json: object): Promise<ProjectAnswer> {
  return ask(`/rest/v1/rpc/${name}`, {
    method: 'POST',
    asOperator: true,
    headers: { 'content-profile': 'public' },
    json,
  });
}
