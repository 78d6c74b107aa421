/** Removes everything that a build makes. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGES, ROOT } from './read-packages.ts';

for (const name of PACKAGES) rmSync(join(ROOT, 'packages', name, 'dist'), { recursive: true, force: true });
