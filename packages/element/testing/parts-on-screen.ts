/** Everything on screen that a page can style, also inside the inner elements; not inside those called `sealed`. */
export function partsOnScreen(root: ShadowRoot | null, sealed?: string): Element[] {
  return [...(root?.querySelectorAll('*') ?? [])].flatMap((element) => [
    ...(element.part.length > 0 && element.checkVisibility() ? [element] : []),
    ...(element.localName === sealed ? [] : partsOnScreen(element.shadowRoot, sealed)),
  ]);
}
