import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type typescript from 'typescript';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { ROOT } from '../read-packages.ts';
import type { ElementSource } from './elements.ts';
import type { Declaration, Described, Manifest, Member } from './manifest.ts';
import type { ElementTypes } from './read-types.ts';

const PACKAGE = join(ROOT, 'packages/element');
declare module '@custom-elements-manifest/analyzer' {
  // The package ships both without types. Its `ts` is an older one than ours, and reads only what that one has made.
  export function create(options: { readonly modules: readonly unknown[] }): Manifest;
  export const ts: Pick<typeof typescript, 'createSourceFile' | 'ScriptTarget'>;
}

/** The manifest of the package as it is published: without what is private, and with the paths of the built files. */
export function readManifest(elements: ReadonlyMap<ElementSource, ElementTypes>): Manifest {
  const sources = new Set(
    [...elements.keys()].flatMap(({ declared, definition }) => [
      ...declared.flatMap((pattern) => globSync(pattern, { cwd: PACKAGE }).sort()),
      definition,
    ]),
  );
  const manifest = create({
    modules: [...sources].map((path) =>
      ts.createSourceFile(path, readFileSync(join(PACKAGE, path), 'utf8'), ts.ScriptTarget.ESNext, true),
    ),
  });
  for (const [element, types] of elements) complete(manifest, element, types);
  return JSON.parse(JSON.stringify(manifest), publish) as Manifest;
}

function complete(
  manifest: Manifest,
  { elementClass, tagName, module, definition }: ElementSource,
  types: ElementTypes,
): void {
  const { name } = elementClass;
  // Lit reads the declarations when somebody asks for this list.
  if (elementClass.observedAttributes.length === 0) throw new Error(`${name} has no attributes.`);
  const declaration = findDeclaration(manifest, name);
  describe(declaration, elementClass, types);
  declaration.tagName = tagName;
  manifest.modules
    .find(({ path }) => path === definition)
    ?.exports.unshift({ kind: 'custom-element-definition', name: tagName, declaration: { name, module } });
}

export function findDeclaration(manifest: Manifest, name: string): Declaration {
  for (const { declarations } of manifest.modules) {
    for (const declaration of declarations) if (declaration.name === name) return declaration;
  }
  throw new Error(`The analyzer found no ${name}.`);
}

/** Brings in what the analyzer cannot know, and takes away what is nobody's business. */
function describe(element: Declaration, elementClass: ElementSource['elementClass'], types: ElementTypes): void {
  const isPublic = ({ name, privacy, static: isStatic }: Member): boolean =>
    !isStatic && privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#');
  const members = (element.members ?? []).filter(isPublic);
  for (const member of members) {
    if (member.kind !== 'field') continue;
    withType(member, types);
    withAttribute(member, elementClass);
    // What is computed when an instance is made is no default that a reader could use.
    if (member.default?.startsWith('new ')) delete member.default;
  }
  element.members = members;
  element.attributes = members.flatMap(({ name, attribute, type, default: preset, description }) =>
    attribute === undefined
      ? []
      : [{ name: attribute, fieldName: name, ...defined({ type, default: preset, description }) }],
  );
  // A dispatched event without a name of its own in the call is listed a second time, nameless.
  element.events = (element.events ?? []).filter(({ name }: Partial<Described>) => name !== undefined);
  for (const event of element.events) {
    const type = types.events.get(event.name);
    if (type !== undefined) event.type = { text: type.type };
  }
}

function withType(member: Member, types: ElementTypes): void {
  const type = types.properties.get(member.name);
  if (type === undefined) return;
  const { values, text } = type;
  member.type = { text: values.length === 0 ? text : values.map((value) => `'${value}'`).join(' | ') };
}

/** Asks the class itself: how its declarations came about is beyond an analyzer of syntax. */
function withAttribute(member: Member, { elementProperties }: ElementSource['elementClass']): void {
  const options = elementProperties.get(member.name);
  if (options === undefined || options.attribute === false) return;
  member.attribute = typeof options.attribute === 'string' ? options.attribute : member.name.toLowerCase();
  if (options.reflect === true) member.reflects = true;
}

function defined<T extends object>(object: T): T {
  return JSON.parse(JSON.stringify(object)) as T;
}

/** Source files become what is built of them; members that are not public are left out everywhere. */
function publish(key: string, value: unknown): unknown {
  if ((key === 'path' || key === 'module') && typeof value === 'string')
    return value.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
  if (key === 'members' && Array.isArray(value))
    return (value as Member[]).filter(({ privacy }) => privacy === undefined || privacy === 'public');
  return value;
}
