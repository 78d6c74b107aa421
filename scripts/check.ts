/** `npm run check`: all that a pull request needs. Tests come last, and the tree must be as clean as it was. */
import { execFileSync } from 'node:child_process';
import { ROOT } from './read-packages.ts';
import { runSteps } from './run-steps.ts';
import { STATIC_STEPS, TEST_STEPS } from './steps.ts';

const build = TEST_STEPS.filter((step) => step.name === 'build');
const before = treeState();
await runSteps([...build, ...STATIC_STEPS, ...TEST_STEPS.filter((step) => step.name !== 'build')]);
if (treeState() !== before) {
  console.error('✗ the check changed files of the working tree; see git status.');
  process.exitCode = 1;
}

function treeState(): string {
  return execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' });
}
