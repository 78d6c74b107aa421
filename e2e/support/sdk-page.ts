import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { SupportChat } from '@support-chat/sdk';
import { build } from 'esbuild';

declare global {
  interface Window {
    /** The client of the bare page. */
    chat: SupportChat;
  }
}

/** A page with nothing on it but the SDK and a list of the messages that it shows. */
const html = (apiUrl: string): string => `<!doctype html>
<meta charset="utf-8" />
<title>A bare page</title>
<ol></ol>
<script type="module">
  import { createSupportChat } from './index.js';

  const chat = createSupportChat({ widgetKey: 'wk_demo', apiUrl: '${apiUrl}' });
  const draw = () => {
    const { messages, connection, storage } = chat.getSnapshot();
    Object.assign(document.documentElement.dataset, { connection, storage });
    const rows = messages.map(({ text, sender, delivery }) => {
      const row = document.createElement('li');
      row.textContent = text;
      row.dataset.state = delivery?.state ?? sender.kind;
      return row;
    });
    document.querySelector('ol').replaceChildren(...rows);
  };
  window.chat = chat;
  chat.subscribe(draw);
  draw();
  chat.setOpen(true);
</script>`;

/** The SDK as a bundler makes it: the core, and the chunks that are loaded when they are needed. */
async function bundleSdk(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@support-chat/sdk'))],
    entryNames: 'index',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@support-chat/source'],
    outdir: '/',
    write: false,
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/]/, '/'), text]));
}

/** A site of its own, with nothing but the bare page. */
export interface SdkSite {
  readonly url: string;
  close(): void;
}

/**
 * A real server, because a page that is made up by interception counts as one from the public network, and Chromium
 * lets none of those open a socket to this machine.
 */
export async function startSdkSite(apiUrl: string): Promise<SdkSite> {
  const files = await bundleSdk();
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(url);
    response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
    response.end(file ?? html(apiUrl));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** One tab with the bare page. */
export class SdkPage {
  readonly page: Page;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('listitem');
  }

  static async open(context: BrowserContext, site: SdkSite): Promise<SdkPage> {
    const tab = new SdkPage(await context.newPage());
    await tab.page.goto(site.url);
    return tab;
  }

  /** Resolves once the message is stored and shown. */
  async send(text: string): Promise<void> {
    await this.page.evaluate(async (words) => void (await window.chat.send(words)), text);
  }

  /** What is shown, as `text (state)`. */
  lines(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => `${row.textContent} (${row.dataset['state']})`));
  }

  /** Texts alone. */
  async texts(): Promise<string[]> {
    return this.rows.allInnerTexts();
  }

  connection(): Promise<string | undefined> {
    return this.page.evaluate(() => document.documentElement.dataset['connection']);
  }

  storage(): Promise<string | undefined> {
    return this.page.evaluate(() => document.documentElement.dataset['storage']);
  }

  /** The tab dies: no event tells the page. Where a browser can not be made to crash, it is closed without a question. */
  async kill(): Promise<void> {
    if (this.page.context().browser()?.browserType().name() !== 'chromium') return this.page.close();
    const session = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    session.send('Page.crash').catch(() => {}); // the answer dies with the page
    await crashed;
  }
}
