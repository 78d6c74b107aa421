import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { findPostgres, listPlaces } from './find-postgres.ts';
import { findPostgresUser } from './postgres-user.ts';

const isRoot = process.getuid?.() === 0;

describe('the search for a PostgreSQL', { skip: process.platform === 'win32' && 'It is for Unix.' }, () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'support-chat-find-'));
    await chmod(root, 0o755);
  });
  afterEach(() => rm(root, { recursive: true }));

  /** A directory of programs that say a version and nothing else. */
  async function install(name: string, version: string, programs = ['postgres', 'initdb', 'pg_ctl']): Promise<string> {
    const directory = join(root, name, 'bin');
    await mkdir(directory, { recursive: true });
    for (const program of programs) {
      await writeFile(join(directory, program), `#!/bin/sh\necho "${program} (PostgreSQL) ${version}"\n`, {
        mode: 0o755,
      });
    }
    return directory;
  }
  const fixed = (binDirectory: string) => ({ binDirectory, isMovable: false });

  it('puts the newest first, by number and not by letter', async () => {
    const versions = ['15.18', '17.9', '17.10 (Debian 17.10-1)'];
    const places = await Promise.all(versions.map((version, at) => install(String(at), version)));
    const { found, unusable } = await findPostgres(places.map(fixed), {});
    assert.deepEqual(
      found.map(({ version, major }) => [version, major]),
      [
        ['17.10', 17],
        ['17.9', 17],
        ['15.18', 15],
      ],
    );
    assert.deepEqual(unusable, []);
  });

  it('refuses what is too old', async () => {
    const { found, unusable } = await findPostgres([fixed(await install('old', '14.22'))], {});
    assert.deepEqual(found, []);
    assert.match(unusable[0]?.reason ?? '', /is version 14\.22; 15 or newer is needed/);
  });

  it('refuses a directory that lacks a program, and one whose program does not start', async () => {
    const partial = await install('partial', '17.1', ['postgres', 'pg_ctl']);
    const broken = await install('broken', '17.1');
    await writeFile(join(broken, 'postgres'), '#!/bin/sh\necho "libicu.so.60: cannot open" >&2; exit 127\n');
    const { found, unusable } = await findPostgres([partial, broken].map(fixed), {});
    assert.deepEqual(found, []);
    assert.deepEqual(
      unusable.map(({ reason }) => reason.replace(/: .*/, '')),
      ['does not start', 'does not start'],
    );
  });

  it('copies what its user cannot reach where that is possible', { skip: !isRoot && 'It takes root.' }, async () => {
    const directory = await install('hidden', '17.1');
    await chmod(root, 0o700);
    const user = await findPostgresUser();
    const movable = await findPostgres([{ binDirectory: directory, isMovable: true }], user);
    assert.deepEqual(
      movable.found.map(({ runsFrom }) => runsFrom),
      ['copy'],
    );
    const { found, unusable } = await findPostgres([fixed(directory)], user);
    assert.deepEqual(found, []);
    assert.match(unusable[0]?.reason ?? '', /out of reach for uid \d+/);
  });

  it('looks nowhere else once directories are named', async () => {
    const places = await listPlaces({ SUPPORT_TEST_POSTGRES_BIN: ['/a/bin', '/b/bin'].join(delimiter), PATH: root });
    assert.deepEqual(places, [fixed('/a/bin'), fixed('/b/bin')]);
  });

  it('looks into PATH, and at each server once although links lead to it as well', async () => {
    const directory = await install('real', '17.1');
    const links = join(root, 'links');
    await mkdir(links);
    for (const program of ['postgres', 'initdb', 'pg_ctl']) {
      await symlink(join(directory, program), join(links, program));
    }
    const places = await listPlaces({ PATH: [directory, links, join(root, 'nothing')].join(delimiter) });
    assert.deepEqual(
      places.filter(({ binDirectory }) => binDirectory.startsWith(root)),
      [fixed(directory)],
    );
  });
});
