import {
  type ChatError,
  type ChatEventMap,
  type ChatMessage,
  type ChatSnapshot,
  type ChatUpload,
  EMPTY_SNAPSHOT,
  type FileAddress,
  type OutgoingMessage,
  type SupportChat,
} from '@support-chat/sdk';
import type { WireVisitorExport } from '@support-chat/sdk/protocol';

type Listeners = { [K in keyof ChatEventMap]?: Set<(event: ChatEventMap[K]) => void> };

/**
 * A chat client without a server: the test decides what the snapshot is and which events are told, and sees what was
 * asked of it in `calls`.
 */
export class FakeChat implements SupportChat {
  readonly calls: string[] = [];
  /** What `load`, `retry` and so on reject with; null lets them succeed. */
  failure: ChatError | null = null;
  /** Where a file is said to be. */
  address: (attachmentId: string) => string = (id) => `https://files.example/${id}`;
  #snapshot: ChatSnapshot;
  readonly #subscribers = new Set<() => void>();
  readonly #listeners: Listeners = {};
  #nextId = 1;

  constructor(snapshot: Partial<ChatSnapshot> = {}) {
    this.#snapshot = Object.freeze({ ...EMPTY_SNAPSHOT, ...snapshot });
  }

  /** Changes the snapshot and tells everybody. */
  update(change: Partial<ChatSnapshot>): void {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...change });
    for (const listener of [...this.#subscribers]) listener();
  }

  emit<K extends keyof ChatEventMap>(type: K, event: ChatEventMap[K]): void {
    for (const listener of [...(this.#listeners[type] ?? [])]) listener(event);
  }

  get subscriberCount(): number {
    return this.#subscribers.size + Object.values(this.#listeners).reduce((sum, set) => sum + (set?.size ?? 0), 0);
  }

  subscribe(listener: () => void): () => void {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  }

  getSnapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  on<K extends keyof ChatEventMap>(type: K, listener: (event: ChatEventMap[K]) => void): () => void {
    const set = ((this.#listeners as Record<string, Set<unknown>>)[type] ??= new Set());
    set.add(listener);
    return () => set.delete(listener);
  }

  load(): Promise<void> {
    return this.#answer('load');
  }

  setOpen(open: boolean): void {
    this.calls.push(`setOpen ${open}`);
  }

  async send(outgoing: string | OutgoingMessage): Promise<ChatMessage> {
    const text = typeof outgoing === 'string' ? outgoing : (outgoing.text ?? '');
    const { uploadIds = [], replyTo, departmentId } = typeof outgoing === 'string' ? {} : outgoing;
    const files = uploadIds.map((id) => `+${id}`).join('');
    await this.#answer(
      ['send', text, files, replyTo && `re:${replyTo}`, departmentId && `to:${departmentId}`].filter(Boolean).join(' '),
    );
    const { uploads, messages } = this.#snapshot;
    const message: ChatMessage = {
      id: `own-${this.#nextId++}`,
      seq: null,
      sender: { kind: 'visitor', name: null, avatarUrl: null },
      type: 'text',
      text,
      content: null,
      attachments: uploads
        .filter(({ id }) => uploadIds.includes(id))
        .map(({ id, name, mediaType, byteSize }) => {
          return { id, name, mediaType, byteSize, width: null, height: null, durationMs: null };
        }),
      replyTo: null,
      createdAt: Date.now(),
      editedAt: null,
      deletedAt: null,
      delivery: { state: 'queued' },
    };
    this.update({ messages: [...messages, message], uploads: uploads.filter(({ id }) => !uploadIds.includes(id)) });
    return message;
  }

  retry(messageId: string): Promise<void> {
    return this.#answer(`retry ${messageId}`);
  }

  discard(messageId: string): Promise<void> {
    return this.#answer(`discard ${messageId}`);
  }

  loadOlder(): Promise<void> {
    return this.#answer('loadOlder');
  }

  markRead(): Promise<void> {
    return this.#answer('markRead');
  }

  edit(messageId: string, text: string): Promise<void> {
    return this.#answer(`edit ${messageId} ${text}`);
  }

  unsend(messageId: string): Promise<void> {
    return this.#answer(`unsend ${messageId}`);
  }

  setTyping(isTyping: boolean): void {
    this.calls.push(`setTyping ${isTyping}`);
  }

  async upload(file: Blob): Promise<ChatUpload> {
    const name = file instanceof File ? file.name : 'file';
    await this.#answer(`upload ${name}`);
    const upload: ChatUpload = {
      id: `upload-${this.#nextId++}`,
      name,
      mediaType: file.type,
      byteSize: file.size,
      file,
      state: { name: 'waiting' },
    };
    this.update({ uploads: [...this.#snapshot.uploads, upload] });
    return upload;
  }

  pauseUpload(uploadId: string): void {
    this.calls.push(`pauseUpload ${uploadId}`);
  }

  resumeUpload(uploadId: string): void {
    this.calls.push(`resumeUpload ${uploadId}`);
  }

  async cancelUpload(uploadId: string): Promise<void> {
    await this.#answer(`cancelUpload ${uploadId}`);
    this.update({ uploads: this.#snapshot.uploads.filter(({ id }) => id !== uploadId) });
  }

  async fileUrl(attachmentId: string): Promise<FileAddress> {
    await this.#answer(`fileUrl ${attachmentId}`);
    return { url: this.address(attachmentId), expiresAt: Date.now() + 60_000, disposition: 'inline' };
  }

  loadConversations(): Promise<void> {
    return this.#answer('loadConversations');
  }

  openConversation(conversationId: string | null): Promise<void> {
    return this.#answer(`openConversation ${conversationId}`);
  }

  startConversation(): Promise<void> {
    return this.#answer('startConversation');
  }

  async submitPrechat(answers: Readonly<Record<string, string | boolean>>): Promise<void> {
    await this.#answer(`submitPrechat ${JSON.stringify(answers)}`);
    this.update({ needsPrechat: false });
  }

  loadDepartments(): Promise<void> {
    return this.#answer('loadDepartments');
  }

  end(): Promise<void> {
    return this.#answer('end');
  }

  rate(feedback: object): Promise<void> {
    return this.#answer(`rate ${JSON.stringify(feedback)}`);
  }

  async requestTranscript(email = 'ana@example.com'): Promise<string> {
    await this.#answer(`requestTranscript ${email}`);
    return email;
  }

  identify(who: unknown): Promise<void> {
    return this.#answer(`identify ${typeof who === 'function' ? 'by callback' : JSON.stringify(who)}`);
  }

  logout(): Promise<void> {
    return this.#answer('logout');
  }

  resume(token: string): Promise<void> {
    return this.#answer(`resume ${token}`);
  }

  track(name: string): void {
    this.calls.push(`track ${name}`);
  }

  page(url = ''): void {
    this.calls.push(`page ${url}`);
  }

  async trigger(id: string): Promise<boolean> {
    await this.#answer(`trigger ${id}`);
    return this.#snapshot.status === 'ready';
  }

  dismissProactive(): void {
    this.calls.push('dismissProactive');
    this.update({ proactive: null });
  }

  async setConsent(decision: 'granted' | 'denied'): Promise<void> {
    await this.#answer(`setConsent ${decision}`);
    this.update({ consent: decision });
  }

  async exportData(): Promise<WireVisitorExport> {
    await this.#answer('exportData');
    return {
      exported_at: '2026-11-21T12:00:00Z',
      organization: 'Northwind',
      visitor: {
        id: 'visitor-1',
        external_id: null,
        name: null,
        email: null,
        phone: null,
        avatar_url: null,
        locale: null,
        traits: {},
        consent: 'unknown',
        identified_at: null,
        context: {},
        banned_at: null,
        banned_until: null,
        created_at: '2026-11-21T11:00:00Z',
        last_seen_at: '2026-11-21T12:00:00Z',
      },
      sessions: [],
      consents: [],
      events: [],
      conversations: [],
      attachments: [],
    };
  }

  deleteData(): Promise<void> {
    return this.#answer('deleteData');
  }

  reconnect(): void {
    this.calls.push('reconnect');
  }

  destroy(): void {
    this.calls.push('destroy');
  }

  #answer(call: string): Promise<void> {
    this.calls.push(call);
    return this.failure === null ? Promise.resolve() : Promise.reject(this.failure);
  }
}
