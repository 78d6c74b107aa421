/** Everything on screen that a page can style, also inside the inner elements. */
export function partsOnScreen(root: ShadowRoot | null): Element[] {
  return [...(root?.querySelectorAll('*') ?? [])].flatMap((element) => [
    ...(element.part.length > 0 && element.checkVisibility() ? [element] : []),
    ...partsOnScreen(element.shadowRoot),
  ]);
}
