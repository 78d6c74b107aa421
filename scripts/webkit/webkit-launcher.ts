/**
 * Component tests in WebKit: a launcher for Web Test Runner that drives the small browser of WebKitGTK by WebDriver.
 * It calls itself by the name of Playwright's launcher and gives out a page with the same few methods, because that is
 * whom the runner's commands (keys, mouse, viewport) know. One window, one test file at a time.
 */
import type { BrowserLauncher } from '@web/test-runner';
import { findWebKit } from './find-webkit.ts';
import { startWebKit, type WebDriverSession } from './start-webkit.ts';
import { webDriverPage, type WebDriverPage } from './webdriver-page.ts';

const SIZE = { width: 800, height: 600 };

export function webkitLauncher(): BrowserLauncher & { getPage(): WebDriverPage } {
  let session: WebDriverSession | undefined;
  let page: WebDriverPage | undefined;
  let active: string | undefined;
  const drive = (): WebDriverPage => {
    if (page === undefined) throw new Error('WebKit has not been started.');
    return page;
  };
  return {
    name: 'WebKit',
    type: 'playwright',
    concurrency: 1,
    async initialize() {
      const paths = findWebKit();
      if (paths === undefined)
        throw new Error('No WebKit found. Install the packages "webkit2gtk-driver" and "xvfb", or set MINIBROWSER.');
      session = await startWebKit(paths);
      page = webDriverPage(session);
    },
    async startSession(sessionId, url) {
      active = sessionId;
      await drive().setViewportSize(SIZE);
      await drive().goto(url);
    },
    isActive: (sessionId) => sessionId === active,
    getBrowserUrl: () => drive().url(),
    getPage: drive,
    async stopSession() {
      await drive().clearStorage();
      // Ends whatever still runs in the page.
      await drive().goto('about:blank');
      active = undefined;
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('WebKit is driven without a debugger.')),
    stop: async () => session?.stop(),
  };
}
