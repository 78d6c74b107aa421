import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** The last step of `npm test`, and the one that needs the registry; by itself: `npm run test:examples`. */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results',
  workers: 1,
  // Most of it is for installing and building; a page has no more time than in any other test.
  timeout: 600_000,
  use: { ...base.use, actionTimeout: 20_000, navigationTimeout: 20_000 },
  projects: (base.projects ?? []).filter(({ name }) => name === 'chromium'),
});
