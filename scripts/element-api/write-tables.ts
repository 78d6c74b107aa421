import type { ApiName, ApiProperty, ElementApi } from './element-api.ts';

/** Markdown tables by the names that the documents ask for them; none of what an element has not. */
export function writeTables(api: ElementApi): ReadonlyMap<string, string> {
  const withAttribute = api.properties.filter(({ attribute }) => attribute !== null);
  const settable = api.properties.filter(({ attribute, isReadonly }) => attribute === null && !isReadonly);
  const readable = api.properties.filter(({ attribute, isReadonly }) => attribute === null && isReadonly);
  const tables: readonly (readonly [name: string, table: string])[] = [
    [
      'attributes',
      table(
        ['attribute', 'property', 'values', 'default', 'what it does'],
        withAttribute.map((property) => [
          code(property.attribute ?? ''),
          `${code(property.name)}${property.reflects ? ' ↔' : ''}`,
          values(property),
          property.default === null ? '' : code(property.default.replace(/^'(.*)'$/, '$1')),
          property.description,
        ]),
      ),
    ],
    ['properties', table(['property', 'type', 'what it does'], settable.map(typed))],
    ['readonly', table(['property', 'type', 'what it says'], readable.map(typed))],
    ['methods', api.methods.map(({ signature, description }) => `- ${code(signature)} — ${description}`).join('\n')],
    [
      'events',
      table(
        ['event', 'class', '`detail`', 'cancelable', 'when'],
        api.events.map(({ name, type, detail, isCancelable, description }) => [
          code(name),
          code(type),
          detail.map(([property, of]) => code(`${property}: ${of}`)).join('<br>'),
          isCancelable ? 'yes' : '',
          description,
        ]),
      ),
    ],
    ['parts', table(['part', 'what it is'], api.parts.map(named))],
    ['slots', table(['slot', 'what it does'], api.slots.map(named))],
    [
      'states',
      table(
        ['state', 'when'],
        api.states.map(({ name, description }) => [code(`:state(${name})`), description]),
      ),
    ],
    [
      'custom-properties',
      table(
        ['custom property', 'default', 'what it is'],
        api.customProperties.map(({ name, default: preset, description }) => [
          code(name),
          preset === null ? '' : code(preset),
          description,
        ]),
      ),
    ],
  ];
  return new Map(tables.filter(([, text]) => text !== ''));
}

function values({ values: words, isBoolean }: ApiProperty): string {
  if (isBoolean) return 'present or not';
  return words.map(code).join(' ');
}

function typed({ name, type, description }: ApiProperty): readonly string[] {
  return [code(name), code(type), description];
}

function named({ name, description }: ApiName): readonly string[] {
  return [code(name), description];
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
