import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Release } from '../release.ts';
import { CONFIG, planInit, type InitPlan } from './plan-init.ts';

const FIRST = { path: 'migrations/20261121090000_create_support_schema.sql', content: 'create schema support;\n' };
const SECOND = { path: 'migrations/20261121090100_create_widgets.sql', content: 'create table support.widgets ();\n' };
const INDEX = { path: 'functions/support-chat/index.ts', content: 'export default {};\n' };

const release: Release = { version: '1.0.0', migrations: [FIRST, SECOND], functions: [INDEX], entryPoints: [] };
const CONFIG_TEXT = '[functions.support-chat]\nverify_jwt = false\n';

const plan = (files: Readonly<Record<string, string>> = {}, brought: Release = release): InitPlan =>
  planInit(brought, new Map(Object.entries({ [CONFIG]: CONFIG_TEXT, ...files })));
const actionsOf = ({ writes }: InitPlan) => writes.map(({ action, path }) => `${action} ${path}`);
const installed = Object.fromEntries([FIRST, SECOND, INDEX].map(({ path, content }) => [path, content]));

describe('planning what init does', () => {
  it('to a fresh project: adds everything', () => {
    const fresh = plan({ [CONFIG]: '' });
    assert.deepEqual(actionsOf(fresh), [
      `create ${FIRST.path}`,
      `create ${SECOND.path}`,
      `create ${INDEX.path}`,
      `append ${CONFIG}`,
    ]);
    assert.deepEqual([fresh.problems, fresh.unchanged], [[], 0]);
  });

  it('to a project that has everything: nothing, also where Git changed the line ends', () => {
    assert.deepEqual([plan(installed).writes, plan(installed).unchanged], [[], 3]);
    const windows = Object.fromEntries(
      Object.entries(installed).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    assert.deepEqual(plan(windows).writes, []);
  });

  it('to a project of an older release: adds the new migrations only', () => {
    const older = { [FIRST.path]: FIRST.content, [INDEX.path]: INDEX.content };
    assert.deepEqual(actionsOf(plan(older)), [`create ${SECOND.path}`]);
  });

  it('to a copied migration that was changed: nothing, and it says so', () => {
    const changed = plan({ ...installed, [FIRST.path]: 'create schema support; -- mine\n' });
    assert.deepEqual(changed.writes, []);
    assert.deepEqual(
      changed.problems.map(({ kind, path }) => [kind, path]),
      [['migration_changed', FIRST.path]],
    );
  });

  it('to a migration of theirs with the version of one of ours: nothing, and it says so', () => {
    const theirs = 'migrations/20261121090000_add_shop.sql';
    const taken = plan({ [theirs]: '' });
    assert.deepEqual(
      taken.problems.map(({ kind, path }) => [kind, path]),
      [['version_taken', theirs]],
    );
    assert.match(taken.problems[0]?.message ?? '', /20261121090000_create_support_schema\.sql/);
  });

  it('to a function that was changed: puts the new one beside it, once', () => {
    const changed = plan({ ...installed, [INDEX.path]: '// mine\n' });
    assert.deepEqual(actionsOf(changed), [`beside ${INDEX.path}.new`]);
    const again = { ...installed, [INDEX.path]: '// mine\n', [`${INDEX.path}.new`]: INDEX.content };
    assert.deepEqual(actionsOf(plan(again)), []);
  });

  it('to a configuration that makes the gateway check tokens, or exposes the schema: nothing, and it says so', () => {
    const strict = plan({ ...installed, [CONFIG]: '[functions.support-chat]\nverify_jwt = true\n' });
    assert.deepEqual([strict.writes, strict.problems.map(({ kind }) => kind)], [[], ['gateway_checks_tokens']]);
    const open = plan({ ...installed, [CONFIG]: `${CONFIG_TEXT}[api]\nschemas = ["public", "support"]\n` });
    assert.deepEqual(
      open.problems.map(({ kind }) => kind),
      ['schema_exposed'],
    );
  });

  it('to a configuration that cannot be read: nothing, and it says so', () => {
    const broken = plan({ ...installed, [CONFIG]: '[api\n' });
    assert.deepEqual([broken.writes, broken.problems.map(({ kind }) => kind)], [[], ['config_unreadable']]);
  });

  it('tells when a migration of theirs is newer than one that is added, and only then', () => {
    const newer = { 'migrations/20270101000000_add_shop.sql': '' };
    const older = { 'migrations/20200101000000_add_shop.sql': '' };
    assert.equal(plan(newer).needsIncludeAll, true);
    assert.equal(plan(older).needsIncludeAll, false);
    assert.equal(plan({ ...installed, ...newer }).needsIncludeAll, false, 'nothing is added');
    assert.equal(plan({ 'migrations/readme.md': '' }).needsIncludeAll, false);
  });
});
