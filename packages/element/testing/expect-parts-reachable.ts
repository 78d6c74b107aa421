import { assert } from '@open-wc/testing';

/** Fails unless the page can style every part of these elements through their host; answers with the names of the parts. */
export function expectPartsReachable(host: string, elements: readonly Element[]): readonly string[] {
  const names = [...new Set(elements.flatMap((element) => [...element.part]))];
  for (const part of names) register(`--reached-${part}`);
  const page = new CSSStyleSheet();
  page.replaceSync(names.map((part) => `${host}::part(${part}){--reached-${part}:yes}`).join(''));
  document.adoptedStyleSheets = [page];
  for (const element of elements)
    for (const part of element.part)
      assert.equal(getComputedStyle(element).getPropertyValue(`--reached-${part}`), 'yes', part);
  return names;
}

/** Not inherited, so that nothing but the part itself can have it. */
function register(name: string): void {
  try {
    CSS.registerProperty({ name, syntax: '*', inherits: false });
  } catch (error) {
    // Known from an earlier story.
    if (!(error instanceof DOMException) || error.name !== 'InvalidModificationError') throw error;
  }
}
