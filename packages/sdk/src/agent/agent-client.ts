import type { FileAddress } from '../support-chat.ts';
import type {
  ClaimResult,
  ConversationChange,
  ConversationOutcome,
  InboxFilter,
  TransferTarget,
  VisitorChange,
} from './agent-conversation.ts';
import type { AgentEventMap } from './agent-events.ts';
import type { AgentDraft, AgentMessage } from './agent-message.ts';
import type { AgentSnapshot } from './agent-snapshot.ts';
import type { CannedResponse, NewOwnResponse, OwnResponseChange } from './agent-team.ts';

/**
 * What an inbox is built on: one agent, one organization, one page. All methods work without `this` being bound to
 * anything else. Those that ask the server reject with a `ChatError`; `client_destroyed` after `destroy`.
 */
export interface AgentClient {
  /** Calls back, at most once per microtask, after the snapshot has changed. Returns its undo. */
  subscribe(listener: () => void): () => void;
  /** The current state: frozen, and the same object until something changes. */
  getSnapshot(): AgentSnapshot;
  /** Listens to one kind of event. Returns its undo. */
  on<Type extends keyof AgentEventMap>(type: Type, listener: (event: AgentEventMap[Type]) => void): () => void;

  /**
   * Signs in with the host's session, loads the inbox and begins to listen; what an earlier page has not sent goes out.
   * Resolves when `status` is no longer `starting`, or the server could not be reached (it is tried on). Further calls
   * try at once whatever waits.
   */
  start(): Promise<void>;
  /** Tries everything now: what waits to be sent, and the connection. */
  reconnect(): void;
  /** Ends everything; what was not sent stays in storage. */
  destroy(): void;

  /** Shows other conversations. Resolves when their first page is here. @throws {ChatError} */
  setFilter(filter: InboxFilter): Promise<void>;
  /**
   * Puts the next page behind the list; a search that has stopped without a hit (`isSearchPaused`) goes on. Does nothing
   * when there is no page or one is on its way.
   *
   * @throws {ChatError}
   */
  loadMore(): Promise<void>;

  /** Shows a conversation. Resolves when its newest messages are here. @throws {ChatError} `conversation_not_found` … */
  openConversation(conversationId: string): Promise<void>;
  /** Shows none any more. What was written in it goes on its way. */
  closeConversationView(): void;
  /** Puts the page before the oldest message in front of it. Does nothing when there is none. @throws {ChatError} */
  loadOlder(): Promise<void>;
  /** All that is here of the shown conversation was read. Sends nothing when nothing was unread. */
  markRead(): Promise<void>;
  /** Tells the visitor and the team that the agent is writing: to be called at every keystroke, told every few seconds at most. */
  setTyping(isTyping: boolean): void;

  /**
   * Says something in the shown conversation, or in another one. Resolves as soon as it is stored here and part of the
   * snapshot; how it goes on is told by its `delivery`. The server assigns whoever answers first.
   *
   * @throws {ChatError} `message_empty`, `message_too_long`, `message_not_found` (the quoted one),
   * `conversation_not_found` (none is shown)
   */
  send(draft: AgentDraft, conversationId?: string): Promise<AgentMessage>;
  /** Sends a failed message again, behind those that wait. Does nothing for others. */
  retry(messageId: string): Promise<void>;
  /** Removes a message that was not sent. Does nothing for one that is on its way or has arrived. */
  discard(messageId: string): Promise<void>;
  /** Corrects an own message. @throws {ChatError} `message_not_found`, `not_permitted`, `message_empty` … */
  editMessage(messageId: string, text: string): Promise<void>;
  /** Takes an own message back; it stays as an empty place. @throws {ChatError} `message_not_found`, `not_permitted` … */
  deleteMessage(messageId: string): Promise<void>;
  /** Where a file can be read, for some minutes. @throws {ChatError} `attachment_not_found` … */
  fileUrl(attachmentId: string): Promise<FileAddress>;

  /** Takes a conversation from the queue. Of two who try at once one wins, and the answer says who. @throws {ChatError} */
  claim(conversationId: string): Promise<ClaimResult>;
  /** Says "not me": it is offered to others. @throws {ChatError} */
  pass(conversationId: string): Promise<ConversationOutcome>;
  /** Gives it to a colleague. @throws {ChatError} `agent_not_found`, `conversation_ended` … */
  assign(conversationId: string, agentId: string): Promise<ConversationOutcome>;
  /** Puts it back into the queue. @throws {ChatError} */
  unassign(conversationId: string): Promise<ConversationOutcome>;
  /** Hands it over. @throws {ChatError} `agent_not_found`, `department_not_found`, `conversation_ended` … */
  transfer(conversationId: string, target: TransferTarget): Promise<ConversationOutcome>;
  /** What was asked is answered; the visitor's next message opens it again. @throws {ChatError} */
  resolve(conversationId: string): Promise<ConversationOutcome>;
  /** Ends it. @throws {ChatError} */
  close(conversationId: string): Promise<ConversationOutcome>;
  /** Opens an ended one again. @throws {ChatError} */
  reopen(conversationId: string): Promise<ConversationOutcome>;
  /** Changes subject, tags, priority, snooze and the like. @throws {ChatError} `invalid_request` … */
  updateConversation(conversationId: string, change: ConversationChange): Promise<ConversationOutcome>;

  /**
   * `away`: new conversations go to others, until `auto` is said or the time `until` (milliseconds since 1970) has come.
   *
   * @throws {ChatError}
   */
  setPresence(choice: 'auto' | 'away', until?: number): Promise<void>;

  /** Asks who is on the team, for `snapshot.team`. Further calls ask again. @throws {ChatError} */
  loadTeam(): Promise<void>;
  /** Asks for the prepared texts, for `snapshot.cannedResponses`. Further calls ask again. @throws {ChatError} */
  loadCannedResponses(): Promise<void>;
  /**
   * A prepared text with its placeholders filled in for a conversation; sends nothing. Takes its id, or its shortcut
   * with or without the slash.
   *
   * @throws {ChatError} `record_not_found`, `conversation_not_found` …
   */
  useCannedResponse(conversationId: string, response: string): Promise<string>;
  /**
   * Makes a prepared text that only this agent sees, or with `id` changes one; what is left out then stays. At most 200.
   *
   * @throws {ChatError} `already_exists` (the shortcut), `record_not_found`, `invalid_request` …
   */
  saveOwnResponse(response: NewOwnResponse | OwnResponseChange): Promise<CannedResponse>;
  /** Removes a text of the agent's own. @throws {ChatError} `record_not_found` … */
  deleteOwnResponse(id: string): Promise<void>;

  /** Corrects what is known of the visitor; the site's next sign-in replaces it. @throws {ChatError} `visitor_not_found` … */
  updateVisitor(visitorId: string, change: VisitorChange): Promise<void>;
  /** Loads what the visitor of the shown conversation did on the site, or the page after what is here. @throws {ChatError} */
  loadTrail(): Promise<void>;
  /** Refuses what the visitor writes, for good or until a time (milliseconds since 1970). @throws {ChatError} */
  ban(visitorId: string, options?: { readonly reason?: string; readonly until?: number }): Promise<void>;
  /** @throws {ChatError} `visitor_not_found` … */
  unban(visitorId: string): Promise<void>;
}
