/**
 * `npm start`: builds, then becomes the local stack.
 *
 * npm runs scripts through a shell, and a shell that is told to end does not tell its child. So this process watches
 * whether its parent is still there, and stops as for any other signal when it is not.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './read-packages.ts';

try {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
} catch {
  // The compiler has said what is wrong, right above.
  console.error('\n  The build failed, so there is nothing to start.\n');
  process.exit(1);
}
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 500).unref();
await import(pathToFileURL(join(ROOT, 'packages/local/dist/main.js')).href);
