/**
 * One file's way to the server: a place is asked for, the bytes are put there, and the server looks at them. Guarantees:
 *
 * - no answer is never the end: it goes on after a pause, with the least work that is still needed (bytes that have
 *   arrived do not travel again; a place that is no longer good is replaced);
 * - tabs that know of the same file never bring it at once (lock), and what one has done the next one takes over;
 * - only a refusal, or bytes that are gone, makes it `failed`; `start` tries again then.
 */
import { type RetryPause, startRetryPause } from '../connection/retry-pause.ts';
import { ChatError, isChatError } from '../errors.ts';
import { transitionFor } from '../http/error-transition.ts';
import { onAbort } from '../lib/abort.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireSignedUpload, WireUploadRequest, WireUploadResponse } from '../protocol/attachments.ts';
import type { UploadState } from '../store/chat-state.ts';
import type { RunLocked } from '../tabs/tab-locks.ts';
import type { PutFile } from './put-file.ts';
import type { UploadRecord } from './upload-record.ts';

/** The server's part in it. Rejects with `ChatError`. */
export interface UploadServer {
  /** For whom a file is kept there: another visitor cannot send it. */
  ownerId(): string;
  announce(file: WireUploadRequest): Promise<WireUploadResponse>;
  complete(attachmentId: string): Promise<unknown>;
}

export interface UploadJobOptions {
  readonly id: string;
  readonly name: string;
  /** As the browser says; may be empty. */
  readonly mediaType: string;
  readonly byteSize: number;
  /** Null when the bytes are gone. */
  readonly readFile: () => Promise<Blob | null>;
  /** What this tab or another one has written down about the file; null when it is not written down. */
  readonly readRecord: () => Promise<UploadRecord | null>;
  readonly onRecord: (record: UploadRecord | null) => void;
  readonly onState: (state: UploadState) => void;
  readonly server: UploadServer;
  readonly putFile: PutFile;
  readonly takeTurn: <Result>(task: () => Promise<Result>) => Promise<Result>;
  readonly runLocked: RunLocked;
  readonly timers: Timers;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

export type UploadJob = ReturnType<typeof createUploadJob>;

interface Place extends WireSignedUpload {
  readonly expiresAt: number;
}

const FIRST_PAUSE_MS = 1_000;
/** Progress is told in so many steps, not for every packet. */
const PROGRESS_STEPS = 20;
/** Without a sign of life for so long, the connection is taken for dead. */
const STALL_MS = 60_000;
/** Where there are no signs of life to be had. */
const BLIND_STALL_MS = 10 * 60_000;
/** A storage that refuses every place it gave, or never has what it took, will not come to its senses. */
const MAX_REFUSALS = 5;

export function createUploadJob(options: UploadJobOptions) {
  const { id, name, mediaType, byteSize, server, timers, onState } = options;
  let record: UploadRecord | null = null;
  let place: Place | null = null;
  /** The server may have the bytes. */
  let mayHaveArrived = false;
  let refusals = 0;
  let run: { readonly controller: AbortController; readonly done: Promise<string> } | null = null;
  let pausing: RetryPause | null = null;
  let shownStep = -1;

  const note = (next: UploadRecord | null): void => {
    record = next;
    options.onRecord(next);
  };

  const forget = (): void => {
    place = null;
    mayHaveArrived = false;
    if (record) note(null);
  };

  /** For another visitor than the one who brought it, the server would not know it. */
  const isOwn = ({ visitorId }: UploadRecord): boolean => visitorId === server.ownerId();

  const complete = async (attachmentId: string): Promise<string> => {
    await server.complete(attachmentId);
    if (record?.attachmentId === attachmentId) note({ ...record, isComplete: true });
    return attachmentId;
  };

  /** Null when the bytes have to travel. */
  const completeWhatArrived = async (): Promise<string | null> => {
    if (!record || !mayHaveArrived) return null;
    try {
      return await complete(record.attachmentId);
    } catch (error) {
      const code = isChatError(error) && error.code;
      if (code === 'attachment_not_found') forget();
      else if (code !== 'attachment_not_ready') throw error;
      mayHaveArrived = false;
      return null;
    }
  };

  const findPlace = async (): Promise<Place> => {
    if (record && place && timers.now() < place.expiresAt) return place;
    const askedAt = timers.now();
    const { attachment, upload } = await server.announce({ name, media_type: mediaType, byte_size: byteSize });
    mayHaveArrived = false;
    note({ attachmentId: attachment.id, visitorId: server.ownerId(), isComplete: false });
    return (place = { ...upload, expiresAt: askedAt + upload.expires_in * 1000 });
  };

  const tellProgress = (sentBytes: number): void => {
    const step = Math.floor(Math.min(1, sentBytes / byteSize) * PROGRESS_STEPS);
    if (step === shownStep) return;
    shownStep = step;
    onState({ name: 'uploading', progress: step / PROGRESS_STEPS });
  };

  /** Resolves with the HTTP status. */
  const put = async (file: Blob, { url, headers }: Place, signal: AbortSignal): Promise<number> => {
    const controller = new AbortController();
    const undoAbort = onAbort(signal, () => controller.abort());
    let cancelStall = (): void => {};
    const expectLife = (withinMs: number): void => {
      cancelStall();
      cancelStall = timers.after(withinMs, () => controller.abort());
    };
    expectLife(BLIND_STALL_MS);
    const onProgress = (sentBytes: number): void => {
      if (controller.signal.aborted) return;
      expectLife(STALL_MS);
      tellProgress(sentBytes);
    };
    const interrupted = new Promise<never>((_, reject) =>
      onAbort(controller.signal, () =>
        reject(new ChatError('timeout', 'The upload stands still.', { retryable: true })),
      ),
    );
    try {
      mayHaveArrived = true;
      const sending = options.putFile({ url, headers, file, signal: controller.signal, onProgress });
      return await Promise.race([sending, interrupted]);
    } finally {
      cancelStall();
      undoAbort();
    }
  };

  const attempt = async (signal: AbortSignal): Promise<string> => {
    if (record?.isComplete) return record.attachmentId;
    const arrived = await completeWhatArrived();
    if (arrived !== null) return arrived;
    signal.throwIfAborted();
    const file = await options.readFile();
    if (!file) throw new ChatError('attachment_not_found', 'The file is no longer here. Choose it again.');
    const target = await findPlace();
    signal.throwIfAborted();
    shownStep = -1;
    tellProgress(0);
    const status = await put(file, target, signal);
    signal.throwIfAborted();
    if (status >= 500 || status === 408 || status === 429) {
      throw new ChatError('storage_unavailable', `The storage answered ${status}.`, { status, retryable: true });
    }
    if (status >= 300) {
      // Expired, or used: bytes whose answer got lost are there already.
      place = null;
      if (++refusals >= MAX_REFUSALS) throw toRefusal(status);
    }
    const attachmentId = await completeWhatArrived();
    if (attachmentId !== null) return attachmentId;
    if (status < 300) {
      // It was taken, and may only be on its way from one of their machines to the next.
      mayHaveArrived = true;
      if (++refusals >= MAX_REFUSALS) throw new ChatError('attachment_not_ready', 'The server does not find the file.');
    }
    throw new ChatError('attachment_not_ready', 'The file has not arrived.', { retryable: true });
  };

  const execute = async (signal: AbortSignal): Promise<string> => {
    record = (await options.readRecord()) ?? record;
    // Whoever wrote it down may have got further than it says.
    mayHaveArrived ||= record !== null && place === null;
    for (let failures = 1; ; failures++) {
      try {
        const attachmentId = await options.takeTurn(() => {
          signal.throwIfAborted();
          return attempt(signal);
        });
        signal.throwIfAborted();
        return attachmentId;
      } catch (error) {
        signal.throwIfAborted();
        if (transitionFor(error) === 'refuse') throw error;
        onState({ name: 'waiting' });
        pausing = startRetryPause({ ...options, signal }, FIRST_PAUSE_MS, failures, error);
        await pausing.over;
        signal.throwIfAborted();
      }
    }
  };

  const runOnce = async (controller: AbortController): Promise<string> => {
    const { signal } = controller;
    const undoAbort = onAbort(options.signal, () => controller.abort());
    // Calls that cannot be called off go on without anybody waiting for them.
    const stopped = new Promise<never>((_, reject) =>
      onAbort(signal, () => reject(new ChatError('aborted', 'Called off.'))),
    );
    try {
      const work = options.runLocked(`upload:${id}`, () => Promise.race([execute(signal), stopped]), signal);
      const attachmentId = await Promise.race([work, stopped]);
      onState({ name: 'uploaded' });
      return attachmentId;
    } catch (cause) {
      const error = isChatError(cause)
        ? cause
        : new ChatError('network_unavailable', 'The upload could not begin.', { retryable: true, cause });
      if (!signal.aborted) {
        run = null;
        refusals = 0;
        onState({ name: 'failed', error });
      }
      throw error;
    } finally {
      undoAbort();
    }
  };

  const stop = (): void => {
    run?.controller.abort();
    run = null;
  };

  const reset = (): void => {
    stop();
    forget();
  };

  return {
    /** Begins, or goes on; resolves with the attachment's id. Further calls share the outcome. @throws {ChatError} */
    start(): Promise<string> {
      if (record?.isComplete && !isOwn(record)) reset();
      if (run) return run.done;
      const controller = new AbortController();
      onState({ name: 'waiting' });
      const done = runOnce(controller);
      done.catch(() => {}); // whoever waits hears of it, and the state shows it
      run = { controller, done };
      return done;
    },

    /** What has not arrived travels again from its beginning. */
    stop,

    wake: (isForced: boolean): void => pausing?.end(isForced),

    /** The server does not know what it had: the file has to be brought again. */
    reset,

    get record(): UploadRecord | null {
      return record;
    },
  };
}

function toRefusal(status: number): ChatError {
  if (status === 413) return new ChatError('attachment_too_large', 'The storage takes no file as large.', { status });
  if (status === 415) return new ChatError('attachment_type_refused', 'The storage takes no such file.', { status });
  return new ChatError('storage_unavailable', `The storage refuses the file (${status}).`, { status });
}
