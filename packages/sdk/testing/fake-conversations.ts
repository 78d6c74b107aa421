import type { WireConversation } from '../src/protocol/conversation.ts';
import type { WireListedConversation } from '../src/protocol/conversation-list.ts';
import type { WireMessage, WirePrechatAnswers } from '../src/protocol/message.ts';
import type { WireFeedbackRequest } from '../src/protocol/feedback.ts';
import type { FakeAnswer } from './fake-answers.ts';
import type { FakeClock } from './fake-clock.ts';
import { isOpen } from './fake-threads.ts';

export interface FakeConversation {
  wire: WireConversation;
  visitorId: string;
  messages: (WireMessage & { readonly isInternal?: boolean })[];
}

/** What the rest of the server does for its conversations. */
export interface FakeConversationHost {
  readonly clock: FakeClock;
  readonly conversations: readonly FakeConversation[];
  open(visitorId: string): FakeConversation;
  touch(conversation: FakeConversation, change: Partial<WireConversation>): WireConversation;
  announce(conversation: FakeConversation, event: string, payload: object): void;
  sync(visitorId: string): object;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What visitors do with conversations besides writing and reading, with the real server's rules. */
export class FakeConversations {
  /** Conversations on one page of the list. */
  listSize = 20;
  fileSeconds = 300;
  editWindowMs = 15 * 60_000;
  readonly typing: { readonly conversationId: string; readonly isTyping: boolean; readonly at: number }[] = [];
  readonly feedback: WireFeedbackRequest[] = [];
  readonly prechat: WirePrechatAnswers[] = [];
  readonly #host: FakeConversationHost;

  constructor(host: FakeConversationHost) {
    this.#host = host;
  }

  /** Undefined: not one of its endpoints. */
  answer({ method, path, query, body }: Request, visitorId: string): FakeAnswer | undefined {
    if (path.startsWith('chat/message/'))
      return this.#change(path.slice('chat/message/'.length), method, body, visitorId);
    switch (path) {
      case 'chat/start': {
        const { prechat } = body as { prechat?: WirePrechatAnswers };
        if (prechat) this.prechat.push(prechat);
        this.#host.open(visitorId);
        return this.#host.sync(visitorId);
      }
      case 'chat/conversations':
        return this.#list(visitorId, Number(query['cursor'] ?? Infinity), Number(query['limit'] ?? this.listSize));
      case 'chat/end':
        return this.#of(body, visitorId, (conversation) => {
          const wire = isOpen(conversation) ? this.#tell(conversation, { status: 'resolved' }) : conversation.wire;
          return { outcome: 'resolved', conversation: wire };
        });
      case 'chat/feedback':
        return this.#of(body, visitorId, ({ wire }) => {
          this.feedback.push(body as WireFeedbackRequest);
          return { conversation: wire };
        });
      case 'chat/transcript':
        return this.#of(body, visitorId, () => {
          const { email } = body as { email?: string };
          return email ? { outcome: 'queued', recipient: email } : [400, 'invalid_request'];
        });
      case 'chat/typing':
        return this.#of(body, visitorId, (conversation) => {
          const { is_typing: isTyping } = body as { is_typing: boolean };
          this.typing.push({ conversationId: conversation.wire.id, isTyping, at: this.#host.clock.now() });
          return { announced: isOpen(conversation) };
        });
      case 'chat/file':
        if (query['attachment_id']?.startsWith('missing')) return [404, 'attachment_not_found'];
        return {
          url: `https://files.test/${query['attachment_id']}?${this.#host.clock.now()}`,
          expires_in: this.fileSeconds,
          disposition: 'inline',
        };
      default:
        return undefined;
    }
  }

  #change(id: string, method: string, body: unknown, visitorId: string): FakeAnswer {
    const conversation = this.#host.conversations.find(
      (one) => one.visitorId === visitorId && one.messages.some((message) => message.id === id),
    );
    const known = conversation?.messages.find((message) => message.id === id);
    if (!conversation || known?.sender.kind !== 'visitor') return [404, 'message_not_found'];
    const now = this.#host.clock.now();
    if (now - Date.parse(known.created_at) > this.editWindowMs) return [409, 'edit_window_over'];
    if (method === 'PATCH' && known.deleted_at !== null) return [404, 'message_not_found'];
    const at = new Date(now).toISOString();
    const { revision } = this.#host.touch(conversation, {});
    const change =
      method === 'PATCH' ? { text: (body as { text: string }).text, edited_at: at } : { text: '', deleted_at: at };
    const message = { ...known, ...change, revision };
    conversation.messages = conversation.messages.map((one) => (one.id === id ? message : one));
    this.#host.announce(conversation, 'message.updated', { message });
    return { outcome: method === 'PATCH' ? 'edited' : 'deleted', message };
  }

  #list(visitorId: string, before: number, limit: number): FakeAnswer {
    const own = this.#host.conversations
      .filter((one) => one.visitorId === visitorId && one.wire.number < before)
      .sort((a, b) => b.wire.number - a.wire.number);
    const page = own.slice(0, Math.min(limit, this.listSize));
    const hasMore = own.length > page.length;
    return {
      conversations: page.map(toListed),
      has_more: hasMore,
      next_cursor: hasMore ? String(page.at(-1)?.wire.number) : null,
    };
  }

  #of(body: unknown, visitorId: string, act: (conversation: FakeConversation) => FakeAnswer): FakeAnswer {
    const { conversation_id: id } = body as { conversation_id: string };
    const conversation = this.#host.conversations.find((one) => one.visitorId === visitorId && one.wire.id === id);
    return conversation ? act(conversation) : [404, 'conversation_not_found'];
  }

  #tell(conversation: FakeConversation, change: Partial<WireConversation>): WireConversation {
    const wire = this.#host.touch(conversation, change);
    this.#host.announce(conversation, 'conversation.updated', { conversation: wire });
    return wire;
  }
}

function toListed({ wire, messages }: FakeConversation): WireListedConversation {
  const last = messages.filter(({ isInternal }) => !isInternal).at(-1);
  const unread = messages.filter(
    ({ sender, seq, deleted_at: deletedAt, isInternal }) =>
      sender.kind === 'agent' && seq > wire.visitor_read_seq && deletedAt === null && !isInternal,
  );
  return {
    ...wire,
    last_message: last ? { ...last, text: last.text.slice(0, 200) } : null,
    unread_count: Math.min(100, unread.length),
  };
}
