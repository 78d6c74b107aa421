import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const folder = new URL('../packages/element/', import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
  exports: Record<string, string | { default: string }>;
};
const modules = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [[name.replace('*', 'de'), target.default.replace('*', 'de')] as const],
);

for (const [name, path] of modules) {
  test(`@support-chat/element${name.slice(1)} can be imported on a server, and leaves it as it was`, () => {
    const script = `const before = Reflect.ownKeys(globalThis).length;
      await import(${JSON.stringify(new URL(path, folder).href)});
      const added = Reflect.ownKeys(globalThis).slice(before).filter((key) => typeof key === 'string');
      console.log(JSON.stringify({ added, dom: typeof document }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: fileURLToPath(folder),
      encoding: 'utf8',
    });
    const { added, dom } = JSON.parse(output) as { readonly added: readonly string[]; readonly dom: string };
    // Lit notes its versions, and brings a registry of elements to servers that have none.
    expect(added.filter((name) => !/^(lit|reactive)[A-Z]|^customElements$/.test(name))).toEqual([]);
    expect(dom).toBe('undefined');
  });
}
