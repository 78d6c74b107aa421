import type { ApiProperty, ElementApi } from './element-api.ts';

/** The TypeScript module that react.ts, vue.ts and svelte.ts build on: attributes, properties and events by name. */
export function writeMarkupTypes({ className, properties, events }: ElementApi): string {
  const settable = properties.filter(({ isReadonly }) => !isReadonly);
  const attributes = settable.filter(({ attribute }) => attribute !== null);
  return `/** Written by \`npm run element:write\` from the docstrings of ${className}; not to be edited. */
${events.map(({ type, name }) => `import type { ${type} } from '../events/${name.replace('chat-', '')}.ts';`).join('\n')}
import type { ${className} } from '../support-chat/support-chat.ts';

/** What can be written in HTML. Booleans are there or not. */
export interface SupportChatAttributes {
${attributes.map((property) => member(property, property.attribute ?? '', className)).join('\n')}
}

/** What can be assigned in scripts. */
export interface SupportChatProperties {
${settable.map((property) => member(property, property.name, className)).join('\n')}
}

/** What is told, by name. */
export interface SupportChatEvents {
${events.map(({ name, type, description }) => `  /** ${description} */\n  '${name}': ${type};`).join('\n')}
}
`;
}

function member({ name, description }: ApiProperty, key: string, className: string): string {
  return `  /** ${description} */\n  '${key}'?: ${className}['${name}'] | undefined;`;
}
