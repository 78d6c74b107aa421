/**
 * What Supabase's dashboard would advise about our schema: the lints of `supabase db advisors`, on a migrated database,
 * with `support` counted among the exposed schemas so that no lint passes our tables over. Nothing may be found that is
 * not allowed below, at any level.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';

import { SupabaseProject, withSupabaseCli } from './engines/supabase-cli.ts';
import { openTestDatabase } from './open-test-database.ts';
import type { TestDatabase } from './open-test-database.ts';

interface Finding {
  /** For example `unindexed_foreign_keys`; https://supabase.com/docs/guides/database/database-linter lists them. */
  readonly name: string;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly detail: string;
}

const ALLOWED: Readonly<Record<string, string>> = {
  unused_index: 'No index has been used in a database that nobody has asked anything.',
};

describe("Supabase's advisors", withSupabaseCli("Supabase's advisors"), () => {
  let project: SupabaseProject;
  let database: TestDatabase;

  before(async () => {
    database = await openTestDatabase();
    project = await SupabaseProject.create();
    const config = await readFile(project.configFile, 'utf8');
    const exposed = config.replace(/^schemas = \[/m, 'schemas = ["support", ');
    assert.notEqual(exposed, config);
    await writeFile(project.configFile, exposed);
  });
  after(async () => {
    await project.remove();
    await database.close();
  });

  it('find nothing in the schema that is not allowed here', async () => {
    const unexpected = (await advise()).filter(({ name }) => !(name in ALLOWED));
    assert.deepEqual(unexpected.map(describeFinding), []);
  });

  it('need every exception that is made here', async () => {
    const found = new Set((await advise()).map(({ name }) => name));
    assert.deepEqual(
      Object.keys(ALLOWED).filter((name) => !found.has(name)),
      [],
    );
  });

  it('would find mistakes in the schema support', async () => {
    await database.execute(`
      create table support.mistakes (widget_id uuid references support.widgets);
      create function support.mistake() returns int language sql as 'select 1';
      grant select on support.mistakes to anon;
    `);
    const found = (await advise()).filter(({ detail }) => detail.includes('support.mistake'));
    assert.deepEqual(found.map(({ name }) => name).sort(), [
      'function_search_path_mutable',
      'no_primary_key',
      'rls_disabled_in_public',
      'unindexed_foreign_keys',
    ]);
  });

  async function advise(): Promise<readonly Finding[]> {
    const answer = await project.run(['db', 'advisors', '--level', 'info', '--fail-on', 'none'], database.url ?? '');
    return (answer as { results: readonly Finding[] }).results;
  }
});

function describeFinding({ level, name, detail }: Finding): string {
  return `${level} ${name}: ${detail}`;
}
