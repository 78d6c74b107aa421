// Component tests in real browsers: `ENGINES=chromium` (default), `firefox`, `webkit`, or several: `ENGINES=chromium,firefox`.
// A single file: `npx wtr --files 'packages/element/src/loader/*.test.ts'`.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromium } from 'playwright';
import { loaderServer } from './packages/element/testing/loader-server.mjs';
import { reactModules } from './packages/sdk/testing/react-modules.mjs';
import { webkitLauncher } from './scripts/webkit/webkit-launcher.ts';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

function chromiumOptions() {
  const candidates = [process.env.CHROME_PATH, chromium.executablePath(), '/usr/bin/chromium'];
  const executablePath = candidates.find((path) => path && existsSync(path));
  if (!executablePath)
    throw new Error(
      'No Chromium found. Set CHROME_PATH, or run "npx playwright install chromium", or install the package "chromium".',
    );
  // Chromium's own sandbox refuses to run as root, as in most containers.
  const isRoot = process.getuid?.() === 0;
  return { executablePath, args: isRoot ? ['--no-sandbox'] : [] };
}

function firefoxOptions() {
  const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
  if (!existsSync(executablePath))
    throw new Error('No Firefox found. Set FIREFOX_PATH or install the package "firefox-esr".');
  return { channel: 'moz-firefox', executablePath };
}

const engines = {
  chromium: () => playwrightLauncher({ product: 'chromium', launchOptions: chromiumOptions() }),
  // One window at a time: Firefox gives the focus to one alone, where Chromium lets every tab believe that it has it.
  firefox: () => playwrightLauncher({ product: 'firefox', launchOptions: firefoxOptions(), concurrency: 1 }),
  webkit: () => webkitLauncher(),
};

/** Says how many tests ran: a run without tests must not look like a good one. */
const totals = {
  onTestRunFinished({ sessions }) {
    let passed = 0;
    let failed = 0;
    const walk = (suite) => {
      for (const test of suite.tests) {
        if (test.skipped) continue;
        if (test.passed) passed += 1;
        else failed += 1;
      }
      suite.suites.forEach(walk);
    };
    for (const { testResults } of sessions) {
      if (testResults) walk(testResults);
      else failed += 1;
    }
    console.log(`${passed} passed, ${failed} failed`);
  },
};

export default {
  files: ['packages/element/src/**/*.test.ts', 'packages/sdk/src/**/*.browser.test.ts'],
  nodeResolve: { exportConditions: ['@support-chat/source', 'browser', 'development'] },
  reporters: [defaultReporter(), totals],
  concurrency: 2,
  // Nothing is timed here: on a busy machine an audit by axe alone takes seconds.
  testFramework: { config: { timeout: '15000' } },
  browsers: (process.env.ENGINES ?? 'chromium').split(',').map((engine) => engines[engine]()),
  middleware: [loaderServer()],
  plugins: [reactModules(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig: here('tsconfig.test.json') })],
  coverageConfig: { include: ['packages/element/src/**'], reporters: ['text', 'lcov'] },
};
