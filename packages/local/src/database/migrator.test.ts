import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { createTestDatabase } from '../../testing/test-database.ts';
import type { LocalDatabase } from './local-database.ts';
import { migrateDatabase, MigrationError, readMigrations } from './migrator.ts';

const first = {
  version: '20260101000000',
  name: 'create_note',
  script: `-- Notes.\ncreate table public.note (body text);\ninsert into public.note values ('it''s; \\ here');`,
};
const second = { version: '20260102000000', name: 'add_author', script: 'alter table public.note add author text;' };
const broken = { version: '20260103000000', name: 'break', script: 'create table public.half (); select 1 / 0;' };

describe('migrating', () => {
  let database: LocalDatabase;
  before(async () => {
    database = await createTestDatabase({ migrations: false });
  });
  afterEach(() =>
    database.execute('drop table if exists public.note; delete from supabase_migrations.schema_migrations;'),
  );
  after(() => database.close());

  it('applies what is missing, in order, and writes the rows the Supabase CLI would', async () => {
    assert.deepEqual(await migrateDatabase(database, [first, second]), [first.version, second.version]);
    assert.deepEqual(await database.query('select * from supabase_migrations.schema_migrations order by version'), [
      {
        version: first.version,
        statements: [
          '-- Notes.\ncreate table public.note (body text)',
          `insert into public.note values ('it''s; \\ here')`,
        ],
        name: 'create_note',
      },
      { version: second.version, statements: ['alter table public.note add author text'], name: 'add_author' },
    ]);
    assert.deepEqual(await database.query('select body from public.note'), [{ body: `it's; \\ here` }]);
  });

  it('does nothing the second time', async () => {
    await migrateDatabase(database, [first, second]);
    assert.deepEqual(await migrateDatabase(database, [first, second]), []);
  });

  it('applies only what came after', async () => {
    await migrateDatabase(database, [first]);
    assert.deepEqual(await migrateDatabase(database, [first, second]), [second.version]);
  });

  it('keeps nothing of a migration that fails, and names it', async () => {
    await assert.rejects(migrateDatabase(database, [first, broken]), (error) => {
      assert.ok(error instanceof MigrationError);
      assert.match(error.message, /20260103000000_break failed: division by zero \(22012\)/);
      return true;
    });
    assert.deepEqual(await database.query(`select to_regclass('public.half') as half`), [{ half: null }]);
    assert.deepEqual(await database.query('select version from supabase_migrations.schema_migrations'), [
      { version: first.version },
    ]);
  });

  it('reports a unique violation of the migration itself as its failure', async () => {
    const clash = {
      version: '20260104000000',
      name: 'clash',
      script: 'create table public.clash (a int unique); insert into public.clash values (1), (1);',
    };
    await assert.rejects(migrateDatabase(database, [clash]), /20260104000000_clash failed/);
  });

  it('refuses a database that a newer release has migrated', async () => {
    await migrateDatabase(database, [first, second]);
    await assert.rejects(migrateDatabase(database, [first]), /does not know: 20260102000000/);
  });

  it('refuses a migration that was slipped in before what is applied', async () => {
    await migrateDatabase(
      database,
      [second].map((migration) => ({ ...migration, script: 'select 1' })),
    );
    await assert.rejects(migrateDatabase(database, [first, second]), /older than 20260102000000/);
  });
});

describe('reading migrations', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'support-chat-migrations-'));
  });
  after(() => rm(directory, { recursive: true }));

  it('reads the files in the order of their versions and ignores other files', async () => {
    await writeFile(join(directory, '20260102000000_add_author.sql'), 'select 2');
    await writeFile(join(directory, '20260101000000_create_note.sql'), 'select 1');
    await writeFile(join(directory, 'README.md'), '');
    assert.deepEqual(await readMigrations(directory), [
      { version: '20260101000000', name: 'create_note', script: 'select 1' },
      { version: '20260102000000', name: 'add_author', script: 'select 2' },
    ]);
  });

  it('refuses two files with one version', async () => {
    await writeFile(join(directory, '20260101000000_other.sql'), 'select 3');
    await assert.rejects(readMigrations(directory), /have the version 20260101000000/);
  });
});
