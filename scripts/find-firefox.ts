import { existsSync } from 'node:fs';

/**
 * A Firefox for tests: what FIREFOX_PATH names, else the system's. Undefined when there is none. Playwright drives a
 * stock Firefox through its channel `moz-firefox`; it needs no build of its own.
 */
export function findFirefox(): string | undefined {
  const candidates = [
    process.env['FIREFOX_PATH'],
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
