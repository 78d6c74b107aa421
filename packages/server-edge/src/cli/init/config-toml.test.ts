import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exposesSchema, readConfig, verifyJwtOf, withFunctions } from './config-toml.ts';

const configOf = (toml: string) => {
  const config = readConfig(toml);
  assert.ok(config !== undefined, toml);
  return config;
};
const settingOf = (toml: string, name = 'support-chat') => verifyJwtOf(configOf(toml), name);
const exposes = (toml: string) => exposesSchema(configOf(toml), 'support');

describe('reading somebody’s config.toml', () => {
  const spellings: readonly (readonly [string, string, 'absent' | 'off' | 'on'])[] = [
    ['says nothing', 'project_id = "shop"\n', 'absent'],
    ['has a table', '[functions.support-chat]\nverify_jwt = false\n', 'off'],
    ['has a table with quotes and spaces', '[ functions . "support-chat" ]\nverify_jwt=false # why\n', 'off'],
    ['has a table with Windows line ends', '[functions.support-chat]\r\nverify_jwt = false\r\n', 'off'],
    ['has an inline table', '[functions]\nsupport-chat = { verify_jwt = false }\n', 'off'],
    ['has dotted keys', 'functions.support-chat.verify_jwt = false\n', 'off'],
    ['has dotted keys below a table', '[functions]\nsupport-chat.verify_jwt = false\n', 'off'],
    ['switches the check on', '[functions.support-chat]\nverify_jwt = true\n', 'on'],
    ['leaves the check to its default, which is on', '[functions.support-chat]\nenabled = true\n', 'on'],
    [
      'has the setting in another table only',
      '[functions.support-chat]\n[functions.other]\nverify_jwt = false\n',
      'on',
    ],
    ['has another function of a similar name', '[functions.support-chat-two]\nverify_jwt = false\n', 'absent'],
    ['only has it in a comment', '# [functions.support-chat]\n', 'absent'],
    ['only has it in a long text', 'note = """\n[functions.support-chat]\nverify_jwt = false\n"""\n', 'absent'],
    ['has a list that looks like a table', 'names = [\n  "a",\n  ["functions.support-chat"]\n]\n', 'absent'],
  ];
  for (const [what, toml, expected] of spellings) {
    it(`that ${what}: ${expected}`, () => assert.equal(settingOf(toml), expected));
  }

  it('sees an exposed schema on one line and over several, and none in a comment or in another list', () => {
    assert.equal(exposes('[api]\nschemas = ["public", "support"]\n'), true);
    assert.equal(exposes('[api]\nschemas = [\n  "public", # ] not the end\n  \'support\',\n]\n'), true);
    assert.equal(exposes('[api]\nschemas = ["public"]\n# schemas = ["support"]\n'), false);
    assert.equal(exposes('[api]\nschemas = ["public"]\nextra_search_path = ["support"]\n'), false);
    assert.equal(exposes('[api]\nschemas = ["public", "supportive"]\n'), false);
  });

  it('knows what it cannot read', () => {
    for (const text of ['[api\n', 'a = 1\na = 2\n', '= 5\n']) assert.equal(readConfig(text), undefined);
  });

  it('is not confused by settings of another kind', () => {
    for (const text of [
      'functions = 5\n',
      'functions = []\n',
      '[functions]\nsupport-chat = 2026-11-21\n',
      'api = "x"\n',
    ]) {
      assert.equal(settingOf(text), 'absent');
      assert.equal(exposes(text), false);
    }
  });
});

describe('adding functions to config.toml', () => {
  it('keeps every byte that is there and is found again', () => {
    for (const toml of ['', '[api]\nenabled = true', '[api]\nenabled = true\n', '[api]\r\nenabled = true\r\n']) {
      const changed = withFunctions(toml, ['support-chat', 'support-telegram']);
      assert.ok(changed.startsWith(toml));
      for (const name of ['support-chat', 'support-telegram']) {
        assert.equal(settingOf(changed, name), 'off');
      }
    }
  });

  it('writes the line ends of the file', () => {
    assert.doesNotMatch(withFunctions('[api]\r\n', ['support-chat']), /[^\r]\n/);
    assert.doesNotMatch(withFunctions('[api]\n', ['support-chat']), /\r/);
  });

  it('adds nothing when nothing is missing', () => {
    assert.equal(withFunctions('[api]\n', []), '[api]\n');
  });
});
