/**
 * `npm run test:engines`: the component tests in Firefox and in WebKit, as far as they are there, where `npm test` runs them
 * in Chromium alone. Minutes more for each save would buy little: what differs is layout and focus, and changes rarely.
 * `npm run test:engines -- --files FILE` runs a part; `ENGINES=webkit` before it, one engine.
 */
import { spawnSync } from 'node:child_process';
import { findFirefox } from './find-firefox.ts';
import { findWebKit } from './webkit/find-webkit.ts';

const installed = [
  { engine: 'firefox', isFound: findFirefox() !== undefined, packages: '"firefox-esr" (or set FIREFOX_PATH)' },
  { engine: 'webkit', isFound: findWebKit() !== undefined, packages: '"webkit2gtk-driver" and "xvfb"' },
];
const wanted = process.env['ENGINES']?.split(',');
for (const { engine, isFound, packages } of installed) {
  if (wanted?.includes(engine) === false) continue;
  if (!isFound) {
    console.error(`${engine}: not found, left out. Install ${packages}.`);
    // Whoever asks for an engine by its name, or has none of them, should not take silence for success.
    if (wanted !== undefined || installed.every((other) => !other.isFound)) process.exitCode = 1;
    continue;
  }
  console.log(`${engine}:`);
  const { status } = spawnSync('wtr', process.argv.slice(2), {
    stdio: 'inherit',
    env: { ...process.env, ENGINES: engine },
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
