import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { installationCode } from './installation-code.ts';
import { createSnippet } from './page-tags.ts';

const tags = createSnippet({
  key: 'wk_ab12',
  projectUrl: 'https://abcdefgh.supabase.co',
  cdnUrl: 'https://cdn.shop.example/',
});
const snippets = installationCode(tags);

describe('installation code', () => {
  for (const { target, install, files } of snippets) {
    it(`for ${target} names the widget with its project, and installs what it imports`, () => {
      const code = files.map((file) => file.code).join('\n');
      assert.ok(code.includes('wk_ab12@abcdefgh'), code);
      const imported = [...code.matchAll(/'(@support-chat\/\w+)/g)].map(([, name]) => name);
      assert.deepEqual([...new Set(imported)], install === null ? [] : [install.replace('npm install ', '')]);
    });
  }

  it('has one entry for each way, under a name of its own', () => {
    const targets = snippets.map(({ target }) => target);
    assert.deepEqual([...new Set(targets)], targets);
    assert.equal(targets.length, 10);
  });

  it('takes the script from where the site serves it', () => {
    assert.match(snippets[0]?.files[0]?.code ?? '', /src="https:\/\/cdn\.shop\.example\/widget\.js\?id=/);
  });
});
