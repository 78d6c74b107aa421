import type { ChatEventMap } from './events.ts';
import type { WireVisitorExport } from './protocol/visitor-data.ts';
import type { ChatConsent, ChatMessage, ChatSnapshot, ChatUpload } from './store/chat-state.ts';

/** A client for one widget on one page. All methods work without `this` being bound to anything else. */
export interface SupportChat {
  /** Calls back, at most once per microtask, after the snapshot has changed. Returns its undo. */
  subscribe(listener: () => void): () => void;
  /** The current state: frozen, and the same object until something changes. */
  getSnapshot(): ChatSnapshot;
  /** Listens to one kind of event. Returns its undo. */
  on<Type extends keyof ChatEventMap>(type: Type, listener: (event: ChatEventMap[Type]) => void): () => void;
  /**
   * Fetches the widget's configuration, and looks whether an earlier visit has left something: then its unsent
   * messages go out and its unread count is watched. Further calls share the first one's outcome; after a failure the
   * next call tries again.
   *
   * @throws {ChatError}
   */
  load(): Promise<void>;
  /** Tells whether the chat is on screen. Open: answers arrive at once. Closed: a look every 30 s for the unread count. */
  setOpen(isOpen: boolean): void;
  /**
   * Sends a text, or a text with files or a quote. Resolves as soon as it is stored here and part of the snapshot; how
   * it goes on is told by its `delivery` there.
   *
   * @throws {ChatError} `message_empty`, `message_too_long`, `attachment_not_found` (no such upload, or not any more),
   * `message_not_found` (the quoted one), `prechat_invalid` (see `snapshot.needsPrechat`), what an upload has failed with,
   * `client_destroyed`
   */
  send(message: string | OutgoingMessage): Promise<ChatMessage>;
  /** Sends a failed message again, behind those that wait. Does nothing for others. */
  retry(messageId: string): Promise<void>;
  /** Removes a message that was not sent. Does nothing for one that is on its way or has arrived. */
  discard(messageId: string): Promise<void>;
  /**
   * Corrects a message of the visitor that the server has, for as long as the widget allows it.
   *
   * @throws {ChatError} `edit_window_over`, `message_not_found`, `message_empty`, `message_too_long` …
   */
  edit(messageId: string, text: string): Promise<void>;
  /**
   * Takes back a message that the server has, for as long as the widget allows it.
   *
   * @throws {ChatError} `edit_window_over`, `message_not_found` …
   */
  unsend(messageId: string): Promise<void>;
  /**
   * Puts the page before the oldest message in front of it. Does nothing when there is none or one is on its way.
   *
   * @throws {ChatError}
   */
  loadOlder(): Promise<void>;
  /** The visitor has seen everything that is here. Sends nothing when nothing was unread. */
  markRead(): Promise<void>;
  /** Tells the team that the visitor is writing; to be called at every keystroke, it is told every few seconds at most. */
  setTyping(isTyping: boolean): void;

  /**
   * Takes a file that a message is going to carry, makes large pictures smaller, and begins to bring it to the server.
   * Its progress is told by `snapshot.uploads`. It is stored with its message: a file that is never sent is forgotten
   * with the page.
   *
   * @throws {ChatError} `attachment_too_large`, `attachment_type_refused`, `attachment_limit_reached`, `feature_disabled`
   */
  upload(file: Blob, options?: UploadOptions): Promise<ChatUpload>;
  /** Stops an upload that no message carries yet; `resumeUpload` begins it again. */
  pauseUpload(uploadId: string): void;
  /** Goes on with one that was paused, or that failed. */
  resumeUpload(uploadId: string): void;
  /** Forgets a file that no message carries yet. */
  cancelUpload(uploadId: string): Promise<void>;
  /**
   * Where a file can be read now. Asked for once while the answer is good.
   *
   * @throws {ChatError} `attachment_not_found` …
   */
  fileUrl(attachmentId: string): Promise<FileAddress>;

  /**
   * Loads the visitor's conversations into `snapshot.conversations`, newest first; called again, the next page.
   *
   * @throws {ChatError}
   */
  loadConversations(): Promise<void>;
  /**
   * Shows another conversation of the visitor. The newest one is shown by itself; null goes back to it.
   *
   * @throws {ChatError} `conversation_not_found`
   */
  openConversation(conversationId: string | null): Promise<void>;
  /**
   * Begins a conversation without a message.
   *
   * @throws {ChatError} `prechat_invalid`, `department_not_found` …
   */
  startConversation(options?: StartOptions): Promise<void>;
  /**
   * Keeps the answers to the form before the chat; they go with the first message. One that was refused because of its
   * answers is sent again with these.
   *
   * @throws {ChatError} `prechat_invalid`, with what is wrong by field in `details.fields`
   */
  submitPrechat(answers: PrechatAnswers): Promise<void>;
  /** Asks again who can be asked and whether somebody is there. @throws {ChatError} */
  loadDepartments(): Promise<void>;
  /** The visitor is done with the conversation. @throws {ChatError} */
  end(): Promise<void>;
  /** What the visitor thinks of the conversation; the last word counts. @throws {ChatError} `feature_disabled` … */
  rate(feedback: Feedback): Promise<void>;
  /** Has the conversation sent by e-mail. Resolves with the address. @throws {ChatError} `feature_disabled` … */
  requestTranscript(email?: string): Promise<string>;

  /**
   * Says who the visitor is: a token that the site's server signed, a function that fetches one (asked again when a
   * session needs a new one), or what the page believes without proof (name, e-mail …).
   *
   * Creates no session. Without one it is kept and told with the first one, and what goes wrong then is told by the event
   * `error`; with one, resolves when the server has answered. Where a token says that somebody else is here now than
   * before, everything of the one before is forgotten first, as by `logout`.
   *
   * @throws {ChatError} `identity_token_invalid` (also when the function fails, or is silent for 30 s), `invalid_request`
   */
  identify(who: string | IdentityTokenSource | VisitorProfile): Promise<void>;
  /**
   * Ends the session on the server and forgets everything in this browser, in all tabs: messages, unsent ones, files,
   * name, who was identified. What the visitor has agreed to stays. Never rejects because of the server, and waits for it
   * no longer than a few seconds. The next message begins anonymously.
   *
   * Needs no network. Where the part of the client that tells the server does not load, the server ends the session when
   * nobody uses it any more, and the visitor is asked anew what they agree to.
   */
  logout(): Promise<void>;
  /**
   * Opens the conversation that a link in an e-mail stands for, in place of whatever session there is; unsent messages
   * stay. `takeResumeToken` finds the token in the address of the page.
   *
   * @throws {ChatError} `resume_link_invalid`, which leaves everything as it was
   */
  resume(token: string): Promise<void>;
  /**
   * Puts down something the visitor did: `added_to_cart`. Triggers hear it at once; agents see it where the widget tracks
   * and the visitor has granted it (`setConsent`, or the option `consent: 'granted'`), from the first session on: until
   * then the latest 50 wait in memory. Never throws: what cannot be put down is logged.
   *
   * @param name 1 to 100 characters.
   * @param data What JSON holds: at most 4 096 bytes, at most 8 levels deep.
   */
  track(name: string, data?: Readonly<Record<string, unknown>>): void;
  /**
   * Puts down a page view, under the same conditions as `track`. With the option `trackPages` that happens by itself. The
   * same page twice in a row is one view. Of the address the fragment is left out, and what stands behind names of query
   * parameters that look secret, such as `token`.
   *
   * @param url Default: the address of the page.
   * @param title Default: the title of the page, unless `url` is given.
   */
  page(url?: string, title?: string): void;
  /**
   * Shows the message of one of the team's triggers now, whatever it waits for and however often it was shown; it counts
   * as shown. Waits for the configuration. Resolves with false, and does nothing, where there is no such trigger, the chat
   * is open or a conversation is going on.
   *
   * @param id Of the trigger.
   */
  trigger(id: string): Promise<boolean>;
  /** The proactive message was closed. It counts as shown; the next one waits for half a minute. */
  dismissProactive(): void;
  /**
   * What the visitor has decided about storage and tracking. `granted` brings to storage what memory held and is
   * remembered; `denied` deletes what was stored, goes on in memory, and is remembered for this page only. Holds for all
   * tabs. Told to the server once, as soon as there is a session; `textVersion` (at most 100 characters) says for the
   * record which text was shown.
   */
  setConsent(decision: Exclude<ChatConsent, 'unknown'>, textVersion?: string): Promise<void>;
  /** Everything the server has about the visitor. @throws {ChatError} */
  exportData(): Promise<WireVisitorExport>;
  /**
   * Has everything about the visitor deleted: on the server first, then here as by `logout`, and what they had agreed to
   * as well.
   *
   * @throws {ChatError} Nothing was deleted here then; after a lost answer a second call finishes it.
   */
  deleteData(): Promise<void>;

  /** Stops waiting and tries everything now. */
  reconnect(): void;
  /** Stops everything for good. What is stored stays: unsent messages go out with the next client. */
  destroy(): void;
}

/** A message to be sent. It has a text, files, or both. */
export interface OutgoingMessage {
  /** May be empty when there are files. */
  readonly text?: string;
  /** Ids from `upload`. They may still be on their way: the message waits for them. */
  readonly uploadIds?: readonly string[];
  /** Id of the message that this one answers. */
  readonly replyTo?: string;
  /** With the first message of a conversation. */
  readonly departmentId?: string;
}

/** How `upload` treats a file. */
export interface UploadOptions {
  /** Default: the name of a `File`, else one made from the media type. */
  readonly name?: string;
  /** Longer edge in pixels that pictures are brought down to; 0 leaves them as they are. Default 2560. */
  readonly maxImageEdge?: number;
}

/** Where a file can be read, and until when. */
export interface FileAddress {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** `inline` may be shown in the page (pictures, sound, film); everything else is saved. */
  readonly disposition: 'inline' | 'attachment';
}

/** What a conversation that begins without a message is about. For the team to see. */
export interface StartOptions {
  readonly departmentId?: string;
  readonly category?: string;
  readonly subject?: string;
}

/** Answers to the form before the chat, by the `name` of its fields; that of the consent is `consent`. */
export type PrechatAnswers = Readonly<Record<string, string | boolean>>;

/** What the visitor thinks of a conversation: at least one of the three. */
export interface Feedback {
  /** 1 to 5. */
  readonly rating?: number;
  /** At most 2 000 characters. */
  readonly comment?: string;
  /** Would they recommend it, 0 to 10. */
  readonly nps?: number;
}

/** Fetches an identity token from the site's server; null when nobody is logged in there. */
export type IdentityTokenSource = () => Promise<string | null>;

/** Null forgets a field. */
export interface VisitorProfile {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** BCP 47: `pt-BR`. */
  readonly locale?: string | null;
  /** Joined with those that are known; null forgets one. At most 16 KiB as JSON, at most 8 levels deep. */
  readonly traits?: Readonly<Record<string, unknown>> | null;
}
