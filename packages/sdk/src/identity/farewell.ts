import type { ClientParts } from '../client-parts.ts';
import { transitionFor } from '../http/error-transition.ts';
import { MESSAGE_PREFIX } from '../outbox/outbox-storage.ts';
import { isFresh, type StoredSession } from '../session/session-state.ts';
import { SESSION_KEY } from '../session/session-key.ts';
import { isLease, keptStorage, wipe } from '../session/storage-guard.ts';
import { shown } from '../store/chat-reducer.ts';
import { readRecord, type VisitorRecord, writeRecord } from './visitor-record.ts';

/** The server is told, but nobody waits long for it: what counts has happened here by then. */
const PATIENCE_MS = 5_000;

/** Ways to end it for good: here first where the visitor wants to be gone, on the server first where data is. */
export function createFarewell(parts: ClientParts) {
  const { storage, store, session, send, runLocked, outbox, share, leave, timers, signal, logger } = parts;

  let mayBeErased = false;

  /** Everything of this widget, in this browser and all its tabs; `stays` is put back. Resolves with what has ended. */
  const forget = (stays: (record: VisitorRecord) => Partial<VisitorRecord> | null): Promise<StoredSession | null> =>
    // Nobody renews or makes a session in between.
    runLocked(
      'session',
      async () => {
        const ended = session.current;
        const left = stays(await readRecord(storage));
        // The messages first: whoever looks for something to send from now on finds none of this visitor.
        for (const key of (await storage.list(MESSAGE_PREFIX)).keys()) await storage.delete(key);
        // Before the others hear of it: whoever looks for a session from then on finds none.
        await storage.delete(SESSION_KEY);
        leave();
        share({ type: 'leave' });
        await wipe(storage, (key) => !isLease(key));
        if (left) await writeRecord(storage, left);
        await outbox.reread();
        share({ type: 'outbox', sendingId: null });
        share({ type: 'visitor' });
        return ended;
      },
      signal,
    );

  /** Whoever has shared this device with somebody else has decided for the device, like with the banner of the site. */
  const forgetVisitor = (): Promise<StoredSession | null> =>
    forget(({ consent }) => consent && { consent: { ...consent, toldIn: null } });

  /** Nobody else has its tokens any more. */
  const end = async (ended: StoredSession): Promise<void> => {
    const refresh = async (): Promise<string> => {
      const body = { refresh_token: ended.refresh_token };
      return (await send('chat/session/refresh', { body, timeoutMs: PATIENCE_MS })).access_token;
    };
    const tell = (token: string): Promise<unknown> =>
      send('chat/session/end', { body: {}, timeoutMs: PATIENCE_MS }, token);
    try {
      if (!isFresh(ended, timers.now())) return void (await tell(await refresh()));
      await tell(ended.access_token);
    } catch (error) {
      const transition = transitionFor(error);
      if (transition === 'renew-session') return; // it was over already
      if (transition !== 'renew-token') throw error;
      await tell(await refresh());
    }
  };

  return {
    forgetVisitor,

    async logout(): Promise<void> {
      const ended = await forgetVisitor();
      if (!ended) return;
      await end(ended).catch((error: unknown) =>
        logger('warn', 'The server was not told of the logout; the session ends there when nobody uses it.', error),
      );
    },

    /** @throws {ChatError} */
    async deleteData(): Promise<void> {
      try {
        if (session.current) await session.authorized('existing', 'DELETE chat/data', {});
      } catch (error) {
        const transition = transitionFor(error);
        // The answer to an earlier try was lost, and now there is nobody left.
        const isDone = mayBeErased && transition === 'renew-session';
        mayBeErased ||= transition === 'wait';
        if (!isDone) throw error;
      }
      mayBeErased = false;
      await forget(() => null);
      // As if the visitor had never been asked.
      const consent = parts.consent ?? 'unknown';
      if (parts.consent && consent !== 'granted' && keptStorage(parts)) {
        storage.use(null);
        store.dispatch(shown({ storage: 'memory' }));
      }
      store.dispatch(shown({ consent }));
    },
  };
}
