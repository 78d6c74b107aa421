import { describe, it } from 'node:test';
import { appSuite } from './app-suite.ts';

for (const [subject, cases] of Object.entries(appSuite)) {
  describe(subject, () => {
    for (const [title, run] of Object.entries(cases)) it(title, run);
  });
}
