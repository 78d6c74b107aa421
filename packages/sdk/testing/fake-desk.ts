/**
 * The agent API in memory, with the semantics of the real one: idempotent messages, one revision per change, claims with
 * one winner, a channel of the organization on which changes are told. Faults are switched on by the test.
 */
import type { FetchLike } from '../src/http/http-client.ts';
import type { WireInboxItem } from '../src/protocol/agent/conversation.ts';
import type { WireTeamMember } from '../src/protocol/agent/identity.ts';
import type { WireTeamMessage, WireTeamMessageRequest } from '../src/protocol/agent/message.ts';
import type { WireUploadRequest } from '../src/protocol/attachments.ts';
import type { WireSender } from '../src/protocol/message.ts';
import type { PutFile } from '../src/uploads/put-file.ts';
import { type FakeAnswer, toResponse } from './fake-answers.ts';
import type { FakeClock } from './fake-clock.ts';
import {
  conversationOf,
  type DeskConversation,
  detailsOf,
  type Fields,
  listOf,
  memberOf,
  pageOf,
  plainMessage,
  statsOf,
  trailOf,
  unreadIn,
  visitorOf,
  waitingItem,
} from './fake-desk-answers.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeNetwork, type RecordedRequest } from './fake-network.ts';
import { FakeResponses } from './fake-responses.ts';
import { FakeRealtime } from './fake-realtime.ts';

const TOPIC = 'support:org:o1';
export class FakeDesk extends FakeNetwork {
  readonly realtime = new FakeRealtime();
  readonly files: FakeFiles;
  readonly conversations = new Map<string, DeskConversation>();
  /** Access token → agent; whose is in it is signed in. */
  readonly tokens = new Map<string, string>();
  readonly agents = new Map<string, WireTeamMember>();
  readonly beats: Fields[] = [];
  readonly typing: Fields[] = [];
  /** Changes happen, and nobody is told. */
  isMute = false;
  /** Of how many conversations a page of a search tells; those that do not match are left out. */
  searchSpan = Number.POSITIVE_INFINITY;
  readonly #clock: FakeClock;
  readonly #responses = new FakeResponses();
  #ids = 0;

  constructor(clock: FakeClock) {
    super(clock);
    this.#clock = clock;
    this.files = new FakeFiles(clock);
    for (const name of ['Mika', 'Ana']) this.hire(name);
  }

  /** Makes an agent, signed in by the token `token-<name>`. */
  hire(name: string, departmentIds: readonly string[] = []): void {
    const id = name.toLowerCase();
    this.tokens.set(`token-${id}`, id);
    this.agents.set(id, memberOf(id, name, departmentIds));
  }

  readonly fetch: FetchLike = (url, init) => {
    const parsed = new URL(url);
    const request = {
      method: init.method ?? 'GET',
      path: parsed.pathname.replace(/^.*\/support-chat\/agent\//, ''),
      query: Object.fromEntries(parsed.searchParams),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
      token: new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? null,
    };
    return this.exchange(request, init.signal, (sent) => toResponse(this.#answer(sent)));
  };

  readonly putFile: PutFile = async (put) => {
    const request = { method: 'PUT', path: 'PUT', query: {}, body: put.url, token: null };
    const answer = async (): Promise<Response> => new Response(null, { status: await this.files.put(put) });
    return (await this.exchange(request, put.signal, answer)).status;
  };

  /** A visitor begins a conversation, which goes to the queue. */
  begin(text = 'Hello?', change: Partial<WireInboxItem> = {}): string {
    const id = `c${this.conversations.size + 1}`;
    const wire = { ...waitingItem(id, 1000 + this.conversations.size, this.#now()), ...change };
    this.conversations.set(id, { wire, messages: [], reads: new Map() });
    this.write(id, text);
    return id;
  }

  /** The visitor writes. */
  write(id: string, text: string): WireTeamMessage {
    return this.#append(this.#of(id), { text, sender: { kind: 'visitor', name: 'Robin', avatar_url: null } });
  }

  /** Somebody of the team writes elsewhere, in Telegram perhaps. */
  answer(id: string, text: string, agentId: string, change: Partial<WireTeamMessage> = {}): WireTeamMessage {
    return this.#append(this.#of(id), { text, sender: this.#senderOf(agentId), agent_id: agentId, ...change });
  }

  /** The chat says something of its own. */
  tell(id: string, text: string): WireTeamMessage {
    return this.#append(this.#of(id), { text });
  }

  /** Changes a message that is there. */
  edit(id: string, seq: number, text: string): void {
    const conversation = this.#of(id);
    this.#touch(conversation, {});
    this.#replace(conversation, seq, { text, edited_at: this.#now() });
  }

  /** The visitor takes back what they wrote. */
  takeBack(id: string, seq: number): void {
    const conversation = this.#of(id);
    this.#touch(conversation, {});
    this.#replace(conversation, seq, { text: '', deleted_at: this.#now(), deleted_by: 'visitor' });
  }

  /** Something happens to a conversation elsewhere. */
  change(id: string, change: Partial<WireInboxItem>): void {
    const conversation = this.#of(id);
    this.#touch(conversation, change);
    this.#announce('conversation.updated', { conversation: conversationOf(conversation) });
  }

  claimFor(id: string, agentId: string): void {
    this.change(id, { status: 'active', agent: { id: agentId, name: this.#name(agentId), telegram_user_id: null } });
  }

  /** The visitor types, or somebody of the team. */
  signOfTyping(id: string, isTyping: boolean, agentId?: string): void {
    const sender =
      agentId === undefined
        ? { kind: 'visitor', name: 'Robin' }
        : { kind: 'agent', name: this.#name(agentId), agent_id: agentId };
    this.#announce('typing', { conversation_id: id, sender, is_typing: isTyping });
  }

  unreadOf(id: string, agentId: string): readonly number[] {
    return unreadIn(this.#of(id), agentId);
  }

  textsOf(id: string): readonly string[] {
    return this.#of(id).messages.map(({ text }) => text);
  }

  #answer(request: RecordedRequest): FakeAnswer {
    const agentId = this.tokens.get(request.token ?? '');
    if (agentId === undefined) return [401, 'token_expired'];
    if (!this.agents.get(agentId)?.is_active) return [404, 'agent_not_found'];
    return this.#read(request, agentId) ?? this.#write(request, agentId) ?? [404, 'not_found'];
  }

  #read({ path, query, method }: RecordedRequest, agentId: string): FakeAnswer | undefined {
    const asked = this.conversations.get(query['conversation_id'] ?? '');
    switch (`${method} ${path}`) {
      case 'GET me':
        return {
          agent: this.agents.get(agentId),
          organization: { id: 'o1', name: 'Harbor Goods', time_zone: 'Europe/Berlin' },
          organizations: [{ id: 'o1', name: 'Harbor Goods', time_zone: 'Europe/Berlin', role: 'agent' }],
          realtime: { url: 'wss://realtime.test/realtime/v1', api_key: 'key', topic: TOPIC },
        };
      case 'GET team':
        return { agents: [...this.agents.values()], departments: [] };
      case 'GET stats':
        return statsOf(this.conversations.values(), this.agents.values(), this.#now());
      case 'GET conversations':
        return listOf(this.conversations.values(), query, agentId, this.searchSpan);
      case 'GET conversation':
        return asked ? detailsOf(asked, agentId, this.#now()) : [404, 'conversation_not_found'];
      case 'GET messages':
        return asked ? pageOf(asked, query) : [404, 'conversation_not_found'];
      case 'GET canned-responses':
        return this.#responses.list();
      case 'GET events':
        return trailOf(query, this.#now());
      case 'GET file':
        return { url: `https://files.test/${query['attachment_id'] ?? ''}`, expires_in: 60, disposition: 'inline' };
      default:
        return undefined;
    }
  }

  #write({ path, query, body, method }: RecordedRequest, agentId: string): FakeAnswer | undefined {
    const fields = (body ?? {}) as Fields;
    const conversation = this.conversations.get(String(fields['conversation_id']));
    const own = { id: agentId, name: this.#name(agentId), telegram_user_id: null };
    const move = (outcome: string, change: Partial<WireInboxItem>): FakeAnswer => {
      if (!conversation) return [404, 'conversation_not_found'];
      this.change(conversation.wire.id, change);
      return { outcome, conversation: conversationOf(conversation), agent: conversation.wire.agent };
    };
    switch (`${method} ${path}`) {
      case 'POST presence':
        this.beats.push({ ...fields, agentId });
        return {
          agent: {
            id: agentId,
            name: own.name,
            presence: fields['presence'] ?? 'auto',
            snoozed_until: fields['snoozed_until'] ?? null,
            status: fields['presence'] === 'away' ? 'away' : fields['status'],
            open_conversations: 0,
            max_concurrent_chats: 5,
          },
          expires_at: null,
        };
      case 'POST message':
        return this.#post(body as WireTeamMessageRequest, agentId);
      case 'POST read': {
        if (!conversation) return [404, 'conversation_not_found'];
        conversation.reads.set(agentId, Math.max(conversation.reads.get(agentId) ?? 0, Number(fields['seq'])));
        return { seq: fields['seq'], conversation: conversationOf(conversation) };
      }
      case 'POST typing':
        this.typing.push(fields);
        if (conversation) this.signOfTyping(conversation.wire.id, fields['is_typing'] === true, agentId);
        return { announced: true };
      case 'POST claim': {
        const holder = conversation?.wire.agent;
        if (conversation && holder) {
          const outcome = holder.id === agentId ? 'already_yours' : 'taken';
          return { outcome, conversation: conversationOf(conversation), agent: holder };
        }
        return move('claimed', { status: 'active', agent: own });
      }
      case 'POST assign': {
        const to = String(fields['agent_id']);
        if (!this.agents.has(to)) return [404, 'agent_not_found'];
        return move('assigned', { status: 'active', agent: { ...own, id: to, name: this.#name(to) } });
      }
      case 'POST transfer': {
        const to = fields['to_agent_id'];
        const agent = typeof to === 'string' ? { ...own, id: to, name: this.#name(to) } : null;
        return move('transferred', { status: agent ? 'active' : 'queued', agent });
      }
      case 'POST pass':
      case 'POST unassign':
        return move(`${path}ed`, { status: 'queued', agent: null });
      case 'POST resolve':
      case 'POST close':
        return move(`${path}d`, { status: path === 'close' ? 'closed' : 'resolved' });
      case 'POST reopen':
        return move('reopened', { status: 'active' });
      case 'PATCH conversation':
        return move('updated', fields as Partial<WireInboxItem>);
      case 'POST canned-response':
        return { id: 'r1', text: 'Hello Robin' };
      case 'POST upload':
        return this.files.announce(agentId, body as WireUploadRequest);
      case 'POST upload/complete':
        return this.files.complete(agentId, String(fields['attachment_id']));
      case 'PATCH visitor':
      case 'POST ban':
        return { outcome: 'banned', visitor: { ...visitorOf(String(fields['visitor_id']), this.#now()), ...fields } };
      default:
        return path.startsWith('message/')
          ? this.#changeMessage(path.slice(8), method, fields, agentId)
          : this.#responses.answer(`${method} ${path}`, fields, query);
    }
  }

  #post(request: WireTeamMessageRequest, agentId: string): FakeAnswer {
    const conversation = this.conversations.get(request.conversation_id);
    if (!conversation) return [404, 'conversation_not_found'];
    const known = conversation.messages.find(({ id }) => id === request.id);
    const answer = (outcome: string, message: WireTeamMessage): FakeAnswer => {
      return { outcome, message: plainMessage(message), conversation: conversationOf(conversation) };
    };
    if (known) return answer('duplicate', known);
    if (request.text.startsWith('refuse me')) return [400, 'message_invalid'];
    const attached = this.files.attach(agentId, request.id, request.attachment_ids ?? []);
    if (!('files' in attached)) return attached;
    if (!conversation.wire.agent && !request.is_internal) this.claimFor(conversation.wire.id, agentId);
    const posted = this.#append(conversation, {
      id: request.id,
      text: request.text,
      sender: this.#senderOf(agentId),
      agent_id: agentId,
      is_internal: request.is_internal ?? false,
      ...(request.entities && { entities: request.entities }),
      ...(attached.files.length > 0 && { type: 'file', attachments: attached.files }),
    });
    return answer('posted', posted);
  }

  #changeMessage(id: string, method: string, { text }: Fields, agentId: string): FakeAnswer {
    for (const conversation of this.conversations.values()) {
      const known = conversation.messages.find((message) => message.id === id);
      if (!known) continue;
      if (known.agent_id !== agentId) return [403, 'not_permitted'];
      this.#touch(conversation, {});
      const now = this.#now();
      const change = method === 'DELETE' ? { text: '', deleted_at: now } : { text: String(text), edited_at: now };
      const message = plainMessage(this.#replace(conversation, known.seq, change));
      return { outcome: method === 'DELETE' ? 'deleted' : 'edited', message };
    }
    return [404, 'message_not_found'];
  }

  #append(conversation: DeskConversation, change: Partial<WireTeamMessage>): WireTeamMessage {
    const seq = conversation.wire.last_seq + 1;
    const at = this.#now();
    const isInternal = change.is_internal ?? false;
    const message: WireTeamMessage = {
      id: `m${++this.#ids}`,
      conversation_id: conversation.wire.id,
      seq,
      revision: conversation.wire.revision + 1,
      sender: { kind: 'system', name: null, avatar_url: null },
      type: 'text',
      text: '',
      created_at: at,
      edited_at: null,
      deleted_at: null,
      is_internal: false,
      agent_id: null,
      deleted_by: null,
      ...change,
    };
    conversation.messages.push(message);
    if (message.agent_id !== null) conversation.reads.set(message.agent_id, seq);
    const { kind: sender_kind, name: sender_name } = message.sender;
    const excerpt = { seq, sender_kind, sender_name, type: message.type, text: message.text, created_at: at };
    this.#touch(conversation, { last_seq: seq, last_message_at: at, ...(!isInternal && { last_message: excerpt }) });
    this.#tell('message.created', message);
    return message;
  }

  #replace(conversation: DeskConversation, seq: number, change: Partial<WireTeamMessage>): WireTeamMessage {
    const at = conversation.messages.findIndex((message) => message.seq === seq);
    const next = { ...(conversation.messages[at] as WireTeamMessage), ...change, revision: conversation.wire.revision };
    conversation.messages[at] = next;
    this.#tell('message.updated', next);
    return next;
  }

  /** What an event says of a message is less than what a page says. */
  #tell(event: string, message: WireTeamMessage): void {
    const { agent_id, is_internal } = message;
    this.#announce(event, { message: { ...plainMessage(message), agent_id }, is_internal });
  }

  #announce(event: string, payload: object): void {
    if (!this.isMute) this.realtime.broadcast(TOPIC, event, payload);
  }

  #touch(conversation: DeskConversation, change: Partial<WireInboxItem>): void {
    const { wire } = conversation;
    conversation.wire = { ...wire, ...change, revision: wire.revision + 1, updated_at: this.#now() };
  }

  #of(id: string): DeskConversation {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Error(`There is no conversation ${id}.`);
    return conversation;
  }

  #senderOf(agentId: string): WireSender {
    return { kind: 'agent', name: this.#name(agentId), avatar_url: null };
  }

  #name(agentId: string): string {
    return this.agents.get(agentId)?.name ?? agentId;
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
