/**
 * The visitor API in memory, with the semantics of the real one: idempotent messages, one revision per change,
 * rotating refresh tokens. Faults are switched on by the test, and every request is written down (`fake-network.ts`).
 */
import type { FetchLike } from '../src/http/http-client.ts';
import type { WireUploadRequest } from '../src/protocol/attachments.ts';
import type { WireMessageRequest, WireSender } from '../src/protocol/message.ts';
import type { WireSync } from '../src/protocol/sync.ts';
import type { WireAvailability, WireWidgetConfig } from '../src/protocol/widget-config.ts';
import type { PutFile } from '../src/uploads/put-file.ts';
import { type FakeAnswer, refuse, toResponse } from './fake-answers.ts';
import type { FakeClock } from './fake-clock.ts';
import { aWidgetConfig } from './fake-config.ts';
import { type FakeConversation, FakeConversations } from './fake-conversations.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeNetwork, type RecordedRequest } from './fake-network.ts';
import { FakeRealtime } from './fake-realtime.ts';
import { FakeSessions } from './fake-sessions.ts';
import { FakeTeam } from './fake-team.ts';
import { FakeThreads } from './fake-threads.ts';
import { FakeVisitors } from './fake-visitors.ts';

const VISITOR: WireSender = { kind: 'visitor', name: null, avatar_url: null };

export class FakeServer extends FakeNetwork {
  readonly realtime = new FakeRealtime();
  readonly sessions: FakeSessions;
  readonly visitors: FakeVisitors;
  readonly threads: FakeThreads;
  readonly actions: FakeConversations;
  readonly team: FakeTeam;
  readonly files: FakeFiles;
  /** What differs in the widget's configuration. */
  settings: Partial<WireWidgetConfig> = {};
  /** Of whoever asks; a server that is older says nothing. */
  place: Pick<WireSync, 'queue'> = {};
  availability: WireAvailability = {
    status: 'online',
    agents: [{ name: 'Mika', avatar_url: null }],
    reply_time_seconds: 120,
  };
  #ids = 0;

  constructor(clock: FakeClock) {
    super(clock);
    const newId = (kind: string): string => `${kind}-${++this.#ids}`;
    this.files = new FakeFiles(clock);
    const sessions = new FakeSessions(clock, newId);
    const threads = new FakeThreads(clock, newId, (visitorId, event, payload) =>
      this.realtime.broadcast(`support:visitor:${visitorId}`, event, payload),
    );
    this.sessions = sessions;
    this.threads = threads;
    this.team = new FakeTeam(threads, newId);
    this.actions = new FakeConversations({
      clock,
      conversations: threads.all,
      open: (visitorId) => threads.open(visitorId),
      touch: (conversation, change) => threads.touch(conversation, change),
      announce: (conversation, event, payload) => threads.announce(conversation, event, payload),
      sync: (visitorId) => this.#sync(visitorId),
    });
    this.visitors = new FakeVisitors({
      clock,
      issueAccess: (session) => sessions.issueAccess(session),
      open: (visitorId) => sessions.create(visitorId),
      tracks: () => this.config.features?.tracking === true,
      revoke: (id) => sessions.revoke(id),
      conversationOf: (id) => threads.of(id).at(-1)?.wire.id ?? null,
      moveConversations: (from, to) => threads.move(from, to),
      deleteConversations: (id) => threads.delete(id),
    });
  }

  readonly fetch: FetchLike = (url, init) => {
    const parsed = new URL(url);
    const request = {
      method: init.method ?? 'GET',
      path: parsed.pathname.replace(/^.*\/support-chat\//, ''),
      query: Object.fromEntries(parsed.searchParams),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
      token: new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? null,
    };
    return this.exchange(request, init.signal, (sent) => this.#answer(sent));
  };

  /** The storage, to which bytes go past the API. Its requests are written down under `PUT`. */
  readonly putFile: PutFile = async (put) => {
    const request = { method: 'PUT', path: 'PUT', query: {}, body: put.url, token: null };
    const answer = async (): Promise<Response> => new Response(null, { status: await this.files.put(put) });
    return (await this.exchange(request, put.signal, answer)).status;
  };

  get conversations(): FakeConversation[] {
    return this.threads.all;
  }

  /** Texts of a visitor's messages in the order in which the server holds them, over all conversations. */
  get visitorTexts(): readonly string[] {
    return this.conversations.flatMap(({ messages }) =>
      messages.filter(({ sender }) => sender.kind === 'visitor').map(({ text }) => text),
    );
  }

  get config(): WireWidgetConfig {
    return { ...aWidgetConfig(this.files.rules, this.availability), ...this.settings };
  }

  #answer(request: RecordedRequest): Response {
    const { path, query, body } = request;
    if (query['id'] !== 'wk_demo') return refuse(404, 'widget_not_found');
    return toResponse(this.#openAnswer(path, body) ?? this.#sessionAnswer(request));
  }

  /** What needs no session. */
  #openAnswer(path: string, body: unknown): FakeAnswer | undefined {
    switch (path) {
      case 'widget-config':
        return this.config;
      case 'chat/session':
        return this.sessions.create();
      case 'chat/session/resume':
        return this.visitors.resume((body as { token: string }).token);
      case 'chat/session/refresh':
        return this.sessions.refresh((body as { refresh_token: string }).refresh_token);
      case 'chat/departments': {
        const { departments, hours, availability } = this.config;
        return { departments, hours, availability };
      }
      default:
        return undefined;
    }
  }

  #sessionAnswer(request: RecordedRequest): FakeAnswer {
    const { path, body } = request;
    const known = this.sessions.find(request.token);
    if (!known) return [401, 'token_expired'];
    const { session } = known;
    if (session.isRevoked) return [401, 'session_revoked'];
    // One that names a visitor who has been merged with another is too old for everything but these.
    const isAboutSession = path === 'chat/identify' || path === 'chat/session/end';
    if (known.isOutdated && !isAboutSession) return [401, 'token_expired'];
    return (
      this.visitors.answer(path, request.method, body, session) ??
      this.actions.answer(request, session.visitorId) ??
      this.#chatAnswer(request, session.visitorId)
    );
  }

  #chatAnswer({ path, query, body }: RecordedRequest, visitorId: string): FakeAnswer {
    switch (path) {
      case 'chat/upload':
        return this.files.announce(visitorId, body as WireUploadRequest);
      case 'chat/upload/complete':
        return this.files.complete(visitorId, (body as { readonly attachment_id: string }).attachment_id);
      case 'chat/message':
        return this.#post(visitorId, body as WireMessageRequest);
      case 'chat/poll':
        return this.#sync(visitorId, query['conversation_id'], Number(query['after_revision'] ?? 0));
      case 'chat/messages': {
        const conversation = this.threads.own(visitorId, query['conversation_id']);
        return conversation ? this.threads.page(conversation, query) : [404, 'conversation_not_found'];
      }
      case 'chat/read': {
        const { conversation_id: id, seq } = body as { conversation_id: string; seq: number };
        const conversation = this.threads.own(visitorId, id);
        return conversation ? this.threads.read(conversation, seq) : [404, 'conversation_not_found'];
      }
      default:
        return [404, 'not_found'];
    }
  }

  #sync(visitorId: string, conversationId?: string, afterRevision = 0): WireSync {
    return {
      ...this.threads.sync(visitorId, conversationId, afterRevision),
      availability: this.availability,
      ...this.place,
    };
  }

  #post(visitorId: string, request: WireMessageRequest): FakeAnswer {
    const { threads } = this;
    const { id, text, attachment_ids: attachmentIds = [], conversation_id: conversationId } = request;
    if (conversationId && !threads.own(visitorId, conversationId)) return [404, 'conversation_not_found'];
    for (const { messages, visitorId: ownerId } of threads.all) {
      const known = messages.find((message) => message.id === id);
      if (known) return ownerId === visitorId ? { message: known } : [409, 'message_id_conflict'];
    }
    if (text.trim() === '' && attachmentIds.length === 0) return [400, 'message_invalid'];
    if (text.startsWith('refuse me')) return [400, 'message_invalid'];
    const quoted = threads.quote(visitorId, request.reply_to);
    if (request.reply_to && !quoted) return [404, 'message_not_found'];
    const attached = this.files.attach(visitorId, id, attachmentIds);
    if (!('files' in attached)) return attached;
    const isBeginning = !conversationId && !threads.openOf(visitorId);
    if (isBeginning && this.config.prechat?.is_required && !request.prechat) return [400, 'prechat_invalid'];
    if (request.prechat) this.actions.prechat.push(request.prechat);
    const conversation = threads.open(visitorId);
    const message = threads.append(conversation, {
      id,
      text,
      sender: VISITOR,
      ...(attached.files.length > 0 && { type: 'file', attachments: attached.files }),
      ...(quoted && { reply_to: quoted }),
    });
    threads.announce(conversation, 'message.created', { message });
    return { message };
  }
}
