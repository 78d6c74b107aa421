/** `<support-chat>` in React, Vue and Svelte without a wrapper: attributes, properties and events, as docs/element.md says. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';

const FOLDER = join(import.meta.dirname, 'support/frameworks');

const svelte: Plugin = {
  name: 'svelte',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
      contents: compile(await readFile(path, 'utf8'), { filename: path }).js.code,
      resolveDir: FOLDER,
    })),
};

for (const file of ['react.tsx', 'vue.ts', 'svelte.ts']) {
  test(`in ${file.split('.')[0]} it takes attributes and properties, and its events are heard`, async ({ page }) => {
    const { outputFiles } = await build({
      entryPoints: [join(FOLDER, file)],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      conditions: ['@support-chat/source', 'browser'],
      define: { 'process.env.NODE_ENV': '"development"' },
      plugins: [svelte],
      logLevel: 'silent',
    });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.setContent('<!doctype html><html lang="en"><body></body></html>');
    await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });

    await page.getByRole('button', { name: 'Open chat' }).click();
    await expect(page.locator('output')).toHaveText('opened');
    const chat = page.locator('support-chat');
    expect(
      await chat.evaluate(({ widgetKey, muted, storage }: HTMLElementTagNameMap['support-chat']) => ({
        widgetKey,
        muted,
        storage,
      })),
    ).toEqual({ widgetKey: 'wk_demo', muted: true, storage: 'memory' });
    await page.getByRole('button', { name: 'Move' }).click();
    await expect(chat).toHaveAttribute('position', 'bottom-start');

    await page.getByRole('dialog').getByRole('button', { name: /Mika/ }).click();
    await page.getByRole('textbox', { name: 'Say it' }).fill('Hello');
    await page.keyboard.press('Enter');
    await expect(page.locator('output')).toHaveText('Hello');
    expect(problems).toEqual([]);
  });
}
