import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { readProcessState } from './process-start-time.ts';

/** Somebody else has the data directory open. */
export class DataDirectoryLockedError extends Error {
  override readonly name = 'DataDirectoryLockedError';
  readonly pid: number;

  constructor(directory: string, pid: number) {
    const holder = pid === process.pid ? 'this process' : `process ${pid}`;
    super(`The data directory ${directory} is in use by ${holder}. Stop it first, or choose another directory.`);
    this.pid = pid;
  }
}

interface Holder {
  readonly pid: number;
  readonly startedAt: string | undefined;
}

const FILE = 'lock.json';
const TAKEOVER_FILE = 'lock.takeover';
/** Taking over is a few system calls; one that lasts longer than this died in the middle. */
const TAKEOVER_LIMIT_MS = 10_000;
/** A lock without a holder is either being written right now, or its process died doing so. */
const BEING_WRITTEN_MS = 100;

/**
 * Takes the directory for this process; the answer gives it back. PGlite takes no lock of its own, and two processes on
 * one cluster destroy it.
 *
 * The lock is a file made with O_EXCL that names the process and its start time. A lock whose process is gone, or whose
 * id now belongs to a process that started at another time, is taken over.
 */
export async function lockDataDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, FILE);
  const self = await readProcessState(process.pid);
  const content = JSON.stringify({ pid: process.pid, startedAt: self.kind === 'running' ? self.startedAt : undefined });
  const unlock = () => rm(file, { force: true });

  if (await createExclusively(file, content)) return unlock;
  await refuseIfHeld(directory, file);
  // Found stale. Whoever finds the same must not remove the lock that the first of them takes, so they queue here.
  await whileTakingOver(directory, async () => {
    do {
      await refuseIfHeld(directory, file);
      await rm(file, { force: true });
    } while (!(await createExclusively(file, content)));
  });
  return unlock;
}

async function refuseIfHeld(directory: string, file: string): Promise<void> {
  const holder = (await readHolder(file)) ?? (await setTimeout(BEING_WRITTEN_MS), await readHolder(file));
  if (holder !== undefined && (await isAlive(holder))) throw new DataDirectoryLockedError(directory, holder.pid);
}

async function whileTakingOver(directory: string, work: () => Promise<void>): Promise<void> {
  const file = join(directory, TAKEOVER_FILE);
  while (!(await createExclusively(file, ''))) {
    // Gone between the two calls: the other one has finished.
    const made = await stat(file).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > TAKEOVER_LIMIT_MS) await rm(file, { force: true });
    await setTimeout(20);
  }
  try {
    await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  const state = await readProcessState(holder.pid);
  if (state.kind === 'gone') return false;
  return holder.startedAt === undefined || state.startedAt === undefined || holder.startedAt === state.startedAt;
}

/** `undefined` when there is no lock, or one that is not completely written. */
async function readHolder(file: string): Promise<Holder | undefined> {
  const content = await readIfPresent(file);
  if (content === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return undefined;
    const startedAt = 'startedAt' in value && typeof value.startedAt === 'string' ? value.startedAt : undefined;
    return { pid: value.pid, startedAt };
  } catch {
    return undefined;
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
