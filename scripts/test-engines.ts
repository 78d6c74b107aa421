/**
 * `npm run test:engines`: the component tests in Firefox, where `npm test` runs them in Chromium alone. Half a minute more
 * for each save would buy little: what differs between the two is layout and focus, and changes rarely.
 */
import { spawnSync } from 'node:child_process';
import { findFirefox } from './find-firefox.ts';

if (findFirefox() === undefined) {
  console.error('No Firefox found. Set FIREFOX_PATH or install the package "firefox-esr".');
  process.exit(1);
}
const { status } = spawnSync('wtr', process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, ENGINES: 'firefox' },
});
process.exitCode = status ?? 1;
