import type { ConversationPriority, ConversationStatus } from '@support-chat/sdk/agent';
import type { Command } from '../shortcuts/shortcuts.ts';

/**
 * What the inbox says and `<support-chat>` does not; everything else (delivery states, files, "Try again") is shared with
 * it. A locale is a module that exports one of these; a missing phrase is a compile error. Plurals are functions.
 */
export interface InboxPhrases {
  /** The whole thing, as a place: "Inbox". */
  readonly inbox: string;

  // The list of conversations.
  readonly conversations: string;
  /** Tabs: what I have, what nobody has, everything. Short. */
  readonly scopes: Readonly<Record<'mine' | 'queued' | 'all', string>>;
  readonly search: string;
  /** What can be searched for. */
  readonly searchHint: string;
  readonly filter: string;
  /** Of a filter that is on; how many. */
  readonly filtersOn: (count: number) => string;
  readonly resetFilters: string;
  readonly status: string;
  readonly statuses: Readonly<Record<ConversationStatus, string>>;
  readonly priority: string;
  readonly priorities: Readonly<Record<ConversationPriority, string>>;
  readonly department: string;
  readonly tag: string;
  readonly tags: string;
  /** Of a filter: whatever it is. */
  readonly any: string;
  readonly onlySnoozed: string;
  /** A visitor without a name. */
  readonly visitor: string;
  /** `duration` is ready to read: "4 min". */
  readonly waitingFor: (duration: string) => string;
  readonly snoozedUntil: (day: string, time: string) => string;
  /** In front of the text of a note. */
  readonly noteBy: (name: string) => string;
  readonly typing: string;
  readonly rated: (stars: number) => string;
  /** Nothing to see, by tab: a heading and a sentence. */
  readonly emptyTitle: Readonly<Record<'mine' | 'queued' | 'all' | 'search', string>>;
  readonly emptyText: Readonly<Record<'mine' | 'queued' | 'all' | 'search', string>>;
  readonly listFailed: string;
  readonly found: (count: number, hasMore: boolean) => string;

  // A conversation.
  readonly chooseTitle: string;
  readonly chooseText: string;
  readonly conversationNumber: (number: number) => string;
  readonly threadFailed: string;
  readonly emptyThread: string;
  readonly beginning: string;
  /** On a message that the visitor does not see. */
  readonly note: string;
  readonly deletedBy: Readonly<Record<'visitor' | 'agent' | 'system', string>>;
  readonly you: string;
  readonly messageActions: (excerpt: string) => string;
  readonly copyText: string;
  readonly copied: string;
  /** Another member of the team writes here just now. */
  readonly colleagueTyping: (names: string, count: number) => string;

  // What can be done with it.
  readonly claim: string;
  readonly pass: string;
  readonly putBack: string;
  readonly assignToMe: string;
  readonly transfer: string;
  readonly resolve: string;
  readonly end: string;
  readonly reopen: string;
  readonly snooze: string;
  readonly wake: string;
  readonly moreActions: string;
  /** Nobody has it. */
  readonly unassigned: string;
  readonly assignedTo: (name: string) => string;
  readonly yours: string;
  /** What became of it. */
  readonly done: Readonly<
    Record<
      | 'claimed'
      | 'passed'
      | 'assigned'
      | 'unassigned'
      | 'transferred'
      | 'resolved'
      | 'closed'
      | 'reopened'
      | 'snoozed'
      | 'woken'
      | 'saved',
      string
    >
  >;
  readonly takenBy: (name: string) => string;
  readonly notYours: string;
  readonly undo: string;
  readonly snoozeFor: Readonly<Record<'hour' | 'threeHours' | 'tomorrow' | 'nextWeek', string>>;
  readonly subject: string;
  readonly details: string;
  readonly editDetails: string;
  readonly tagsHint: string;

  // Handing over.
  readonly transferTitle: string;
  readonly toColleague: string;
  readonly toDepartment: string;
  readonly noteForThem: string;
  readonly noteForThemHint: string;
  readonly nobodyElse: string;
  /** Of a colleague: "3 open". */
  readonly openCount: (count: number) => string;
  readonly presences: Readonly<Record<'online' | 'away' | 'offline', string>>;

  // Writing.
  readonly replyMode: string;
  readonly noteMode: string;
  readonly replyPlaceholder: string;
  readonly notePlaceholder: string;
  /** Under the field of a reply, and of a note. */
  readonly visitorSees: string;
  readonly teamSees: string;
  readonly sendNote: string;
  readonly endedHint: string;
  readonly replyClaims: string;
  readonly canned: string;
  readonly cannedSearch: string;
  readonly cannedEmpty: string;
  readonly cannedFailed: string;
  readonly saveChanges: string;
  readonly cancelReply: string;
  readonly fileTooLarge: (name: string, limit: string) => string;

  // The visitor.
  readonly aboutVisitor: string;
  readonly hideVisitor: string;
  readonly contact: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly language: string;
  readonly externalId: string;
  readonly verified: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly beganOn: string;
  readonly cameFrom: string;
  readonly device: string;
  readonly devices: { readonly desktop: string; readonly tablet: string; readonly phone: string };
  readonly localTime: string;
  readonly answersBefore: string;
  readonly traits: string;
  readonly trail: string;
  readonly showTrail: string;
  readonly trailEmpty: string;
  readonly history: string;
  readonly assignments: string;
  readonly waited: string;
  readonly firstAnswer: string;
  readonly untilSolved: string;
  readonly ratingOf: string;
  readonly otherConversations: string;
  readonly editVisitor: string;
  readonly editVisitorHint: string;
  readonly ban: string;
  readonly banTitle: (name: string) => string;
  readonly banText: string;
  readonly banReason: string;
  readonly banFor: string;
  readonly banTimes: Readonly<Record<'day' | 'week' | 'month' | 'forever', string>>;
  readonly unban: string;
  readonly bannedForGood: string;
  readonly bannedUntil: (day: string, time: string) => string;
  readonly banned: string;
  readonly unbanned: string;

  // Prepared texts of the agent's own.
  readonly texts: TextPhrases;
  /** Where code did not arrive, beside a button that tries again. */
  readonly partMissing: string;
  /** A button that goes on where a search has stopped before it was through. */
  readonly searchFurther: string;
  /** Beside it. */
  readonly searchPaused: string;

  // The agent.
  readonly presence: string;
  readonly available: string;
  readonly availableHint: string;
  readonly awayUntilBack: string;
  readonly awayForHour: string;
  readonly awayUntilTomorrow: string;
  readonly load: (open: number, most: number) => string;
  readonly settings: string;
  readonly shortcuts: string;
  readonly shortcutsOn: string;
  readonly shortcutsHint: string;
  /** What each key does. */
  readonly keys: Readonly<Record<Command | 'canned' | 'send' | 'newLine', string>>;
  /** Name of a key. */
  readonly enterKey: string;
  readonly escapeKey: string;
  readonly shiftKey: string;

  // What stands in the way.
  readonly offline: (waiting: number) => string;
  readonly unreachable: (waiting: number) => string;
  readonly notSent: (count: number) => string;
  readonly memoryOnly: string;
  readonly signedOutTitle: string;
  readonly signedOutText: string;
  readonly signIn: string;
  readonly refusedTitle: string;
  readonly refusedText: string;
  readonly unavailableTitle: string;
  readonly unavailableText: string;
  readonly starting: string;

  // News, for screen readers and notifications.
  readonly newMessageFrom: (name: string) => string;
  readonly newInQueue: (name: string) => string;
  readonly assignedToYou: (name: string) => string;
}

/** About prepared texts that only the agent sees. */
export interface TextPhrases {
  readonly title: string;
  /** Opens the list of them. */
  readonly manage: string;
  readonly intro: string;
  readonly empty: string;
  readonly add: string;
  readonly change: (title: string) => string;
  readonly remove: (title: string) => string;
  readonly removeQuestion: (title: string) => string;
  readonly removeText: string;
  readonly delete: string;
  readonly fromDraft: string;
  /** Labels of the three fields. */
  readonly name: string;
  readonly body: string;
  readonly shortcut: string;
  /** What a shortcut may consist of; also said when one does not. */
  readonly shortcutHint: string;
  /** In front of the placeholders. */
  readonly fillsIn: string;
  readonly taken: string;
  readonly gone: string;
  readonly full: string;
  readonly keptHere: string;
  readonly discardQuestion: string;
  readonly discard: string;
  readonly goOn: string;
  readonly deleted: string;
}
