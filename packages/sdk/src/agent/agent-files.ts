/**
 * Files of an agent's messages. Guarantees: a file is stored before its message is, so that both survive a reload, and
 * any tab can bring it; its bytes go to the server before the message does.
 */
import { ChatError } from '../errors.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { Timers } from '../lib/timers.ts';
import { fileKey } from '../outbox/outbox-storage.ts';
import type { OutboxEntry, OutboxFile } from '../outbox/outbox-entry.ts';
import type { WireUploadResponse } from '../protocol/attachments.ts';
import type { FallbackStorage } from '../storage/fallback-storage.ts';
import type { UploadState } from '../store/chat-state.ts';
import type { RunLocked } from '../tabs/tab-locks.ts';
import { nameOf } from '../uploads/check-file.ts';
import type { PutFile } from '../uploads/put-file.ts';
import { shrinkFile, type ShrinkPicture } from '../uploads/shrink-picture.ts';
import { sweepFiles } from '../uploads/sweep-files.ts';
import { createTurns } from '../uploads/turns.ts';
import { createUploadJob, type UploadJob } from '../uploads/upload-job.ts';
import { readUpload, writeUpload } from '../uploads/upload-record.ts';
import { fieldsOf } from './wire/read-value.ts';

export interface AgentFilesOptions {
  readonly call: CallAgent;
  readonly storage: FallbackStorage;
  readonly runLocked: RunLocked;
  readonly putFile: PutFile;
  readonly shrinkPicture: ShrinkPicture;
  readonly timers: Timers;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Whose files they are. */
  readonly ownerId: () => string;
  readonly onState: (fileId: string, state: UploadState) => void;
  readonly signal: AbortSignal;
}

const AT_ONCE = 2;
const MAX_IMAGE_EDGE = 2_560;

export function createAgentFiles(options: AgentFilesOptions) {
  const { call, storage, uuid } = options;
  const jobs = new Map<string, UploadJob>();
  /** Of this page, where storage takes none. */
  const fleeting = new Map<string, Blob>();
  const takeTurn = createTurns(AT_ONCE);
  void sweepFiles(options); // the storage never rejects

  const readFile = async (id: string): Promise<Blob | null> => {
    const stored = fleeting.get(id) ?? (await storage.get(fileKey(id)));
    return stored instanceof Blob ? stored : null;
  };

  const jobOf = (file: OutboxFile, conversationId: string): UploadJob => {
    const { id } = file;
    const job =
      jobs.get(id) ??
      createUploadJob({
        ...options,
        ...file,
        takeTurn,
        server: {
          ownerId: options.ownerId,
          announce: async (body) =>
            toPlace(await call('agent/upload', { body: { ...body, conversation_id: conversationId } })),
          complete: (attachment_id) => call('agent/upload/complete', { body: { attachment_id } }),
        },
        readFile: () => readFile(id),
        readRecord: () => readUpload(storage, id),
        onRecord: (record) => void writeUpload(storage, id, record),
        onState: (state) => options.onState(id, state),
      });
    jobs.set(id, job);
    return job;
  };

  return {
    /** Takes files for a message that is about to be written down. */
    async take(files: readonly Blob[]): Promise<readonly OutboxFile[]> {
      const taken: OutboxFile[] = [];
      for (const file of files) {
        const smaller = await shrinkFile(file, MAX_IMAGE_EDGE, options.shrinkPicture);
        const source = { id: uuid(), name: nameOf(file, undefined), mediaType: smaller.type, byteSize: smaller.size };
        const isKept = await storage.keepFile(fileKey(source.id), smaller);
        if (!isKept) fleeting.set(source.id, smaller);
        taken.push({ ...source, ...(!isKept && { isFleeting: true }) });
      }
      return taken;
    },

    /** Brings the files of a message to the server; resolves with their ids there. @throws {ChatError} */
    settle: ({ files = [], conversationId = '' }: OutboxEntry): Promise<readonly string[]> =>
      Promise.all(files.map((file) => jobOf(file, conversationId).start())),

    wake: (isForced: boolean): void => jobs.forEach((job) => job.wake(isForced)),

    /** Lets go of the files of messages that have arrived or were discarded. */
    keepOnly(entries: readonly OutboxEntry[]): void {
      const carried = new Set(entries.flatMap(({ files = [] }) => files.map(({ id }) => id)));
      for (const [id, job] of jobs) {
        if (carried.has(id)) continue;
        job.stop();
        jobs.delete(id);
        fleeting.delete(id);
      }
    },
  };
}

/** @throws {ChatError} when the answer is none */
function toPlace(answer: unknown): WireUploadResponse {
  const { attachment, upload } = fieldsOf<WireUploadResponse>(answer);
  const isPlace =
    typeof fieldsOf<{ id: string }>(attachment).id === 'string' &&
    typeof fieldsOf<{ url: string }>(upload).url === 'string';
  if (!isPlace) throw new ChatError('network_unavailable', 'The answer is not readable.', { retryable: true });
  return answer as WireUploadResponse;
}
