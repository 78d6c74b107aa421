import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../read-packages.ts';
import type { StyleSurface } from './check-css.ts';
import type { ElementSurface } from './check-html.ts';

/** Reads attributes from the built element, the rest from its source. Needs `npm run build`. */
export async function readElementSurface(): Promise<ElementSurface & StyleSurface> {
  const { SupportChatElement } = (await import(join(ROOT, 'packages/element/dist/index.js'))) as {
    SupportChatElement: { readonly observedAttributes: readonly string[] };
  };
  const source = globSync('packages/element/src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] })
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');
  return {
    attributes: new Set(SupportChatElement.observedAttributes),
    slots: names(source, /<slot name=["']?([a-z-]+)/g),
    properties: names(source, /(--support-chat-[a-z0-9-]+)/g),
    // A part may be chosen by an expression: part="message ${…}" or part=${cond ? 'a' : 'b'}; every word near counts.
    parts: names(source, /\b(?:export)?parts?=([^>\n]+)/g, /[a-z][a-z-]+/g),
    states: names(source, /this\.#set\('([a-z-]+)'/g),
  };
}

function names(source: string, pattern: RegExp, words?: RegExp): ReadonlySet<string> {
  const found = [...source.matchAll(pattern)].map(([, name = '']) => name);
  return new Set(words === undefined ? found : found.flatMap((text) => text.match(words) ?? []));
}
