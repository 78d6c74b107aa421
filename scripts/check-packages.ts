/** publint on every package, as npm would publish it. */
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { conclude, PACKAGES, readManifest, ROOT } from './read-packages.ts';

const problems: string[] = [];
for (const name of PACKAGES) {
  const { messages, pkg } = await publint({ pkgDir: join(ROOT, 'packages', name), strict: true });
  for (const message of messages) {
    if (message.type === 'suggestion') continue;
    problems.push(`${readManifest(name).name}: ${formatMessage(message, pkg) ?? message.code}`);
  }
}
conclude('packages', problems, 'publint has nothing to say');
