/**
 * Makes an element. Text goes in as text nodes only, so that nothing anybody wrote is ever read as markup.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] `class`, `data-*`, `aria-*`, `on<event>`, `style` variables, attributes; undefined and false are left out
 * @param {...(Node | string | undefined | null | false)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, String(value));
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

const ICONS = {
  back: 'M12.500 4.500 7 10l5.500 5.500',
  close: 'm5.500 5.500 9 9m0-9-9 9',
  up: 'M10 15.500v-11m0 0L5.500 9M10 4.500 14.500 9',
  clip: 'm15.800 9.200-5.700 5.700a3.600 3.600 0 0 1-5.100-5.100l6-6a2.400 2.400 0 0 1 3.400 3.400l-6 6a1.200 1.200 0 0 1-1.700-1.700l5.400-5.400',
  pulse: 'M2.800 10h3.400l2.300-6 3.400 12 2.200-6h3.100',
  lock: 'M6.500 9V6.800a3.500 3.500 0 0 1 7 0V9m-8 0h9a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1z',
  reply: 'M8 5 3.500 9.500 8 14m-4-4.500h7a5 5 0 0 1 5 5v1',
  edit: 'm12.500 4.500 3 3-8.300 8.300-3.700.7.7-3.700z',
  bin: 'M4 6h12M8 6V4h4v2m-6 0 .6 9.500a1 1 0 0 0 1 .9h4.800a1 1 0 0 0 1-.9L14 6',
  document: 'M6 3.500h5.500L15 7v9.500H6zM11.500 3.500V7H15',
  voice:
    'M10 3.500a2.200 2.200 0 0 1 2.200 2.200v4a2.200 2.200 0 0 1-4.400 0v-4A2.200 2.200 0 0 1 10 3.500zM5.500 9.500a4.500 4.500 0 0 0 9 0M10 14v2.500',
  film: 'M3.500 6.500a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1zm9 2.300 4-2.300v7l-4-2.300',
  pin: 'M10 17s5-4.700 5-8.800a5 5 0 0 0-10 0C5 12.300 10 17 10 17zm0-7a1.800 1.800 0 1 0 0-3.600A1.800 1.800 0 0 0 10 10',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-5.500 6.500a5.500 5.500 0 0 1 11 0',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.300 11.600a3.200 3.200 0 0 0 5.400 0M7.800 8.200v.1m4.400-.1v.1',
  link: 'M8 12 15.500 4.500m0 0H10m5.500 0V10',
  hash: 'M8 4 6.500 16M13.500 4 12 16M4.500 8h11.500M4 12h11.500',
};

/** @param {keyof typeof ICONS} name */
export function icon(name, size = 20) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  for (const [key, value] of Object.entries({
    viewBox: '0 0 20 20',
    width: size,
    height: size,
    fill: 'none',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(key, String(value));
  }
  const look = {
    d: ICONS[name],
    stroke: 'currentColor',
    'stroke-width': 1.7,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  for (const [key, value] of Object.entries(look)) path.setAttribute(key, String(value));
  svg.append(path);
  return svg;
}

/**
 * Brings a container in line with a list. A node is kept while its signature stays the same, so focus, selection and
 * open details survive an update.
 * @template T
 * @param {HTMLElement} container
 * @param {readonly T[]} items
 * @param {{ key: (item: T, index: number) => string, signature: (item: T, index: number) => string, render: (item: T, index: number) => HTMLElement }} how
 */
export function reconcile(container, items, { key, signature, render }) {
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  let previous = null;
  items.forEach((item, index) => {
    const itemKey = key(item, index);
    const itemSignature = signature(item, index);
    const known = old.get(itemKey);
    old.delete(itemKey);
    let node = known;
    if (known?.reconcileSignature !== itemSignature) {
      node = render(item, index);
      node.dataset.key = itemKey;
      node.reconcileSignature = itemSignature;
      if (known) {
        const hadFocus = known === document.activeElement || known.contains(document.activeElement);
        known.replaceWith(node);
        if (hadFocus) node.focus({ preventScroll: true });
      }
    }
    const place = previous ? previous.nextSibling : container.firstChild;
    if (node !== place) container.insertBefore(node, place);
    previous = node;
  });
  for (const node of old.values()) node.remove();
}
