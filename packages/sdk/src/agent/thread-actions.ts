/** What an agent does in the conversation that is shown: reads, writes, and is seen to be writing. */
import { createTypingSign } from '../actions/typing-sign.ts';
import { ChatError } from '../errors.ts';
import { onAbort } from '../lib/abort.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { Timers } from '../lib/timers.ts';
import type { AgentClient } from './agent-client.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentKeeper } from './agent-keeper.ts';
import type { AgentReads } from './agent-reads.ts';
import type { AgentStore } from './agent-store.ts';
import type { AgentThreads } from './agent-thread.ts';
import { assertAlive } from './assert-alive.ts';
import type { Unsent } from './unsent.ts';
import { toUnsentAgentMessage } from './wire/message.ts';

export interface ThreadActionsOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
  readonly threads: AgentThreads;
  readonly reads: AgentReads;
  readonly keeper: AgentKeeper;
  readonly unsent: Pick<Unsent, 'uploads'>;
  /** Another conversation is shown; its messages may be on their way. */
  readonly onShown: () => void;
  readonly timers: Timers;
  readonly logger: ChatLogger;
  readonly signal: AbortSignal;
}

type Actions = Pick<
  AgentClient,
  'openConversation' | 'closeConversationView' | 'loadOlder' | 'markRead' | 'setTyping' | 'send' | 'retry' | 'discard'
>;

export function createThreadActions(options: ThreadActionsOptions): Actions {
  const { call, store, threads, reads, keeper, unsent, timers, logger, signal } = options;
  const sign = createTypingSign({
    timers,
    say: (conversation_id, is_typing) =>
      void call('agent/typing', { body: { conversation_id, is_typing } }).catch((error: unknown) =>
        logger('debug', 'The visitor was not told of the writing.', error),
      ),
  });
  onAbort(signal, sign.end);

  return {
    async openConversation(id) {
      assertAlive(signal);
      const opening = threads.open(id);
      options.onShown();
      await opening;
    },
    closeConversationView() {
      sign.stop();
      threads.close();
    },
    loadOlder: threads.loadOlder,
    async markRead() {
      if (threads.id !== null) await reads.read(threads.id, threads.newestSeq);
    },
    setTyping(isTyping) {
      const { thread } = store.getSnapshot();
      const state = thread?.details?.conversation.status;
      if (isTyping && thread && (state === 'queued' || state === 'active')) sign.sign(thread.conversationId);
      else sign.stop();
    },

    async send(draft, conversationId = threads.id ?? undefined) {
      if (conversationId === undefined) throw new ChatError('conversation_not_found', 'No conversation is shown.');
      const entry = await (await keeper.open()).add(draft, conversationId);
      if (!draft.isInternal) sign.stop();
      return (
        threads.find(entry.id) ?? toUnsentAgentMessage(entry, store.getSnapshot().me?.agent ?? null, unsent.uploads)
      );
    },
    async retry(id) {
      await (await keeper.open()).retry(id);
    },
    async discard(id) {
      await (await keeper.open()).discard(id);
    },
  };
}
