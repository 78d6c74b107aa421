import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorldState } from './telegram/simulator/world-state.ts';

/** The simulator's state in the data directory, so that topics and messages are there after a restart. */
export interface SimulatorMemory {
  /** What an earlier run left; undefined when there is nothing. */
  readonly saved: WorldState | undefined;
  /** Resolves when this state, or a later one, is in the file. Calls that come during a write share the next one. */
  save(state: () => WorldState): Promise<void>;
}

export async function openSimulatorMemory(dataDirectory: string | undefined): Promise<SimulatorMemory> {
  if (dataDirectory === undefined) return { saved: undefined, save: () => Promise.resolve() };
  const file = join(dataDirectory, 'telegram-simulator.json');
  await mkdir(dataDirectory, { recursive: true });
  const saved = await read(file);
  let last: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;
  return {
    saved,
    save(state) {
      const write = async () => {
        queued = undefined;
        await writeFile(`${file}.new`, JSON.stringify(state()));
        await rename(`${file}.new`, file);
      };
      // A write that failed has told its own callers; the next one starts all the same.
      queued ??= last = last.then(write, write);
      return queued;
    },
  };
}

async function read(file: string): Promise<WorldState | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as WorldState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read. Delete it to start with an empty Telegram.`, { cause: error });
  }
}
