/** Run with: deno test -A packages/server-edge/src/app.deno.ts */
import { appSuite } from './app-suite.ts';

/** The one thing that is needed of Deno here, so that this package does not depend on its types. */
declare const Deno: { test(title: string, run: () => Promise<void>): void };

for (const [subject, cases] of Object.entries(appSuite)) {
  for (const [title, run] of Object.entries(cases)) Deno.test(`${subject}: ${title}`, run);
}
