/**
 * All conversations that this page knows of, whichever list shows them: one record each, and the rules by which news
 * change it. News may come twice, late or out of order: a conversation's facts are those of its highest revision, its
 * newest message is the one with the highest place. Every piece of news costs the same, however many conversations there are.
 */
import type { WireTeamMessage } from '../protocol/agent/message.ts';
import type { AgentConversation } from './agent-conversation.ts';
import { createRevisions, type Revisions } from './revisions.ts';
import type { ConversationNews, ConversationRecord } from './wire/conversation.ts';

/** What a piece of news has changed. `previous` is null when the conversation was not known. */
export interface ConversationMove {
  readonly previous: AgentConversation | null;
  readonly next: AgentConversation;
}

interface Known {
  record: ConversationRecord;
  shown: AgentConversation;
  isTyping: boolean;
  readonly revisions: Revisions;
  /** Places of messages that were taken back: news that are older may still name them. */
  readonly takenBack: Set<number>;
}

/** The server names as many; a list shows no more than "99+". */
const MOST_UNREAD = 100;
/** As long as the server's own. */
const EXCERPT_CHARACTERS = 140;

export type ConversationBook = ReturnType<typeof createConversationBook>;

export function createConversationBook(myId: () => string | null, onMove: (move: ConversationMove) => void) {
  const known = new Map<string, Known>();

  const update = (entry: Known, change: Partial<ConversationRecord>, isTyping = entry.isTyping): void => {
    const previous = entry.shown;
    entry.record = withUnread({ ...entry.record, ...change }, entry.takenBack);
    entry.isTyping = isTyping;
    const next = show(entry.record, isTyping);
    if (isSame(previous, next)) return;
    entry.shown = next;
    onMove({ previous, next });
  };

  return {
    get: (id: string): AgentConversation | undefined => known.get(id)?.shown,
    /** Whether news were missed in between. */
    hasGap: (id: string): boolean => known.get(id)?.revisions.hasGap ?? false,
    /** Everything up to here is known; 0 when nothing is. */
    revisionOf: (id: string): number => known.get(id)?.revisions.contiguous ?? 0,
    get size(): number {
      return known.size;
    },

    /** The server has said everything about it. */
    learn(record: ConversationRecord): AgentConversation {
      const entry = known.get(record.id);
      if (!entry) {
        const shown = show(record, false);
        const revisions = createRevisions(record.revision);
        known.set(record.id, { record, shown, isTyping: false, revisions, takenBack: new Set() });
        onMove({ previous: null, next: shown });
        return shown;
      }
      entry.revisions.reach(record.revision);
      // An answer that was overtaken by an event says nothing new, except how far was read.
      const readSeq = Math.max(entry.record.readSeq, record.readSeq);
      const heardSince = entry.record.unreadSeqs.filter((seq) => seq > record.lastSeq);
      update(
        entry,
        record.revision < entry.record.revision
          ? { readSeq }
          : newest(entry.record, { ...record, readSeq, unreadSeqs: [...record.unreadSeqs, ...heardSince] }),
      );
      return entry.shown;
    },

    /** An event, or (`isAnswer`) what a call brought back. False when the conversation is not known. */
    hear(news: ConversationNews, isAnswer: boolean): boolean {
      const entry = known.get(news.id);
      if (!entry) return false;
      entry.revisions[isAnswer ? 'expect' : 'hear'](news.revision);
      if (news.revision > entry.record.revision) update(entry, newest(entry.record, news));
      return true;
    },

    /** A new message, or a changed one. False when the conversation is not known. */
    hearMessage(message: WireTeamMessage): boolean {
      const entry = known.get(message.conversation_id);
      if (!entry) return false;
      entry.revisions.hear(message.revision);
      const { record } = entry;
      const isNewest = message.seq >= record.lastSeq;
      const isExcerpt = !message.is_internal && message.seq >= (record.lastMessage?.seq ?? 0);
      const isUnread = message.sender.kind === 'visitor' && !record.unreadSeqs.includes(message.seq);
      const at = Date.parse(message.created_at);
      if (message.deleted_at !== null) entry.takenBack.add(message.seq);
      const isOwn = message.agent_id !== null && message.agent_id === myId();
      update(entry, {
        lastSeq: Math.max(record.lastSeq, message.seq),
        ...(isOwn && { readSeq: Math.max(record.readSeq, message.seq) }),
        ...(isUnread && { unreadSeqs: [...record.unreadSeqs, message.seq].sort((a, b) => a - b) }),
        ...(isNewest && { lastMessageAt: at, updatedAt: Math.max(record.updatedAt, at) }),
        ...(isExcerpt && { lastMessage: excerptOf(message), waitingSince: waitingSince(record, message, at) }),
      });
      return true;
    },

    read(id: string, seq: number): void {
      const entry = known.get(id);
      if (entry && seq > entry.record.readSeq) update(entry, { readSeq: seq });
    },

    type(id: string, isTyping: boolean): void {
      const entry = known.get(id);
      if (entry && entry.isTyping !== isTyping) update(entry, {}, isTyping);
    },

    /** Lets go of what nobody looks at. */
    keepOnly(isKept: (conversation: AgentConversation) => boolean): void {
      for (const [id, { shown }] of known) if (!isKept(shown)) known.delete(id);
    },
  };
}

/** What a message says is kept where the facts were written down before it. */
function newest(before: ConversationRecord, news: Partial<ConversationRecord>): Partial<ConversationRecord> {
  const { lastSeq = 0, lastMessage, lastMessageAt, updatedAt = 0 } = news;
  const isOlder = lastSeq < before.lastSeq;
  return {
    ...news,
    lastSeq: Math.max(before.lastSeq, lastSeq),
    lastMessageAt: isOlder ? before.lastMessageAt : (lastMessageAt ?? null),
    updatedAt: Math.max(before.updatedAt, updatedAt),
    ...(lastMessage !== undefined && {
      lastMessage: (lastMessage?.seq ?? 0) < (before.lastMessage?.seq ?? 0) ? before.lastMessage : lastMessage,
    }),
  };
}

function waitingSince(record: ConversationRecord, { sender }: WireTeamMessage, at: number): number | null {
  if (sender.kind === 'visitor') return record.waitingSince ?? at;
  return sender.kind === 'agent' ? null : record.waitingSince;
}

function excerptOf(message: WireTeamMessage): AgentConversation['lastMessage'] {
  const { seq, sender, type, text, created_at, deleted_at } = message;
  return Object.freeze({
    seq,
    sender: sender.kind,
    senderName: sender.name,
    type,
    text: deleted_at === null ? text.slice(0, EXCERPT_CHARACTERS) : '',
    createdAt: Date.parse(created_at),
  });
}

/** What was read or taken back is unread no more. */
function withUnread(record: ConversationRecord, takenBack: ReadonlySet<number>): ConversationRecord {
  const unreadSeqs = record.unreadSeqs.filter((seq) => seq > record.readSeq && !takenBack.has(seq)).slice(-MOST_UNREAD);
  return { ...record, unreadSeqs };
}

function show({ revision: _, unreadSeqs, ...record }: ConversationRecord, visitorIsTyping: boolean): AgentConversation {
  return Object.freeze({ ...record, unreadCount: unreadSeqs.length, visitorIsTyping });
}

function isSame(a: AgentConversation, b: AgentConversation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
