import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../read-packages.ts';
import type { StyleSurface } from './check-css.ts';
import type { ElementSurface } from './check-html.ts';

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
}

interface Named {
  readonly name: string;
}

/** What `<support-chat>` has, from its manifest; `npm run element:check` holds that to the source. */
export function readElementSurface(): ElementSurface & StyleSurface {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'packages/element/custom-elements.json'), 'utf8')) as Manifest;
  const element = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ tagName }) => tagName === 'support-chat');
  if (element === undefined) throw new Error('The manifest knows no <support-chat>; run: npm run element:write');
  return {
    attributes: names(element.attributes),
    slots: names(element.slots),
    properties: names(element.cssProperties),
    parts: names(element.cssParts),
    states: names(element.cssStates),
  };
}

function names(members: readonly Named[] = []): ReadonlySet<string> {
  return new Set(members.map(({ name }) => name));
}
