import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** `running` with whatever identifies this run of the process, as far as the system tells. */
export type ProcessState =
  { readonly kind: 'gone' } | { readonly kind: 'running'; readonly startedAt: string | undefined };

/**
 * Whether a process with this id runs, and when it started, so that an id given to another process later is noticed.
 * The start time is only comparable with another answer from the same machine; it is `undefined` on Windows.
 */
export async function readProcessState(pid: number): Promise<ProcessState> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return { kind: 'gone' };
  }
  return { kind: 'running', startedAt: await readStartTime(pid) };
}

async function readStartTime(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      // Field 22 of proc_pid_stat(5); the second field, a name in parentheses, may hold spaces. Counted since boot.
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
      return `${boot.trim()}:${ticks}`;
    }
    if (process.platform === 'win32') return undefined;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    // The process may just have ended, or the system hides it; the id alone must do then.
    return undefined;
  }
}
