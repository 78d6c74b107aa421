import { spawn } from 'node:child_process';
import { ROOT } from './read-packages.ts';

export interface Step {
  readonly name: string;
  /** An npm script, or a command of node_modules/.bin. */
  readonly command: readonly [string, ...string[]];
}

/**
 * Runs the steps one after the other with their output, then prints what became of each. A failing step does not stop
 * the ones after it, so one run shows everything that is wrong; only a step named `build` does, since the rest needs it.
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const results: { name: string; seconds: number; outcome: 'passed' | 'failed' | 'not run' }[] = [];
  let buildFailed = false;
  for (const step of steps) {
    if (buildFailed) {
      results.push({ name: step.name, seconds: 0, outcome: 'not run' });
      continue;
    }
    console.log(`\n── ${step.name} ${'─'.repeat(Math.max(3, 72 - step.name.length))}`);
    const started = Date.now();
    const isPassed = await run(step.command);
    results.push({ name: step.name, seconds: (Date.now() - started) / 1000, outcome: isPassed ? 'passed' : 'failed' });
    buildFailed = !isPassed && step.name === 'build';
  }

  console.log('');
  for (const { name, seconds, outcome } of results) {
    console.log(
      `${outcome === 'passed' ? '✓' : '✗'} ${name.padEnd(28)} ${outcome.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s`,
    );
  }
  const passed = results.filter((result) => result.outcome === 'passed').length;
  console.log(`\nsteps: ${passed} of ${results.length} passed`);
  if (passed < results.length) process.exitCode = 1;
}

function run([command, ...commandArguments]: readonly [string, ...string[]]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}
