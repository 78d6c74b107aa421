/**
 * The thread PGlite lives in. PGlite blocks its event loop while a statement runs, so it never runs on the main thread.
 * Tasks are run strictly one after the other, in the order they were asked for.
 */
import { parentPort, workerData } from 'node:worker_threads';

import { LocalDatabaseError } from './local-database.ts';
import type { PgliteFailure, PgliteMessage, PgliteRequest, PgliteWorkerOptions } from './pglite-messages.ts';
import { PgliteSession } from './pglite-session.ts';

const port = parentPort;
if (port === null) throw new Error('pglite-worker.ts runs in a worker thread only.');

const post = (message: PgliteMessage, transfer?: readonly ArrayBuffer[]) => port.postMessage(message, transfer);

try {
  const session = await PgliteSession.open(workerData as PgliteWorkerOptions, {
    notified: (channel, payload) => post({ kind: 'notification', channel, payload }),
    noticed: (severity, message) => post({ kind: 'notice', severity, message }),
  });

  let queue = Promise.resolve();
  const answer = async ({ id, task }: PgliteRequest) => {
    try {
      const value = await session.run(task);
      post(
        { kind: 'answer', id, value },
        task.kind === 'dump' ? [(value as Uint8Array<ArrayBuffer>).buffer] : undefined,
      );
    } catch (error) {
      post({ kind: 'refusal', id, failure: describe(error) });
    }
    if (task.kind === 'close') port.close();
  };
  port.on('message', (request: PgliteRequest) => {
    queue = queue.then(() => answer(request));
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'failed', failure: describe(error) });
  port.close();
}

function describe(error: unknown): PgliteFailure {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  return {
    message: error instanceof Error ? error.message : String(error),
    sqlstate: error instanceof LocalDatabaseError ? error.sqlstate : (text(fields['code']) ?? 'XX000'),
    detail: text(fields['detail']),
    hint: text(fields['hint']),
  };
}
