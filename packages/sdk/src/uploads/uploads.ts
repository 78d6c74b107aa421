/**
 * Files on their way to the server, before and while their message is. Guarantees:
 *
 * - until a message carries it, a file is only in this page's memory; who leaves without sending it has left nothing;
 * - a file is stored before its message is, and deleted after it (`outbox-storage`), so that an unsent message keeps its
 *   files over a reload or a crash, and any tab can bring them;
 * - where storage takes no files the message is kept without them, and the snapshot says so (`storage: 'partial'`).
 */
import type { ClientParts } from '../client-parts.ts';
import { ChatError, isChatError } from '../errors.ts';
import { fileKey } from '../outbox/outbox-storage.ts';
import type { OutboxFile } from '../outbox/outbox-entry.ts';
import { shown } from '../store/chat-reducer.ts';
import type { ChatUpload, UploadState } from '../store/chat-state.ts';
import type { UploadOptions } from '../support-chat.ts';
import { checkKind, checkSize, nameOf } from './check-file.ts';
import { browserPutFile } from './put-file.ts';
import { browserShrinkPicture, shrinkFile } from './shrink-picture.ts';
import { sweepFiles } from './sweep-files.ts';
import { createTurns } from './turns.ts';
import { createUploadJob, type UploadJob, type UploadServer } from './upload-job.ts';
import { readUpload, writeUpload } from './upload-record.ts';

export type Uploads = ReturnType<typeof createUploads>;

/** A file that is known here. */
interface KnownFile {
  readonly id: string;
  readonly job: UploadJob;
  /** Null for a file of an earlier page or another tab, whose bytes are in storage. */
  upload: ChatUpload | null;
  /** `chosen`: no message carries it yet. `taken`: one is about to. `carried`: one in the outbox does. */
  stage: 'chosen' | 'taken' | 'carried';
  /** How often the server did not know the file when its message came. */
  losses: number;
}

const AT_ONCE = 2;
const DEFAULT_MAX_IMAGE_EDGE = 2_560;
const MAX_LOSSES = 2;

export function createUploads(parts: ClientParts) {
  const { store, storage, session, uuid, signal } = parts;
  const known = new Map<string, KnownFile>();
  const takeTurn = createTurns(AT_ONCE);
  const putFile = parts.putFile ?? browserPutFile(parts.fetch);
  const shrinkPicture = parts.shrinkPicture ?? browserShrinkPicture;
  const server: UploadServer = {
    ownerId: () => session.current?.visitor_id ?? '',
    announce: (body) => session.authorized('create', 'chat/upload', { body }),
    complete: (id) => session.authorized('create', 'chat/upload/complete', { body: { attachment_id: id } }),
  };
  /** One picture is in memory at a time, and files stay in the order in which they were chosen. */
  let preparing: Promise<unknown> = Promise.resolve();
  let inPreparation = 0;
  /** Counts visitors of this page: what one has chosen, the next one never sees. */
  let era = 0;

  const chosen = (): readonly KnownFile[] => [...known.values()].filter(({ stage }) => stage === 'chosen');

  const show = (): void => {
    const uploads = chosen().flatMap(({ upload }) => upload ?? []);
    store.dispatch(shown({ uploads: Object.freeze(uploads) }));
  };

  const drop = (file: KnownFile): void => {
    known.delete(file.id);
    file.job.stop();
  };

  const know = (source: OutboxFile, upload: ChatUpload | null): KnownFile => {
    const { id } = source;
    const job = createUploadJob({
      ...parts,
      ...source,
      server,
      putFile,
      takeTurn,
      readFile: async () => file.upload?.file ?? (await readStoredFile(id)),
      readRecord: async () => (file.stage === 'chosen' ? null : readUpload(storage, id)),
      onRecord(record) {
        if (file.stage !== 'chosen' && known.has(id)) void writeUpload(storage, id, record);
      },
      onState: (state) => setState(file, state),
    });
    const file: KnownFile = { id, job, upload, stage: upload ? 'chosen' : 'carried', losses: 0 };
    known.set(id, file);
    return file;
  };

  const setState = (file: KnownFile, state: UploadState): void => {
    if (!file.upload || !known.has(file.id)) return;
    file.upload = Object.freeze({ ...file.upload, state: Object.freeze(state) });
    if (file.stage === 'chosen') show();
  };

  const readStoredFile = async (id: string): Promise<Blob | null> => {
    const stored = await storage.get(fileKey(id));
    return stored instanceof Blob ? stored : null;
  };

  /** Lets go of the files of messages that have arrived or were discarded, here or in another tab. */
  const followOutbox = (): void => {
    const carried = new Set(store.state.outbox.flatMap(({ files = [] }) => files.map(({ id }) => id)));
    for (const file of known.values()) {
      if (carried.has(file.id)) file.stage = 'carried';
      else if (file.stage === 'carried') drop(file);
    }
  };

  store.subscribe(followOutbox);
  parts.onLeave(() => {
    era += 1;
    known.forEach(drop);
    show();
  });
  const wake = (isForced: boolean): void => known.forEach(({ job }) => job.wake(isForced));
  parts.wakers.add(wake);
  void sweepFiles(parts); // the storage never rejects

  const prepare = async (file: Blob, { name, maxImageEdge = DEFAULT_MAX_IMAGE_EDGE }: UploadOptions) => {
    const rules = store.state.config?.features.attachments;
    const since = era;
    const smaller = await shrinkFile(file, maxImageEdge, shrinkPicture);
    if (rules) checkSize(smaller, rules);
    if (signal.aborted) throw new ChatError('client_destroyed', 'This client was destroyed.');
    if (since !== era) throw new ChatError('aborted', 'The visitor has left.');
    const source = { id: uuid(), name: nameOf(file, name), mediaType: smaller.type, byteSize: smaller.size };
    return know(source, Object.freeze({ ...source, file: smaller, state: Object.freeze({ name: 'waiting' }) }));
  };

  return {
    async upload(file: Blob, options: UploadOptions = {}): Promise<ChatUpload> {
      // Without a configuration the server alone decides.
      const rules = store.state.config?.features.attachments;
      if (rules) {
        checkKind(file, rules);
        if (chosen().length + inPreparation >= rules.maxFiles) {
          throw new ChatError('attachment_limit_reached', `A message may have at most ${rules.maxFiles} files.`);
        }
      }
      inPreparation += 1;
      const preparation = preparing.then(() => prepare(file, options)).finally(() => (inPreparation -= 1));
      preparing = preparation.catch(() => {}); // the caller hears of it; the next file must not
      const { id, job } = await preparation;
      void job.start();
      return known.get(id)?.upload as ChatUpload;
    },

    pauseUpload(uploadId: string): void {
      const file = known.get(uploadId);
      const isUnderWay = file?.upload?.state.name === 'waiting' || file?.upload?.state.name === 'uploading';
      if (file?.stage !== 'chosen' || !isUnderWay) return;
      file.job.stop();
      setState(file, { name: 'paused' });
    },

    resumeUpload(uploadId: string): void {
      const file = known.get(uploadId);
      if (file?.stage === 'chosen') void file.job.start();
    },

    async cancelUpload(uploadId: string): Promise<void> {
      const file = known.get(uploadId);
      if (file?.stage !== 'chosen') return;
      drop(file);
      show();
    },

    /** A message is about to carry these. @throws {ChatError} `attachment_not_found`, and why an upload has failed */
    async take(uploadIds: readonly string[]): Promise<readonly OutboxFile[]> {
      const files = [...new Set(uploadIds)].map((id) => {
        const file = known.get(id);
        if (file?.stage !== 'chosen' || !file.upload) {
          throw new ChatError('attachment_not_found', 'There is no such upload.');
        }
        if (file.upload.state.name === 'failed') throw file.upload.state.error;
        return { file, upload: file.upload };
      });
      for (const { file } of files) file.stage = 'taken';
      const taken: OutboxFile[] = [];
      for (const { file, upload } of files) {
        const { id, name, mediaType, byteSize } = upload;
        const isKept = await storage.keepFile(fileKey(id), upload.file);
        if (file.job.record) await writeUpload(storage, id, file.job.record);
        void file.job.start();
        taken.push({ id, name, mediaType, byteSize, ...(!isKept && { isFleeting: true }) });
      }
      show();
      return taken;
    },

    /** Brings the files of a message to the server; resolves with their ids there. @throws {ChatError} */
    settle: (files: readonly OutboxFile[]): Promise<readonly string[]> =>
      Promise.all(files.map((file) => (known.get(file.id) ?? know(file, null)).job.start())),

    /**
     * What a refusal of a message means. Its files may have been lost with an old session, or have waited for longer
     * than the server keeps them: then they are brought again, and the message waits.
     */
    judge(error: unknown, files: readonly OutboxFile[]): unknown {
      const isLoss = isChatError(error) && /^attachment_not_(found|ready)$/.test(error.code);
      const lost = isLoss ? files.flatMap(({ id }) => known.get(id) ?? []) : [];
      if (lost.length === 0 || lost.some(({ losses }) => losses >= MAX_LOSSES)) return error;
      for (const file of lost) {
        file.losses += 1;
        file.job.reset();
      }
      return new ChatError('attachment_not_ready', 'The files have to be brought again.', { retryable: true });
    },
  };
}
