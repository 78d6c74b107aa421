import type { ApiProperty, ElementApi } from './element-api.ts';

/**
 * What editors complete and explain in HTML and CSS, for VS Code
 * (https://github.com/microsoft/vscode-custom-data) and for JetBrains (https://github.com/JetBrains/web-types).
 */
export function writeHtmlData({ tagName, description, properties }: ElementApi): object {
  return {
    version: 1.1,
    tags: [
      {
        name: tagName,
        description: markdown(description),
        attributes: withAttribute(properties).map((property) => ({
          name: property.attribute,
          description: markdown(property.description),
          // `v`: the name alone is enough.
          ...(property.isBoolean ? { valueSet: 'v' } : {}),
          ...(property.values.length > 0 ? { values: property.values.map((name) => ({ name })) } : {}),
        })),
      },
    ],
  };
}

export function writeCssData({ customProperties, states, tagName }: ElementApi): object {
  return {
    version: 1.1,
    properties: customProperties.map(({ name, description }) => ({ name, description: markdown(description) })),
    pseudoClasses: states.map(({ name, description }) => ({
      name: `:state(${name})`,
      description: markdown(`\`${tagName}\`: ${description}`),
    })),
  };
}

export function writeWebTypes(api: ElementApi, version: string): object {
  const { tagName, description, properties, events, slots, parts, customProperties, states } = api;
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: '@support-chat/element',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: tagName,
            description,
            attributes: withAttribute(properties).map((property) => ({
              name: property.attribute,
              description: property.description,
              value: { type: property.isBoolean ? 'boolean' : property.type },
              ...(property.default === null ? {} : { default: property.default.replace(/^'(.*)'$/, '$1') }),
            })),
            slots: slots.map(({ name, description: text }) => ({ name, description: text })),
            js: {
              properties: properties.map(({ name, description: text, type, isReadonly }) => ({
                name,
                description: text,
                type,
                ...(isReadonly ? { 'read-only': true } : {}),
              })),
              events: events.map(({ name, description: text, type }) => ({ name, description: text, type })),
            },
            css: {
              properties: customProperties.map(({ name, description: text }) => ({ name, description: text })),
              parts: parts.map(({ name, description: text }) => ({ name, description: text })),
              'pseudo-classes': states.map(({ name, description: text }) => ({
                name: `state(${name})`,
                description: text,
              })),
            },
          },
        ],
      },
    },
  };
}

function withAttribute(properties: readonly ApiProperty[]): readonly ApiProperty[] {
  return properties.filter(({ attribute }) => attribute !== null);
}

function markdown(value: string): { readonly kind: 'markdown'; readonly value: string } {
  return { kind: 'markdown', value };
}
