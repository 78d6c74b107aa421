/**
 * What one browser keeps for one agent: unsent messages and their files, one place per account and organization, shared by
 * its tabs. Comes into being when it is known who is signed in.
 */
import type { ChatLogger } from '../lib/logger.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import { createFallbackStorage } from '../storage/fallback-storage.ts';
import type { UploadState } from '../store/chat-state.ts';
import { createTabLocks } from '../tabs/tab-locks.ts';
import { browserPutFile } from '../uploads/put-file.ts';
import { browserShrinkPicture } from '../uploads/shrink-picture.ts';
import type { CallAgent } from './agent-endpoints.ts';
import { createAgentFiles } from './agent-files.ts';
import type { AgentDraft } from './agent-message.ts';
import type { AgentEnvironment } from './agent-options.ts';
import { type AgentOutboxOptions, composeAnswer, createAgentOutbox } from './agent-outbox.ts';
import type { AgentTabMessage } from './agent-tabs.ts';

export interface AgentKeepOptions
  extends AgentEnvironment, Pick<AgentOutboxOptions, 'myId' | 'onEntries' | 'onSent' | 'onRefused'> {
  readonly call: CallAgent;
  readonly logger: ChatLogger;
  readonly mode: 'auto' | 'memory';
  /** Names the place. */
  readonly scope: string;
  readonly onMemory: () => void;
  readonly onUpload: (fileId: string, state: UploadState) => void;
  readonly onTab: (message: AgentTabMessage) => void;
  readonly find: Parameters<typeof composeAnswer>[2];
  readonly signal: AbortSignal;
}

export type AgentKeep = ReturnType<typeof openAgentKeep>;

export function openAgentKeep(options: AgentKeepOptions) {
  const { scope, logger, signal, page } = options;
  const kept = options.openStorage(options.mode, scope);
  const storage = createFallbackStorage(kept, options.timers, (cause) => {
    logger('warn', 'Storage failed; memory takes its place.', cause);
    options.onMemory();
  });
  if (storage.scope === 'memory') options.onMemory();
  const runLocked = createTabLocks({ ...options, storage });
  const tabs = kept
    ? options.openTabChannel(scope, (message) => {
        if (message.type !== 'outbox') options.onTab(message);
        else if (storage.scope === 'shared') void outbox.reread(message.sendingId);
      })
    : null;
  const share = (message: AgentTabMessage): void => {
    if (!signal.aborted) tabs?.post(message);
  };
  const files = createAgentFiles({
    ...options,
    storage,
    runLocked,
    putFile: options.putFile ?? browserPutFile(options.fetch),
    shrinkPicture: options.shrinkPicture ?? browserShrinkPicture,
    ownerId: () => options.myId() ?? '',
    onState: options.onUpload,
  });
  const outbox = createAgentOutbox({
    ...options,
    storage,
    runLocked,
    prepare: files.settle,
    onEntries(entries) {
      files.keepOnly(entries);
      options.onEntries(entries);
    },
    onShare: (sendingId) => share({ type: 'outbox', sendingId }),
  });
  const wake = (isForced: boolean): void => {
    outbox.wake(isForced);
    files.wake(isForced);
  };
  const stopSignals = page.subscribe((news) => {
    if (news === 'online' || news === 'visible') wake(false);
    if (news === 'leaving') outbox.flush();
  });

  return {
    wake,
    share,
    retry: outbox.retry,
    discard: outbox.discard,
    /** What an earlier page has left. */
    restore: (): Promise<void> => outbox.reread(),

    /** Writes a message down. @throws {ChatError} */
    async add(draft: AgentDraft, conversationId: string): Promise<OutboxEntry> {
      const content = composeAnswer(draft, conversationId, options.find);
      return outbox.add(async () => {
        const taken = draft.files?.length ? { files: await files.take(draft.files) } : {};
        return { ...content, ...taken };
      });
    },

    close(): void {
      stopSignals();
      tabs?.close();
    },
  };
}
