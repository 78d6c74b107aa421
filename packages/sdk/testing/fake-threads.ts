import type { WireConversation } from '../src/protocol/conversation.ts';
import type { WireMessage, WireQuote } from '../src/protocol/message.ts';
import type { WireSync } from '../src/protocol/sync.ts';
import type { FakeAnswer } from './fake-answers.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeConversation } from './fake-conversations.ts';

/** All conversations: one revision per change, one open at a time for each visitor, found again page by page. */
export class FakeThreads {
  readonly all: FakeConversation[] = [];
  pageSize = 50;
  pollLimit = 200;
  /** Whether the next message opens the last conversation again, as within `behavior.reopen_hours`. */
  reopens = false;
  readonly #clock: FakeClock;
  readonly #newId: (kind: string) => string;
  readonly #tell: (visitorId: string, event: string, payload: object) => void;

  constructor(
    clock: FakeClock,
    newId: (kind: string) => string,
    tell: (visitorId: string, event: string, payload: object) => void,
  ) {
    this.#clock = clock;
    this.#newId = newId;
    this.#tell = tell;
  }

  get newest(): FakeConversation {
    const conversation = this.all.at(-1);
    if (!conversation) throw new Error('There is no conversation yet.');
    return conversation;
  }

  of(visitorId: string): readonly FakeConversation[] {
    return this.all.filter((one) => one.visitorId === visitorId);
  }

  own(visitorId: string, id: string | undefined): FakeConversation | undefined {
    return this.of(visitorId).find(({ wire }) => wire.id === id);
  }

  openOf(visitorId: string): FakeConversation | undefined {
    return this.of(visitorId).find(isOpen);
  }

  /** The one that is shown: the open one, else the newest. */
  currentOf(visitorId: string): FakeConversation | undefined {
    return this.openOf(visitorId) ?? this.of(visitorId).at(-1);
  }

  /** The open one, else the last one reopened, else a new one. */
  open(visitorId: string): FakeConversation {
    const open = this.openOf(visitorId);
    if (open) return open;
    const last = this.of(visitorId).at(-1);
    if (last && this.reopens) {
      this.touch(last, { status: 'queued' });
      return last;
    }
    const conversation: FakeConversation = {
      visitorId,
      messages: [],
      wire: {
        id: this.#newId('conversation'),
        number: 1024 + this.all.length,
        status: 'queued',
        revision: 0,
        last_seq: 0,
        delivered_seq: 0,
        seen_seq: 0,
        visitor_read_seq: 0,
        agent: null,
        created_at: this.isoNow(),
      },
    };
    this.all.push(conversation);
    return conversation;
  }

  sync(visitorId: string, conversationId: string | undefined, afterRevision: number): Omit<WireSync, 'availability'> {
    const conversation = this.currentOf(visitorId);
    if (!conversation) return { conversation: null, messages: [], has_more: false };
    const { wire } = conversation;
    const visible = conversation.messages.filter(({ isInternal }) => !isInternal);
    const after = wire.id === conversationId ? afterRevision : 0;
    if (after === 0) return { conversation: wire, messages: visible.slice(-this.pageSize), has_more: false };
    const changed = visible.filter(({ revision }) => revision > after).sort((a, b) => a.revision - b.revision);
    const messages = changed.slice(0, this.pollLimit);
    return { conversation: wire, messages, has_more: changed.length >= this.pollLimit };
  }

  page(
    { messages }: FakeConversation,
    { after_seq: after, before_seq: before, limit }: Readonly<Record<string, string>>,
  ): FakeAnswer {
    const found = messages.filter(
      ({ seq, isInternal }) => seq < Number(before ?? Infinity) && seq > Number(after ?? 0) && !isInternal,
    );
    const count = Number(limit);
    return {
      messages: after === undefined ? found.slice(-count) : found.slice(0, count),
      has_more: found.length > count,
    };
  }

  append(
    conversation: FakeConversation,
    part: Pick<WireMessage, 'id' | 'text' | 'sender'> & Partial<WireMessage>,
  ): WireMessage {
    const { revision, last_seq: seq } = this.touch(conversation, { last_seq: conversation.wire.last_seq + 1 });
    const message: WireMessage = {
      type: 'text',
      ...part,
      conversation_id: conversation.wire.id,
      seq,
      revision,
      created_at: this.isoNow(),
      edited_at: null,
      deleted_at: null,
    };
    conversation.messages.push(message);
    return message;
  }

  /** One message becomes another; undefined where it is not known. */
  change(conversation: FakeConversation, id: string, change: Partial<WireMessage>): WireMessage | undefined {
    const known = conversation.messages.find((message) => message.id === id);
    if (!known) return undefined;
    const { revision } = this.touch(conversation, {});
    const message = { ...known, ...change, revision };
    conversation.messages = conversation.messages.map((one) => (one.id === id ? message : one));
    return message;
  }

  touch(conversation: FakeConversation, change: Partial<WireConversation>): WireConversation {
    conversation.wire = { ...conversation.wire, ...change, revision: conversation.wire.revision + 1 };
    return conversation.wire;
  }

  announce({ visitorId }: FakeConversation, event: string, payload: object): void {
    this.#tell(visitorId, event, payload);
  }

  read(conversation: FakeConversation, seq: number): FakeAnswer {
    if (seq > conversation.wire.visitor_read_seq) {
      const wire = this.touch(conversation, { visitor_read_seq: Math.min(seq, conversation.wire.last_seq) });
      this.announce(conversation, 'read.updated', { conversation: wire });
    }
    return { conversation: conversation.wire };
  }

  quote(visitorId: string, id: string | undefined): WireQuote | undefined {
    const quoted = this.of(visitorId)
      .flatMap(({ messages }) => messages)
      .find((message) => message.id === id);
    if (!quoted) return undefined;
    const { seq, sender, text } = quoted;
    return { id: quoted.id, seq, sender_kind: sender.kind, sender_name: sender.name, text: text.slice(0, 200) };
  }

  /** One visitor becomes another. One conversation stays open: the newest. */
  move(from: string, visitorId: string): void {
    const all = [...this.of(visitorId), ...this.of(from)];
    const open = all.filter(isOpen).sort((a, b) => b.wire.number - a.wire.number);
    for (const one of open.slice(1)) this.touch(one, { status: 'closed' });
    for (const one of all) one.visitorId = visitorId;
    const conversation = open[0]?.wire;
    // Tells whoever still listens to the visitor that was.
    if (conversation) this.#tell(from, 'conversation.updated', { conversation, visitor_id: visitorId });
  }

  /** Gives the number of messages that are gone. */
  delete(visitorId: string): number {
    const gone = this.of(visitorId);
    for (const one of gone) this.all.splice(this.all.indexOf(one), 1);
    return gone.flatMap(({ messages }) => messages).length;
  }

  isoNow(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

export function isOpen({ wire }: FakeConversation): boolean {
  return wire.status === 'queued' || wire.status === 'active';
}
