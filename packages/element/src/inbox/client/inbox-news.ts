import type { AgentConversation, AgentEventMap, AgentIdentity, AgentSnapshot } from '@support-chat/sdk/agent';
import type { TitleCaller } from '../../controllers/tab-title.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import {
  InboxConversationOpenEvent,
  InboxReadyEvent,
  InboxSignInRequiredEvent,
  InboxUnreadChangeEvent,
} from '../events/inbox-events.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxPreferences } from '../preferences.ts';
import { callAgent } from './attention.ts';
import { UnreadLedger } from './unread-ledger.ts';

export interface NewsOptions {
  /** The element: events are its, and its title calls. */
  readonly caller: TitleCaller;
  readonly snapshot: () => AgentSnapshot;
  readonly language: () => DeskLanguage<InboxPhrases>;
  readonly preferences: () => InboxPreferences;
  /** Says something to screen readers. */
  readonly announce: (sentence: string) => void;
  readonly onReady: (me: AgentIdentity) => void;
  /** The agent has answered a notification. */
  readonly onOpen: (conversationId: string) => void;
}

/** Tells what has come: the page by events, the agent by words for screen readers, sounds, titles and notifications. */
export class InboxNews {
  readonly #options: NewsOptions;
  readonly #unread = new UnreadLedger();
  #unreadCount = 0;
  #wasReady = false;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  /** The agent's conversations with something unread. */
  get unreadCount(): number {
    return this.#unreadCount;
  }

  /** What two snapshots differ in. */
  compare(snapshot: AgentSnapshot, before: AgentSnapshot): void {
    const { caller, onReady } = this.#options;
    const { status, me, thread, inbox } = snapshot;
    if (status.name === 'ready' && me !== null && !this.#wasReady) {
      this.#wasReady = true;
      caller.dispatchEvent(new InboxReadyEvent({ me }));
      onReady(me);
    }
    if (status.name !== 'ready' && status.name !== 'starting') this.#wasReady = false;
    if (status.name === 'signed-out' && before.status.name !== 'signed-out')
      caller.dispatchEvent(new InboxSignInRequiredEvent());
    if (thread?.conversationId !== before.thread?.conversationId)
      caller.dispatchEvent(new InboxConversationOpenEvent({ conversationId: thread?.conversationId ?? null }));
    if (me === null) this.#unread.clear();
    const details = thread?.details?.conversation;
    this.count(details === undefined ? inbox.conversations : [...inbox.conversations, details]);
  }

  /** Keeps the number of unread ones, as far as these conversations change it. */
  count(conversations: readonly AgentConversation[]): void {
    const { caller, snapshot } = this.#options;
    this.#unread.note(conversations, snapshot().me?.agent.id);
    const { count } = this.#unread;
    if (count === this.#unreadCount) return;
    this.#unreadCount = count;
    caller.dispatchEvent(new InboxUnreadChangeEvent({ unreadCount: count }));
  }

  tellOfMessage({ message, conversation }: AgentEventMap['message:received']): void {
    const { words } = this.#options.language();
    this.#call(conversation, words.newMessageFrom(conversation.visitorName ?? words.visitor), message.text);
  }

  tellOfConversation(conversation: AgentConversation, phrase: 'newInQueue' | 'assignedToYou'): void {
    const { snapshot, language, announce } = this.#options;
    // Whoever has it before them, because they took it themselves, need not be told.
    if (snapshot().thread?.conversationId === conversation.id) return;
    const { words } = language();
    const sentence = words[phrase](conversation.visitorName ?? words.visitor);
    announce(sentence);
    this.#call(conversation, sentence, conversation.lastMessage?.text ?? '');
  }

  #call({ id }: AgentConversation, title: string, body: string): void {
    const { caller, preferences, onOpen } = this.#options;
    callAgent(caller, { title, body, tag: id, onOpen: () => onOpen(id) }, preferences());
  }
}
