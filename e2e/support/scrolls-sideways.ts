import type { Page } from '@playwright/test';

/** What can be scrolled sideways, the page included, by tag and class: `nav.`, `div.scroll-x`. */
export function scrollsSideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const deep = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot === null ? [] : deep(element.shadowRoot)),
      ]);
    return deep(document)
      .filter((node) => node === document.documentElement || /auto|scroll/.test(getComputedStyle(node).overflowX))
      .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
      .map(({ localName, className }) => `${localName}.${String(className)}`);
  });
}
