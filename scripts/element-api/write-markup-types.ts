import { posix } from 'node:path';
import type { ApiProperty, ElementApi } from './element-api.ts';
import type { ElementSource } from './elements.ts';

/** The TypeScript module that react.ts, vue.ts and svelte.ts build on: attributes, properties and events by name. */
export function writeMarkupTypes(
  { className, properties, events }: ElementApi,
  { module, markup }: Pick<ElementSource, 'module' | 'markup'>,
): string {
  const settable = properties.filter(({ isReadonly }) => !isReadonly);
  const attributes = settable.filter(({ attribute }) => attribute !== null);
  const stem = className.replace(/Element$/, '');
  const importFrom = (path: string, names: readonly string[]): string =>
    `import type { ${names.join(', ')} } from '${posix.relative(posix.dirname(markup), path)}';`;
  const typesByModule = Map.groupBy(events, (event) => event.module);
  return `/** Written by \`npm run element:write\` from the docstrings of ${className}; not to be edited. */
${[...typesByModule]
  .map(([path, some]) =>
    importFrom(
      path,
      some.map(({ type }) => type),
    ),
  )
  .join('\n')}
${importFrom(module, [className])}

/** What can be written in HTML. Booleans are there or not. */
export interface ${stem}Attributes {
${attributes.map((property) => member(property, property.attribute ?? '', className)).join('\n')}
}

/** What can be assigned in scripts. */
export interface ${stem}Properties {
${settable.map((property) => member(property, property.name, className)).join('\n')}
}

/** What is told, by name. */
export interface ${stem}Events {
${events.map(({ name, type, description }) => `  /** ${description} */\n  '${name}': ${type};`).join('\n')}
}
`;
}

function member({ name, description }: ApiProperty, key: string, className: string): string {
  return `  /** ${description} */\n  '${key}'?: ${className}['${name}'] | undefined;`;
}
