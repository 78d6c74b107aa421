import type { WireUploadRequest } from '../src/protocol/attachments.ts';
import type { WireAttachment } from '../src/protocol/message.ts';
import type { WireAttachmentRules } from '../src/protocol/widget-config.ts';
import type { PutRequest } from '../src/uploads/put-file.ts';
import type { FakeClock } from './fake-clock.ts';

type Refusal = readonly [status: number, code: string];

interface StoredFile {
  readonly visitorId: string;
  readonly wire: WireAttachment;
  readonly url: string;
  readonly putUntil: number;
  /** What has arrived. */
  text: string | null;
  state: 'pending' | 'stored' | 'refused';
  messageId: string | null;
}

/** Files of visitors, with the semantics of the real server and its storage. A file whose text is `virus` is refused. */
export class FakeFiles {
  rules: WireAttachmentRules = {
    enabled: true,
    max_bytes: 1_000,
    max_files: 3,
    types: ['image/*', 'text/plain'],
  };
  /** How long an address to put a file to is good for. */
  placeSeconds = 60;
  /** How long the bytes travel; progress is told ten times on the way. */
  travelMs = 0;
  readonly all: StoredFile[] = [];
  readonly #clock: FakeClock;
  #announced = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** Names of the files that messages carry. */
  get sentNames(): readonly string[] {
    return this.all.filter(({ messageId }) => messageId !== null).map(({ wire }) => wire.name);
  }

  /** The server forgets what was never sent. */
  deleteUnsent(): void {
    for (const file of this.all.filter(({ messageId }) => messageId === null))
      this.all.splice(this.all.indexOf(file), 1);
  }

  announce(visitorId: string, { name, media_type, byte_size }: WireUploadRequest): object | Refusal {
    const { enabled, max_bytes, types } = this.rules;
    if (!enabled) return [403, 'feature_disabled'];
    if (byte_size > max_bytes) return [413, 'attachment_too_large'];
    const isAllowed = types.some((type) => type === media_type || (type === 'image/*' && /^image\//.test(media_type)));
    if (!isAllowed) return [415, 'attachment_type_refused'];
    const id = `attachment-${++this.#announced}`;
    const url = `https://files.test/${id}`;
    const wire: WireAttachment = { id, name, media_type, byte_size };
    const putUntil = this.#clock.now() + this.placeSeconds * 1000;
    this.all.push({ visitorId, wire, url, putUntil, text: null, state: 'pending', messageId: null });
    const headers = { 'content-type': media_type };
    return { attachment: wire, upload: { url, method: 'PUT', headers, expires_in: this.placeSeconds } };
  }

  /** What the storage does; resolves with the HTTP status. */
  async put({ url, headers, file, signal, onProgress }: PutRequest): Promise<number> {
    const target = this.all.find((one) => one.url === url);
    if (!target || this.#clock.now() > target.putUntil) return 400;
    for (let step = 1; step <= 10 && this.travelMs > 0; step++) {
      await new Promise<void>((resolve) => this.#clock.after(this.travelMs / 10, resolve));
      signal.throwIfAborted();
      onProgress((file.size * step) / 10);
    }
    if (target.text !== null || headers['content-type'] !== target.wire.media_type) return 400;
    target.text = await file.text();
    return 200;
  }

  complete(visitorId: string, id: string): object | Refusal {
    const file = this.#own(visitorId, id);
    if (!file) return [404, 'attachment_not_found'];
    if (file.state === 'pending') {
      if (file.text === null) return [409, 'attachment_not_ready'];
      file.state = file.text === 'virus' ? 'refused' : 'stored';
    }
    return file.state === 'refused' ? [415, 'attachment_type_refused'] : { attachment: file.wire };
  }

  /** Gives files to a message. */
  attach(
    visitorId: string,
    messageId: string,
    ids: readonly string[],
  ): { readonly files: readonly WireAttachment[] } | Refusal {
    if (ids.length > this.rules.max_files) return [400, 'attachment_limit_reached'];
    const files = ids.map((id) => this.#own(visitorId, id));
    for (const file of files) {
      if (!file || file.messageId !== null) return [404, 'attachment_not_found'];
      if (file.state === 'refused') return [415, 'attachment_type_refused'];
      if (file.state === 'pending') return [409, 'attachment_not_ready'];
    }
    for (const file of files) if (file) file.messageId = messageId;
    return { files: files.flatMap((file) => file?.wire ?? []) };
  }

  #own(visitorId: string, id: string): StoredFile | undefined {
    return this.all.find((file) => file.wire.id === id && file.visitorId === visitorId);
  }
}
