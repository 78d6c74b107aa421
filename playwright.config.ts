import { defineConfig, type Project } from '@playwright/test';
import { chromiumArguments, findChromium } from './scripts/find-chromium.ts';
import { findFirefox } from './scripts/find-firefox.ts';

const firefox = findFirefox();
const isWorker = process.env['TEST_WORKER_INDEX'] !== undefined;
if (firefox === undefined && !isWorker) {
  process.emitWarning(
    'No Firefox found (FIREFOX_PATH, or the package firefox-esr): the journeys run in Chromium alone.',
  );
}

/** What depends on the browser more than on the page: storage, locks, channels, the network. */
const inFirefox: Project[] =
  firefox === undefined
    ? []
    : [
        {
          name: 'firefox',
          testMatch: 'sdk.test.ts',
          use: { browserName: 'firefox', channel: 'moz-firefox', launchOptions: { executablePath: firefox } },
        },
      ];

export default defineConfig({
  testDir: 'e2e',
  // These install from the registry, and have a configuration of their own.
  testIgnore: 'packed/**',
  outputDir: 'test-results',
  // The machine runs the stack, the simulator and the browser at once.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: { viewport: { width: 1280, height: 800 }, trace: 'retain-on-failure' },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: { executablePath: findChromium() ?? '', args: chromiumArguments() },
      },
    },
    ...inFirefox,
  ],
});
