import type { SupportChatGlobal } from '../src/loader/commands.ts';
import type { SupportChatElement } from '../src/support-chat/support-chat.ts';
import { waitUntil } from './wait-until.ts';

let pages = 0;

export interface LoaderPageOptions {
  /** See loader-server.mjs. Default `ok`. */
  readonly folder?: 'ok' | 'broken' | 'flaky' | 'silent';
  /** Default `widget.js`. */
  readonly file?: 'widget.js' | 'widget-compat.js';
  /** Of the script's address. Default: `?id=` and the key. */
  readonly query?: string;
  readonly api?: 'ok' | 'branded' | 'refused' | 'down';
  readonly key?: string;
  /** More attributes of the script tag. */
  readonly attributes?: string;
  /** Puts the script tag into the page; default: at the end of the body. */
  readonly html?: (script: string) => string;
  /** Runs before everything else in the page. */
  readonly before?: string;
}

/** A page of its own, in a frame, with the loader's script tag in it, and everything that was thrown or warned there. */
export class LoaderPage {
  readonly frame = document.createElement('iframe');
  readonly warnings: string[] = [];
  readonly errors: string[] = [];

  static async load({
    folder = 'ok',
    api = 'ok',
    key = 'wk_test',
    file = 'widget.js',
    query = `?id=${key}`,
    attributes = '',
    html = (script) => `<body><p>Page</p>${script}</body>`,
    before = '',
  }: LoaderPageOptions = {}): Promise<LoaderPage> {
    const page = new LoaderPage();
    const base = `${location.origin}/loader/${folder}-${Date.now()}-${(pages += 1)}`;
    const script = `<script src="${base}/${file}${query}" data-api-url="${location.origin}/loader/api/${api}" ${attributes}></${'script'}>`;
    // Two seconds between tries, and ten for an answer, are too long for a test, unless the chat itself is to get answers.
    const quick =
      api === 'branded'
        ? ''
        : `const wait = window.setTimeout;
      window.setTimeout = (task, ms, ...rest) => wait(task, ms === 10000 ? ${folder === 'silent' ? 100 : 10_000} : ms >= 2000 ? 0 : ms, ...rest);`;
    page.frame.style.cssText = 'width: 900px; height: 700px; position: fixed; inset: 0; border: 0';
    page.frame.srcdoc = `<!doctype html><html lang="en"><script>${quick}parent.watchLoaderPage(window);${before}</${'script'}>${html(script)}</html>`;
    (window as unknown as { watchLoaderPage: (page: Window) => void }).watchLoaderPage = (inner) => page.#watch(inner);
    document.body.append(page.frame);
    await new Promise((resolve) => page.frame.addEventListener('load', resolve, { once: true }));
    return page;
  }

  get window(): Window & typeof globalThis & { SupportChat: SupportChatGlobal } {
    return this.frame.contentWindow as never;
  }

  get document(): Document {
    return this.frame.contentDocument!;
  }

  get elements(): SupportChatElement[] {
    return Array.from(this.document.querySelectorAll('support-chat'));
  }

  get element(): SupportChatElement | null {
    return this.elements[0] ?? null;
  }

  get launcher(): HTMLButtonElement | null {
    return this.element?.shadowRoot?.querySelector('[part=launcher]') ?? null;
  }

  get note(): string {
    return this.element?.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
  }

  /** Whether the chat itself is there, not only its launcher. */
  get isComplete(): boolean {
    return this.window.customElements.get('support-chat') !== undefined;
  }

  get isOpened(): boolean {
    return this.element?.shadowRoot?.querySelector('dialog')?.open === true;
  }

  get requests(): string[] {
    return this.window.performance
      .getEntriesByType('resource')
      .map(({ name }) => name.replace(/.*\//, '').replace(/\?.*/, ''));
  }

  async untilLauncher(): Promise<HTMLButtonElement> {
    await waitUntil(() => this.launcher !== null, 'there is no launcher');
    return this.launcher!;
  }

  async untilOpened(): Promise<void> {
    await waitUntil(() => this.isOpened, 'the chat did not open');
  }

  /** The conversation comes after the panel that it opens in. */
  async untilDraft(text: string): Promise<void> {
    const draft = () => this.element?.shadowRoot?.querySelector('support-chat-composer')?.draft;
    await waitUntil(() => draft() === text, `the draft is not "${text}"`);
  }

  remove(): void {
    this.frame.remove();
  }

  #watch(inner: Window): void {
    const { console } = inner as Window & typeof globalThis;
    console.warn = (...args: unknown[]) => this.warnings.push(args.join(' '));
    inner.addEventListener('error', ({ message }) => this.errors.push(message));
    inner.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      this.errors.push(`${violatedDirective} forbids ${blockedURI}`),
    );
    inner.addEventListener('unhandledrejection', ({ reason }) => this.errors.push(String(reason)));
  }
}
