/**
 * The visitor API in memory, with the semantics of the real one: idempotent messages, one revision per change,
 * rotating refresh tokens (the one before the newest stays good until the newest is used). Faults are switched on by
 * the test, and every request is written down.
 */
import type { FetchLike } from '../src/http/http-client.ts';
import type { WireUploadRequest } from '../src/protocol/attachments.ts';
import type { WireConversation } from '../src/protocol/conversation.ts';
import type { WireMessage, WireMessageRequest, WireQuote, WireSender } from '../src/protocol/message.ts';
import type { WireSession } from '../src/protocol/session.ts';
import type { WireSync } from '../src/protocol/sync.ts';
import type { WireAvailability, WireWidgetConfig } from '../src/protocol/widget-config.ts';
import type { PutFile } from '../src/uploads/put-file.ts';
import type { FakeClock } from './fake-clock.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeRealtime } from './fake-realtime.ts';
import { type FakeConversation, FakeConversations } from './fake-conversations.ts';
import { type FakeSession, FakeVisitors } from './fake-visitors.ts';

export type Fault =
  /** Nobody answers the phone. */
  | { readonly kind: 'down' }
  /** The server does the work, the answer never arrives. */
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly retryAfter?: string }
  /** The server does the work at once, the answer takes this long. */
  | { readonly kind: 'late-answer'; readonly delayMs: number }
  /** The request takes this long. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Somebody else answers, with a page. */
  | { readonly kind: 'portal' };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly token: string | null;
  readonly at: number;
}

interface Session extends FakeSession {
  generation: number;
  readonly refreshTokens: Map<string, number>;
}

interface AccessToken {
  readonly session: Session;
  readonly visitorId: string;
  readonly expiresAt: number;
}

type Conversation = FakeConversation;

const MIKA: WireSender = { kind: 'agent', name: 'Mika', avatar_url: null };

export class FakeServer {
  readonly realtime = new FakeRealtime();
  readonly requests: RecordedRequest[] = [];
  readonly visitors: FakeVisitors;
  readonly actions: FakeConversations;
  /** What differs in the widget's configuration. */
  settings: Partial<WireWidgetConfig> = {};
  /** Whether the next message opens the last conversation again, as within `behavior.reopen_hours`. */
  reopens = false;
  readonly files: FakeFiles;
  readonly conversations: Conversation[] = [];
  /** Applies to every request, until set back to null. */
  fault: Fault | null = null;
  /** Applies to the coming requests, one each; an entry may name the path that it waits for. */
  readonly nextFaults: (Fault & { readonly path?: string })[] = [];
  tokenLifetimeSeconds = 3600;
  /** How often a refresh token came that was replaced long ago. */
  reuses = 0;
  pageSize = 50;
  pollLimit = 200;
  availability: WireAvailability = {
    status: 'online',
    agents: [{ name: 'Mika', avatar_url: null }],
    reply_time_seconds: 120,
  };
  readonly #clock: FakeClock;
  readonly #sessions = new Map<string, Session>();
  readonly #accessTokens = new Map<string, AccessToken>();
  #counter = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.files = new FakeFiles(clock);
    const ownedBy = (id: string): readonly Conversation[] => this.conversations.filter((one) => one.visitorId === id);
    this.actions = new FakeConversations({
      clock,
      conversations: this.conversations,
      open: (visitorId) => this.#openConversation(visitorId),
      touch: (conversation, change) => this.#touch(conversation, change),
      announce: (conversation, event, payload) => this.#announce(conversation, event, payload),
      sync: (visitorId) => this.#sync(visitorId, undefined, 0),
    });
    this.visitors = new FakeVisitors({
      clock,
      issueAccess: (session) => this.#issueAccess(session as Session),
      open: (visitorId) => this.#createSession(visitorId),
      tracks: () => this.config.features?.tracking === true,
      revoke: (id) => this.#sessions.forEach((session) => (session.isRevoked ||= session.visitorId === id)),
      conversationOf: (id) => ownedBy(id).at(-1)?.wire.id ?? null,
      moveConversations: (from, to) => this.#moveConversations([...ownedBy(to), ...ownedBy(from)], from, to),
      deleteConversations: (id) => {
        const gone = ownedBy(id);
        for (const one of gone) this.conversations.splice(this.conversations.indexOf(one), 1);
        return gone.flatMap(({ messages }) => messages).length;
      },
    });
  }

  readonly fetch: FetchLike = async (url, init) => {
    const request = this.#record(url, init);
    return this.#exchange(request, init.signal, () => this.#answer(request));
  };

  /** The storage, to which bytes go past the API. Its requests are written down under `PUT`. */
  readonly putFile: PutFile = async (put) => {
    const request = { method: 'PUT', path: 'PUT', query: {}, body: put.url, token: null, at: this.#clock.now() };
    this.requests.push(request);
    const answer = async (): Promise<Response> => new Response(null, { status: await this.files.put(put) });
    return (await this.#exchange(request, put.signal, answer)).status;
  };

  async #exchange(
    request: RecordedRequest,
    signal: AbortSignal | null | undefined,
    answer: () => Response | Promise<Response>,
  ): Promise<Response> {
    const index = this.nextFaults.findIndex(({ path }) => path === undefined || path === request.path);
    const fault = this.fault ?? (index >= 0 ? this.nextFaults.splice(index, 1)[0] : undefined) ?? null;
    if (fault?.kind === 'slow') await this.#delay(fault.delayMs, signal);
    signal?.throwIfAborted();
    if (fault?.kind === 'down') throw new TypeError('fetch failed');
    if (fault?.kind === 'portal') return new Response('<h1>Welcome to the hotel</h1>');
    if (fault?.kind === 'status') {
      return refuse(
        fault.status,
        fault.code,
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
      );
    }
    const response = await answer();
    if (fault?.kind === 'late-answer') await this.#delay(fault.delayMs, signal);
    if (fault?.kind === 'lost-answer') throw new TypeError('fetch failed');
    return response;
  }

  /** Requests for one endpoint. */
  requestsTo(path: string): readonly RecordedRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  /** Texts of a visitor's messages in the order in which the server holds them, over all conversations. */
  get visitorTexts(): readonly string[] {
    return this.conversations.flatMap(({ messages }) =>
      messages.filter(({ sender }) => sender.kind === 'visitor').map(({ text }) => text),
    );
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  get config(): WireWidgetConfig {
    return {
      protocol: 1,
      id: 'wk_demo',
      name: 'Demo',
      version: 1,
      branding: {
        team_name: 'Robin & friends',
        accent: '#0a7',
        logo_url: null,
        greeting_title: 'Hello',
        greeting_text: null,
      },
      localization: { default_locale: 'en' },
      departments: [],
      features: {
        attachments: this.files.rules,
        feedback: true,
        nps: false,
        transcript: true,
        typing: true,
        receipts: true,
        emoji: true,
        voice: false,
        history: true,
        tracking: false,
      },
      availability: this.availability,
      limits: { message_characters: 4000 },
      realtime: { url: 'ws://realtime.test/realtime/v1', api_key: 'sb_publishable_test' },
      ...this.settings,
    };
  }

  /** An agent writes into the newest conversation. */
  reply(text: string, options: { readonly isSilent?: boolean; readonly isInternal?: boolean } = {}): WireMessage {
    const conversation = this.#newest();
    const message = this.#append(conversation, { id: this.#uuid('agent'), text, sender: MIKA });
    if (options.isInternal) {
      conversation.messages = conversation.messages.map((one) =>
        one.id === message.id ? { ...one, isInternal: true } : one,
      );
    } else if (!options.isSilent) this.#announce(conversation, 'message.created', { message });
    return message;
  }

  /** An agent writes into a certain conversation. */
  replyIn(conversationId: string, text: string, isSilent = false): WireMessage {
    const conversation = this.conversations.find(({ wire }) => wire.id === conversationId) as Conversation;
    const message = this.#append(conversation, { id: this.#uuid('agent'), text, sender: MIKA });
    if (!isSilent) this.#announce(conversation, 'message.created', { message });
    return message;
  }

  /** Tells the visitor of a certain conversation something. */
  announceIn(conversationId: string, event: string, payload: object): void {
    const conversation = this.conversations.find(({ wire }) => wire.id === conversationId) as Conversation;
    this.#announce(conversation, event, payload);
  }

  /** An agent corrects a message. */
  edit(id: string, text: string, options: { readonly isSilent?: boolean } = {}): void {
    const conversation = this.#newest();
    const revision = this.#touch(conversation, {}).revision;
    conversation.messages = conversation.messages.map((message) =>
      message.id === id ? { ...message, text, revision, edited_at: this.#isoNow() } : message,
    );
    const message = conversation.messages.find((candidate) => candidate.id === id);
    if (message && !options.isSilent) this.#announce(conversation, 'message.updated', { message });
  }

  /** An agent takes a message back. */
  delete(id: string, options: { readonly isSilent?: boolean } = {}): void {
    const conversation = this.#newest();
    const known = conversation.messages.find((message) => message.id === id);
    if (!known) return;
    const { revision } = this.#touch(conversation, {});
    const message: WireMessage = { ...known, text: '', revision, deleted_at: this.#isoNow() };
    conversation.messages = conversation.messages.map((one) => (one.id === id ? message : one));
    if (!options.isSilent) this.#announce(conversation, 'message.updated', { message });
  }

  /** Changes the conversation and tells of it. */
  update(change: Partial<WireConversation>, options: { readonly isSilent?: boolean } = {}): void {
    const conversation = this.#newest();
    const wire = this.#touch(conversation, change);
    if (!options.isSilent) this.#announce(conversation, 'conversation.updated', { conversation: wire });
  }

  /** A conversation that exists without its visitor having a session here, for example from years ago. */
  revokeSessions(): void {
    for (const session of this.#sessions.values()) session.isRevoked = true;
  }

  /** Whether this refresh token would be accepted now. */
  acceptsRefresh(refreshToken: string): boolean {
    return [...this.#sessions.values()].some(
      ({ isRevoked, generation, refreshTokens }) =>
        !isRevoked && (refreshTokens.get(refreshToken) ?? -Infinity) >= generation - 1,
    );
  }

  /** Access tokens stop working, refresh tokens do not. */
  expireAccessTokens(): void {
    this.#accessTokens.clear();
  }

  /** Forgets one visitor's conversations. */
  deleteConversations(): void {
    this.conversations.length = 0;
  }

  #record(url: string, init: RequestInit): RecordedRequest {
    const parsed = new URL(url);
    const request: RecordedRequest = {
      method: init.method ?? 'GET',
      path: parsed.pathname.replace(/^.*\/support-chat\//, ''),
      query: Object.fromEntries(parsed.searchParams),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      token: new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? null,
      at: this.#clock.now(),
    };
    this.requests.push(request);
    return request;
  }

  #delay(delayMs: number, signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(delayMs, resolve);
      signal?.addEventListener('abort', () => {
        cancel();
        reject(new DOMException('Aborted.', 'AbortError'));
      });
    });
  }

  #answer(request: RecordedRequest): Response {
    const { path, query, body } = request;
    if (query['id'] !== 'wk_demo') return refuse(404, 'widget_not_found');
    if (path === 'widget-config') return Response.json(this.config);
    if (path === 'chat/session') return Response.json(this.#createSession());
    if (path === 'chat/session/resume') return toResponse(this.visitors.resume((body as { token: string }).token));
    if (path === 'chat/session/refresh') return this.#refresh((body as { refresh_token: string }).refresh_token);

    if (path === 'chat/departments') {
      const { departments, hours, availability } = this.config;
      return Response.json({ departments, hours, availability });
    }
    const known = this.#accessTokens.get(request.token ?? '');
    if (!known || known.expiresAt <= this.#clock.now()) return refuse(401, 'token_expired');
    const { session } = known;
    if (session.isRevoked) return refuse(401, 'session_revoked');
    // One that names a visitor who has been merged with another is too old for everything but these.
    const isAboutSession = path === 'chat/identify' || path === 'chat/session/end';
    if (known.visitorId !== session.visitorId && !isAboutSession) return refuse(401, 'token_expired');
    const answer = this.visitors.answer(path, request.method, body, session);
    if (answer) return toResponse(answer);
    const acted = this.actions.answer(request, session.visitorId);
    if (acted) return toResponse(acted);
    switch (path) {
      case 'chat/upload':
        return toResponse(this.files.announce(session.visitorId, body as WireUploadRequest));
      case 'chat/upload/complete':
        return toResponse(
          this.files.complete(session.visitorId, (body as { readonly attachment_id: string }).attachment_id),
        );
      case 'chat/message':
        return this.#postMessage(session, body as WireMessageRequest);
      case 'chat/poll':
        return Response.json(
          this.#sync(session.visitorId, query['conversation_id'], Number(query['after_revision'] ?? 0)),
        );
      case 'chat/messages': {
        const conversation = this.#own(session, query['conversation_id']);
        if (!conversation) return refuse(404, 'conversation_not_found');
        const { after_seq: after, before_seq: before } = query;
        const found = conversation.messages.filter(
          ({ seq, isInternal }) => seq < Number(before ?? Infinity) && seq > Number(after ?? 0) && !isInternal,
        );
        const limit = Number(query['limit']);
        const messages = after === undefined ? found.slice(-limit) : found.slice(0, limit);
        return Response.json({ messages, has_more: found.length > limit });
      }
      case 'chat/read': {
        const { conversation_id, seq } = body as { conversation_id: string; seq: number };
        const conversation = this.#own(session, conversation_id);
        if (!conversation) return refuse(404, 'conversation_not_found');
        if (seq > conversation.wire.visitor_read_seq) {
          const wire = this.#touch(conversation, { visitor_read_seq: Math.min(seq, conversation.wire.last_seq) });
          this.#announce(conversation, 'read.updated', { conversation: wire });
        }
        return Response.json({ conversation: conversation.wire });
      }
      default:
        return refuse(404, 'not_found');
    }
  }

  #createSession(visitorId = this.#uuid('visitor')): WireSession {
    const session: Session = {
      id: this.#uuid('session'),
      visitorId,
      generation: 1,
      refreshTokens: new Map(),
      isRevoked: false,
    };
    this.#sessions.set(session.id, session);
    return this.#issue(session);
  }

  #issue(session: Session): WireSession {
    const refreshToken = this.#uuid('refresh');
    session.refreshTokens.set(refreshToken, session.generation);
    return { ...this.#issueAccess(session), refresh_token: refreshToken };
  }

  #issueAccess(session: Session): Omit<WireSession, 'refresh_token'> {
    const accessToken = this.#uuid('access');
    const { visitorId } = session;
    this.#accessTokens.set(accessToken, {
      session,
      visitorId,
      expiresAt: this.#clock.now() + this.tokenLifetimeSeconds * 1000,
    });
    return {
      session_id: session.id,
      visitor_id: session.visitorId,
      access_token: accessToken,
      expires_in: this.tokenLifetimeSeconds,
      realtime_topic: `support:visitor:${session.visitorId}`,
    };
  }

  #refresh(refreshToken: string): Response {
    const session = [...this.#sessions.values()].find(({ refreshTokens }) => refreshTokens.has(refreshToken));
    if (!session) return refuse(401, 'refresh_token_invalid');
    if (session.isRevoked) return refuse(401, 'session_revoked');
    const generation = session.refreshTokens.get(refreshToken) ?? 0;
    if (generation < session.generation - 1) {
      session.isRevoked = true;
      this.reuses += 1;
      return refuse(401, 'refresh_token_reused');
    }
    if (generation === session.generation) session.generation += 1;
    return Response.json(this.#issue(session));
  }

  #postMessage(session: Session, request: WireMessageRequest): Response {
    if (request.conversation_id && !this.#own(session, request.conversation_id))
      return refuse(404, 'conversation_not_found');
    for (const { messages, visitorId } of this.conversations) {
      const known = messages.find(({ id }) => id === request.id);
      if (known)
        return visitorId === session.visitorId ? Response.json({ message: known }) : refuse(409, 'message_id_conflict');
    }
    const attachmentIds = request.attachment_ids ?? [];
    if (request.text.trim() === '' && attachmentIds.length === 0) return refuse(400, 'message_invalid');
    if (request.text.startsWith('refuse me')) return refuse(400, 'message_invalid');
    const quoted = this.conversations
      .filter(({ visitorId }) => visitorId === session.visitorId)
      .flatMap(({ messages }) => messages.find(({ id }) => id === request.reply_to) ?? [])[0];
    if (request.reply_to && !quoted) return refuse(404, 'message_not_found');
    const attached = this.files.attach(session.visitorId, request.id, attachmentIds);
    if (!('files' in attached)) return toResponse(attached);
    const isBeginning = !request.conversation_id && !this.#hasOpen(session.visitorId);
    if (isBeginning && this.config.prechat?.is_required && !request.prechat) return refuse(400, 'prechat_invalid');
    if (request.prechat) this.actions.prechat.push(request.prechat);
    const conversation = this.#openConversation(session.visitorId);
    const sender: WireSender = { kind: 'visitor', name: null, avatar_url: null };
    const message = this.#append(conversation, {
      id: request.id,
      text: request.text,
      sender,
      ...(attached.files.length > 0 && { type: 'file', attachments: attached.files }),
      ...(quoted && { reply_to: toQuote(quoted) }),
    });
    this.#announce(conversation, 'message.created', { message });
    return Response.json({ message });
  }

  #hasOpen(ownerId: string): boolean {
    return this.conversations.some(
      ({ visitorId, wire }) => visitorId === ownerId && (wire.status === 'queued' || wire.status === 'active'),
    );
  }

  #openConversation(ownerId: string): Conversation {
    const own = this.conversations.filter(({ visitorId }) => visitorId === ownerId);
    const open = own.find(({ wire }) => wire.status === 'queued' || wire.status === 'active');
    if (open) return open;
    const last = own.at(-1);
    if (last && this.reopens) {
      this.#touch(last, { status: 'queued' });
      return last;
    }
    const conversation: Conversation = {
      visitorId: ownerId,
      messages: [],
      wire: {
        id: this.#uuid('conversation'),
        number: 1024 + this.conversations.length,
        status: 'queued',
        revision: 0,
        last_seq: 0,
        delivered_seq: 0,
        seen_seq: 0,
        visitor_read_seq: 0,
        agent: null,
        created_at: this.#isoNow(),
      },
    };
    this.conversations.push(conversation);
    return conversation;
  }

  #sync(ownerId: string, conversationId: string | undefined, afterRevision: number): WireSync {
    const conversation = this.conversations.filter(({ visitorId }) => visitorId === ownerId).at(-1);
    const { availability } = this;
    if (!conversation) return { conversation: null, messages: [], has_more: false, availability };
    const visible = conversation.messages.filter(({ isInternal }) => !isInternal);
    const after = conversation.wire.id === conversationId ? afterRevision : 0;
    if (after === 0) {
      return {
        conversation: conversation.wire,
        messages: visible.slice(-this.pageSize),
        has_more: false,
        availability,
      };
    }
    const changed = visible.filter(({ revision }) => revision > after).sort((a, b) => a.revision - b.revision);
    const messages = changed.slice(0, this.pollLimit);
    return { conversation: conversation.wire, messages, has_more: changed.length >= this.pollLimit, availability };
  }

  #append(
    conversation: Conversation,
    part: Pick<WireMessage, 'id' | 'text' | 'sender'> & Partial<WireMessage>,
  ): WireMessage {
    const { revision, last_seq: seq } = this.#touch(conversation, { last_seq: conversation.wire.last_seq + 1 });
    const message: WireMessage = {
      type: 'text',
      ...part,
      conversation_id: conversation.wire.id,
      seq,
      revision,
      created_at: this.#isoNow(),
      edited_at: null,
      deleted_at: null,
    };
    conversation.messages.push(message);
    return message;
  }

  /** One stays open: the newest. */
  #moveConversations(all: readonly Conversation[], from: string, visitorId: string): void {
    const open = all
      .filter(({ wire }) => wire.status === 'queued' || wire.status === 'active')
      .sort((a, b) => b.wire.number - a.wire.number);
    for (const one of open.slice(1)) this.#touch(one, { status: 'closed' });
    for (const one of all) one.visitorId = visitorId;
    const conversation = open[0]?.wire;
    // Tells whoever still listens to the visitor that was.
    const payload = { conversation, visitor_id: visitorId };
    if (conversation) this.realtime.broadcast(`support:visitor:${from}`, 'conversation.updated', payload);
  }

  #touch(conversation: Conversation, change: Partial<WireConversation>): WireConversation {
    conversation.wire = { ...conversation.wire, ...change, revision: conversation.wire.revision + 1 };
    return conversation.wire;
  }

  #announce({ visitorId }: Conversation, event: string, payload: object): void {
    this.realtime.broadcast(`support:visitor:${visitorId}`, event, payload);
  }

  #own(session: Session, conversationId: string | undefined): Conversation | undefined {
    return this.conversations.find(
      ({ wire, visitorId }) => wire.id === conversationId && visitorId === session.visitorId,
    );
  }

  #newest(): Conversation {
    const conversation = this.conversations.at(-1);
    if (!conversation) throw new Error('There is no conversation yet.');
    return conversation;
  }

  #isoNow(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  #uuid(kind: string): string {
    return `${kind}-${++this.#counter}`;
  }
}

function toQuote({ id, seq, sender, text }: WireMessage): WireQuote {
  return { id, seq, sender_kind: sender.kind, sender_name: sender.name, text: text.slice(0, 200) };
}

function toResponse(answer: object | readonly [status: number, code: string]): Response {
  return Array.isArray(answer) ? refuse(answer[0] as number, answer[1] as string) : Response.json(answer);
}

function refuse(status: number, code?: string, headers: Record<string, string> = {}): Response {
  if (code === undefined) return new Response('<h1>Error</h1>', { status, headers });
  return Response.json({ error: { code, message: `Refused: ${code}.` } }, { status, headers });
}
