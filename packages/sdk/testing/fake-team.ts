import type { WireConversation } from '../src/protocol/conversation.ts';
import type { WireMessage, WireSender } from '../src/protocol/message.ts';
import type { FakeConversation } from './fake-conversations.ts';
import type { FakeThreads } from './fake-threads.ts';

interface Announcement {
  /** Nobody is told; a sync brings it. */
  readonly isSilent?: boolean;
}

const MIKA: WireSender = { kind: 'agent', name: 'Mika', avatar_url: null };

/** What agents do, in the newest conversation unless one is named. */
export class FakeTeam {
  readonly #threads: FakeThreads;
  readonly #newId: (kind: string) => string;

  constructor(threads: FakeThreads, newId: (kind: string) => string) {
    this.#threads = threads;
    this.#newId = newId;
  }

  reply(text: string, options: Announcement & { readonly isInternal?: boolean } = {}): WireMessage {
    const { newest } = this.#threads;
    const message = this.#say(newest, text, options.isSilent || options.isInternal);
    if (options.isInternal) {
      newest.messages = newest.messages.map((one) => (one.id === message.id ? { ...one, isInternal: true } : one));
    }
    return message;
  }

  replyIn(conversationId: string, text: string, isSilent = false): WireMessage {
    return this.#say(this.#find(conversationId), text, isSilent);
  }

  /** Tells the visitor of a certain conversation something. */
  announceIn(conversationId: string, event: string, payload: object): void {
    this.#threads.announce(this.#find(conversationId), event, payload);
  }

  edit(id: string, text: string, { isSilent }: Announcement = {}): void {
    this.#change(id, { text, edited_at: this.#threads.isoNow() }, isSilent);
  }

  delete(id: string, { isSilent }: Announcement = {}): void {
    this.#change(id, { text: '', deleted_at: this.#threads.isoNow() }, isSilent);
  }

  update(change: Partial<WireConversation>, options: Announcement = {}): void {
    this.#update(this.#threads.newest, change, options);
  }

  /** Opens a conversation again. False, and nothing happens, where the visitor has an open one. */
  reopen(conversationId: string, options: Announcement = {}): boolean {
    const conversation = this.#find(conversationId);
    if (this.#threads.openOf(conversation.visitorId)) return false;
    this.#update(conversation, { status: 'active' }, options);
    return true;
  }

  #say(conversation: FakeConversation, text: string, isSilent = false): WireMessage {
    const message = this.#threads.append(conversation, { id: this.#newId('agent'), text, sender: MIKA });
    if (!isSilent) this.#threads.announce(conversation, 'message.created', { message });
    return message;
  }

  #change(id: string, change: Partial<WireMessage>, isSilent = false): void {
    const { newest } = this.#threads;
    const message = this.#threads.change(newest, id, change);
    if (message && !isSilent) this.#threads.announce(newest, 'message.updated', { message });
  }

  #update(conversation: FakeConversation, change: Partial<WireConversation>, { isSilent }: Announcement): void {
    const wire = this.#threads.touch(conversation, change);
    if (!isSilent) this.#threads.announce(conversation, 'conversation.updated', { conversation: wire });
  }

  #find(conversationId: string): FakeConversation {
    return this.#threads.all.find(({ wire }) => wire.id === conversationId) as FakeConversation;
  }
}
