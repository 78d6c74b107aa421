import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

/** A page that makes life hard for whatever is embedded in it. */
export interface HostilePage {
  /** Runs before anything of ours. */
  readonly script?: string;
  readonly css?: string;
  readonly html?: string;
  /** Instead of `<!doctype html>`. */
  readonly doctype?: '';
  readonly head?: string;
  /** CHAT stands for the origin that the chat comes from. */
  readonly policy?: string;
}

const oldZone = readFileSync(createRequire(import.meta.url).resolve('zone.js/dist/zone.js'), 'utf8');

export const HOSTILE_PAGES: Readonly<Record<string, HostilePage>> = {
  'a reset of everything': {
    css: `* { all: unset !important } html { font: 40px/3 cursive !important; letter-spacing: 9px !important; text-transform: uppercase !important; visibility: hidden; pointer-events: none !important; cursor: crosshair }
      body { display: block !important; text-align: right !important; word-spacing: 30px !important; user-select: none !important } main { display: block !important; visibility: visible !important }`,
  },
  'rules for every tag that the chat may use': {
    css: `button, dialog, svg, textarea, section, slot, div { display: none !important; opacity: 0 !important; width: 1px !important; z-index: -1 !important }
      dialog::backdrop { background: red !important } main { display: block } :focus { outline: none !important }`,
  },
  'polluted prototypes of objects': {
    script: `Object.prototype.extend = function () { return this }; Object.prototype.each = function () {};
      Object.prototype.clone = 7; Object.prototype.first = null; Object.prototype.debugInfo = { polluted: true };`,
  },
  'extended prototypes of arrays, strings and functions': {
    script: `for (const name of ['remove', 'last', 'contains', 'each', 'compact', 'flatten', 'clear'])
        Array.prototype[name] = function () { throw new Error('nobody asked for ' + name) };
      String.prototype.capitalize = function () { return '' }; String.prototype.contains = () => true;
      Function.prototype.delay = function () {}; Function.prototype.bind = function (self, ...args) { const fn = this; return (...more) => fn.apply(self, [...args, ...more]) };
      Element.prototype.remove2 = 1; Node.prototype.visible = () => false; Element.prototype.getElementsByClassName2 = [];`,
  },
  'monkey-patched fetch, timers, promises and listeners': {
    script: `const { fetch, setTimeout, Promise: Native, addEventListener } = { fetch: window.fetch, setTimeout: window.setTimeout, Promise, addEventListener: EventTarget.prototype.addEventListener };
      window.fetch = function (input, init) { return fetch.call(window, input, { ...init }).then((answer) => new Response(answer.body, answer)) };
      window.setTimeout = function (task, pause) { return setTimeout.call(window, function () { try { task() } finally {} }, Math.max(4, pause || 0)) };
      window.Promise = class Patched extends Native {};
      EventTarget.prototype.addEventListener = function (type, listener, options) { return addEventListener.call(this, type, typeof listener === 'function' ? function (event) { return listener.call(this, event) } : listener, options) };
      const define = customElements.define; customElements.define = function (...args) { return define.apply(customElements, args) };
      const stringify = JSON.stringify; JSON.stringify = (...args) => stringify(...args);
      Date.now = ((now) => () => Math.floor(now.call(Date)))(Date.now);`,
  },
  'an old Zone.js': { script: oldZone },
  'a strict policy, Trusted Types and isolation': {
    policy:
      "default-src 'none'; script-src 'self' CHAT; style-src 'self'; img-src 'self' data:; connect-src CHAT ws:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html",
  },
  'quirks mode and a base address': { doctype: '', head: '<base href="https://elsewhere.example/deep/">' },
  'a header above everything, and its own dialogs': {
    css: `header { position: fixed; inset: 0 0 auto; height: 60px; z-index: 2147483647; background: gold } dialog { position: static; width: 100vw }`,
    html: '<header>Above everything</header><dialog open>Its own</dialog>',
  },
  'a body that is transformed': { css: 'body { transform: translateZ(0); filter: none; will-change: transform }' },
  'a body that scrolls in the place of the page': {
    css: 'html, body { height: 100%; margin: 0; overflow: hidden } body { overflow: auto; contain: layout }',
  },
};

/** What the page looked like to scripts before ours came: every own property of what everybody shares. */
const watch = `(() => {
  const shared = { Object, Function, Array, String, Number, Promise, Map, Set, Date, RegExp, Error, JSON, Math, Reflect, Event, EventTarget, Node, Element, HTMLElement, Document, ShadowRoot, Window, Response, Request, History, Storage, CSSStyleSheet };
  const isNoise = (key) => key.startsWith('window.__zone_symbol__');
  const state = () => {
    const found = new Map();
    for (const [name, value] of Object.entries(shared)) {
      for (const [where, holder] of [[name, value], [name + '.prototype', value.prototype]]) {
        if (holder == null) continue;
        for (const key of Reflect.ownKeys(holder)) {
          const own = Object.getOwnPropertyDescriptor(holder, key);
          found.set(where + '.' + String(key), own.value ?? own.get);
        }
      }
    }
    for (const key of Reflect.ownKeys(window)) found.set('window.' + String(key), typeof window[key] === 'function' ? window[key] : true);
    return found;
  };
  let shift = 0;
  let startedAt = Infinity;
  const isOurs = ({ node }) => node === null || node.localName === 'support-chat' || node.getRootNode() !== document;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.startTime > startedAt && !entry.sources.every(isOurs)) shift += entry.value }).observe({ type: 'layout-shift', buffered: true });
  const attributes = () => [document.documentElement, document.body].map((node) => node.getAttributeNames().join() + node.style.cssText).join('|');
  const inHead = () => [...document.head.children].filter((node) => node.localName !== 'link' || node.rel !== 'modulepreload').length;
  const bodyParts = () => document.body.querySelectorAll(':scope > :not(script)').length;
  let before;
  window.__changes = () => {
    const after = state();
    return {
      changed: [...new Set([...before.state.keys(), ...after.keys()])].filter((key) => !isNoise(key) && !Object.is(before.state.get(key), after.get(key))),
      attributes: attributes() === before.attributes,
      head: inHead() - before.head,
      body: bodyParts() - before.body,
      shift,
    };
  };
  window.__startWatching = () => { startedAt = performance.now(); before = { state: state(), attributes: attributes(), head: inHead(), body: bodyParts() } };
})();`;

/** What the chat has done to a page, apart from being there. */
export interface Changes {
  /** Globals and members of shared prototypes that are new, gone or replaced. */
  readonly changed: readonly string[];
  /** Whether `<html>` and `<body>` have the attributes they had. */
  readonly attributes: boolean;
  /** How many more elements the head has, what is only preloaded left out. */
  readonly head: number;
  readonly body: number;
  /** Sum of all layout shifts of the page's own content. */
  readonly shift: number;
}

/** Serves a hostile page from an origin of its own and opens it; collects what the browser complains about. */
export async function openHostilePage(
  page: Page,
  chat: { readonly url: string; readonly widgetKey: string },
  hostile: HostilePage,
): Promise<{ readonly problems: string[]; changes(): Promise<Changes> }> {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  const files: Record<string, string> = {
    '/page.css': `main { height: 3000px } ${hostile.css ?? ''}`,
    '/attack.js': hostile.script ?? '',
    '/watch.js': watch,
    '/start.js': '__startWatching()',
  };
  const drawn = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (path === '/start.js') await drawn.promise;
    const at = `http://${request.headers.host ?? ''}`;
    const body =
      files[path] ??
      `${hostile.doctype ?? '<!doctype html>'}<html lang="en"><head>${hostile.head ?? ''}<title>Hostile</title><link rel="icon" href="data:,">
      <link rel="stylesheet" href="${at}/page.css"><script src="${at}/attack.js"></script><script src="${at}/watch.js"></script></head>
      <body>${hostile.html ?? ''}<main><p id="text">Something to read.</p></main><script src="${at}/start.js"></script>
      <script src="${chat.url}/cdn/widget.js?id=${chat.widgetKey}" crossorigin></script></body></html>`;
    response.setHeader(
      'content-type',
      /\.js$/.test(path) ? 'text/javascript' : /\.css$/.test(path) ? 'text/css' : 'text/html',
    );
    if (hostile.policy !== undefined) {
      response.setHeader('content-security-policy', hostile.policy.replaceAll('CHAT', chat.url));
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
      response.setHeader('cross-origin-opener-policy', 'same-origin');
    }
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  page.once('close', () => server.close());
  const loaded = page.waitForEvent('load');
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'commit' });
  // While the page is still being read, it is drawn in parts that move by themselves.
  await page.locator('#text').waitFor({ state: 'attached' });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  drawn.resolve();
  await loaded;
  return {
    problems,
    changes: () => page.evaluate(() => (window as unknown as { __changes: () => Changes }).__changes()),
  };
}
