import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/**
 * The browser for tests: what CHROME_PATH names, else the one Playwright brought, else the system's.
 * Undefined when there is none.
 */
export function findChromium(): string | undefined {
  const candidates = [
    process.env['CHROME_PATH'],
    chromium.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** Flags for a browser that talks to nobody but this machine; a root user has no sandbox to offer. */
export function chromiumArguments(): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ];
}
