import type { ApiName, ElementApi } from './element-api.ts';
import type { UsedNames } from './read-source.ts';
import type { ElementTypes } from './read-types.ts';

/** What the docstrings leave out, or tell of although it is not there; empty when all is well. */
export function findGaps(api: ElementApi, types: ElementTypes, used: UsedNames): readonly string[] {
  const gaps: string[] = [];
  const { properties, methods, events, slots, parts, customProperties, states } = api;
  for (const { name, description } of [
    ...properties,
    ...methods,
    ...events,
    ...slots,
    ...parts,
    ...customProperties,
    ...states,
  ])
    if (description === '') gaps.push(`"${name}" has no docstring.`);
  compare('@fires', events, new Set(types.events.keys()));
  compare('@slot', slots, used.slots);
  compare('@csspart', parts, used.parts);
  compare('@cssproperty', customProperties, used.customProperties);
  compare('@cssstate', states, used.states);
  return gaps;

  function compare(tag: string, told: readonly ApiName[], real: ReadonlySet<string>): void {
    const names = new Set(told.map(({ name }) => name));
    for (const name of real) if (!names.has(name)) gaps.push(`${name} is used, and no ${tag} tells of it.`);
    for (const name of names) if (!real.has(name)) gaps.push(`${tag} ${name} tells of what is used nowhere.`);
  }
}
