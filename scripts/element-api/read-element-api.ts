import type { ApiMethod, ApiName, ApiProperty, ElementApi } from './element-api.ts';
import type { Declaration, Described, Member } from './manifest.ts';
import { readDefaults } from './read-source.ts';
import type { ElementTypes } from './read-types.ts';

/** What the generators write from, out of the manifest of an element. */
export function readElementApi(element: Declaration, types: ElementTypes): ElementApi {
  const members = element.members ?? [];
  const defaults = readDefaults();
  return {
    tagName: element.tagName ?? '',
    className: element.name,
    description: oneLine(element.description),
    properties: members.filter(({ kind }) => kind === 'field').map((member) => toProperty(member, types)),
    methods: members.filter(({ kind }) => kind === 'method').map(toMethod),
    events: (element.events ?? []).map((event) => {
      const { type = 'Event', module = '', detail = [], isCancelable = false } = types.events.get(event.name) ?? {};
      // Whether it can be cancelled is told beside it.
      const description = named(event).description.replace('; cancelable.', '.');
      return { name: event.name, description, type, module, detail, isCancelable };
    }),
    slots: (element.slots ?? []).map(named),
    parts: (element.cssParts ?? []).map(named),
    customProperties: (element.cssProperties ?? []).map((property) => ({
      ...named(property),
      default: defaults.get(property.name) ?? null,
    })),
    states: (element.cssStates ?? []).map(named),
  };
}

function toProperty(member: Member, types: ElementTypes): ApiProperty {
  const type = member.type?.text ?? 'unknown';
  return {
    ...named(member),
    attribute: member.attribute ?? null,
    type,
    values: types.properties.get(member.name)?.values ?? [],
    isBoolean: type === 'boolean',
    isReadonly: member.readonly === true,
    reflects: member.reflects === true,
    default: ["''", 'null', undefined].includes(member.default) ? null : (member.default ?? null),
  };
}

function toMethod(member: Member): ApiMethod {
  const parameters = (member.parameters ?? []).map(({ name, type, optional, default: preset }) => {
    const mark = optional === true || preset !== undefined ? '?' : '';
    return `${name.startsWith('{') ? 'options' : name}${mark}: ${type?.text ?? 'unknown'}`;
  });
  const signature = `${member.name}(${parameters.join(', ')}): ${member.return?.type.text ?? 'void'}`;
  return { ...named(member), signature };
}

function named({ name, description }: Described): ApiName {
  return { name, description: oneLine(description) };
}

/** Docstrings are broken where the line was full. */
function oneLine(text = ''): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
