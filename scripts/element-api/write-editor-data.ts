import type { ApiProperty, ElementApi } from './element-api.ts';

/**
 * What editors complete and explain in HTML and CSS, for VS Code
 * (https://github.com/microsoft/vscode-custom-data) and for JetBrains (https://github.com/JetBrains/web-types).
 */
export function writeHtmlData(elements: readonly ElementApi[]): object {
  return {
    version: 1.1,
    tags: elements.map(({ tagName, description, properties }) => ({
      name: tagName,
      description: markdown(description),
      attributes: withAttribute(properties).map((property) => ({
        name: property.attribute,
        description: markdown(property.description),
        // `v`: the name alone is enough.
        ...(property.isBoolean ? { valueSet: 'v' } : {}),
        ...(property.values.length > 0 ? { values: property.values.map((name) => ({ name })) } : {}),
      })),
    })),
  };
}

export function writeCssData(elements: readonly ElementApi[]): object {
  // Elements share them.
  const properties = new Map(
    elements.flatMap(({ customProperties }) => customProperties.map((one) => [one.name, one])),
  );
  return {
    version: 1.1,
    properties: [...properties.values()].map(({ name, description }) => ({ name, description: markdown(description) })),
    pseudoClasses: elements.flatMap(({ states, tagName }) =>
      states.map(({ name, description }) => ({
        name: `:state(${name})`,
        description: markdown(`\`${tagName}\`: ${description}`),
      })),
    ),
  };
}

export function writeWebTypes(elements: readonly ElementApi[], version: string): object {
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: '@support-chat/element',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map(writeWebType),
      },
    },
  };
}

function writeWebType({
  tagName,
  description,
  properties,
  events,
  slots,
  parts,
  customProperties,
  states,
}: ElementApi): object {
  return {
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
  };
}

function withAttribute(properties: readonly ApiProperty[]): readonly ApiProperty[] {
  return properties.filter(({ attribute }) => attribute !== null);
}

function markdown(value: string): { readonly kind: 'markdown'; readonly value: string } {
  return { kind: 'markdown', value };
}
