import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokensCss } from '../../packages/element/src/styles/tokens.ts';
import { ROOT } from '../read-packages.ts';
import type { ElementSource } from './elements.ts';

const SOURCE = join(ROOT, 'packages/element/src');

/** Names that the source really uses, for comparison with those that the docstrings tell of. */
export interface UsedNames {
  readonly parts: ReadonlySet<string>;
  readonly slots: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
  readonly customProperties: ReadonlySet<string>;
}

/** Slots of the inner elements, filled by the element itself. */
const INNER_SLOTS = new Set(['after', 'actions']);

export function readUsedNames({ drawn, styled, others }: ElementSource): UsedNames {
  const source = read(drawn, others);
  return {
    parts: new Set([
      ...found(source, /\spart="([^"]+)"/g)
        .flatMap((list) => list.split(' '))
        .flatMap(withSenders),
      ...found(source, /\sexportparts="([^"]+)"/g).flatMap((list) => list.split(',')),
    ]),
    slots: new Set(found(source, /<slot name="([^"]+)"/g).filter((name) => !INNER_SLOTS.has(name))),
    states: new Set(found(source, /#set\('([^']+)'/g)),
    customProperties: new Set(found(read(styled, others), /var\((--support-chat-[a-z0-9-]+)/g)),
  };
}

function read(patterns: readonly string[], exclude: readonly string[]): string {
  return globSync(patterns, { cwd: SOURCE, exclude })
    .map((path) => readFileSync(join(SOURCE, path), 'utf8'))
    .join('\n');
}

/** What a custom property is when nobody sets it, in the light theme; none for what is computed from the accent. */
export function readDefaults(): ReadonlyMap<string, string> {
  const defaults = new Map<string, string>();
  for (const [, name = '', value = ''] of tokensCss.matchAll(/(--support-chat-[a-z0-9-]+):([^;}]+)/g))
    if (!defaults.has(name) && !/--_|oklch\(from/.test(value)) defaults.set(name, value);
  return defaults;
}

function found(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, name = '']) => name);
}

/** `message-${message.sender.kind}` stands for one part per kind of sender. */
function withSenders(part: string): readonly string[] {
  return part.includes('${')
    ? ['visitor', 'agent', 'bot', 'system'].map((kind) => part.replace(/\$\{.*\}/, kind))
    : [part];
}
