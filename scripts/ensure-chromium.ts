/**
 * Makes sure that browser tests have a Chromium. On Debian and Ubuntu as root it installs the system's package; anywhere
 * else it says what to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.ts';

const help = [
  'Browser tests need Chromium, and none was found. One of these helps:',
  '  sudo apt-get install chromium        (Debian, Ubuntu)',
  '  npx playwright install chromium      (any system; downloads a browser)',
  '  CHROME_PATH=/path/to/chrome npm test (a browser you already have)',
].join('\n');

if (findChromium() === undefined) {
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log('Chromium is missing; installing the package "chromium" (about 90 MB) …');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env: environment });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
  }
  if (findChromium() === undefined) {
    console.error(help);
    process.exit(1);
  }
}
console.log(`Browser: ${findChromium() ?? ''}`);
