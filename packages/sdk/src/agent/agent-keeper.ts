/**
 * Opens what this browser keeps for the agent as soon as a token has said whose it is, and passes on what becomes of it:
 * to the list of what is unsent, to the shown conversation, to the book.
 */
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { TellAgentEvent } from './agent-events.ts';
import { type AgentKeep, type AgentKeepOptions, openAgentKeep } from './agent-keep.ts';
import type { AgentSession } from './agent-session.ts';
import type { AgentStore } from './agent-store.ts';
import type { AgentThreads } from './agent-thread.ts';
import { assertAlive } from './assert-alive.ts';
import type { ConversationBook } from './conversation-book.ts';
import type { Hearing } from './hear-news.ts';
import type { Unsent } from './unsent.ts';
import { soundMessage } from './wire/message.ts';

/** What the keeper answers itself. */
type Answered = 'scope' | 'call' | 'find' | 'onMemory' | 'onEntries' | 'onSent' | 'onRefused' | 'onUpload' | 'onTab';

export interface KeeperOptions extends Omit<AgentKeepOptions, Answered> {
  /** Names the place, once it is known who is signed in. */
  readonly scope: () => string;
  readonly session: Pick<AgentSession, 'call' | 'fresh'>;
  readonly store: AgentStore;
  readonly unsent: Unsent;
  readonly threads: AgentThreads;
  readonly book: ConversationBook;
  readonly hearing: Hearing;
  readonly emit: TellAgentEvent;
  /** What waits for the server is another now. */
  readonly onWaiting: () => void;
}

export type AgentKeeper = ReturnType<typeof createAgentKeeper>;

export function createAgentKeeper(options: KeeperOptions) {
  const { session, store, unsent, threads, book, hearing, signal } = options;
  let keep: AgentKeep | null = null;
  let opening: Promise<AgentKeep> | null = null;

  const showEntries = (entries: readonly OutboxEntry[]): void => {
    unsent.show(entries);
    threads.show();
    options.onWaiting();
  };

  const create = (): AgentKeep =>
    openAgentKeep({
      ...options,
      call: session.call,
      scope: options.scope(),
      find: threads.find,
      onMemory: () => store.change({ storage: 'memory' }),
      onEntries: showEntries,
      onSent(message, conversation, entries) {
        hearing.hearMessage(message);
        showEntries(entries);
        hearing.hearAnswer(conversation);
        keep?.share({ type: 'message', message });
      },
      onRefused: ({ id, conversationId = '' }, error) =>
        options.emit('message:failed', { messageId: id, conversationId, error }),
      onUpload(fileId, state) {
        unsent.upload(fileId, state);
        threads.show();
      },
      onTab(message) {
        if (message.type === 'read') book.read(message.conversationId, message.seq);
        else if (message.type === 'message') hearing.hearMessage(soundMessage(message.message));
      },
    });

  return {
    /** Null until it was opened. */
    get keep(): AgentKeep | null {
      return keep;
    },

    /** @throws {ChatError} when it cannot be known whose it is */
    async open(): Promise<AgentKeep> {
      assertAlive(signal);
      if (keep) return keep;
      await session.fresh();
      opening ??= (async () => {
        keep = create();
        await keep.restore();
        return keep;
      })();
      return opening;
    },
  };
}
