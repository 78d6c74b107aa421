import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { UploadState } from '../store/chat-state.ts';
import type { AgentStore } from './agent-store.ts';

/** What waits in the outbox, and how far its files have come. */
export type Unsent = ReturnType<typeof createUnsent>;

export function createUnsent(store: AgentStore) {
  let entries: readonly OutboxEntry[] = [];
  const uploads = new Map<string, UploadState>();

  return {
    get entries(): readonly OutboxEntry[] {
      return entries;
    },
    uploads: uploads as ReadonlyMap<string, UploadState>,

    show(next: readonly OutboxEntry[]): void {
      entries = next;
      const carried = new Set(entries.flatMap(({ files = [] }) => files.map(({ id }) => id)));
      for (const id of uploads.keys()) if (!carried.has(id)) uploads.delete(id);
      const failed = entries.filter(({ delivery }) => delivery.state === 'failed').length;
      const figures = { waiting: entries.length - failed, failed };
      const { outbox } = store.getSnapshot();
      const isNews = outbox.waiting !== figures.waiting || outbox.failed !== failed;
      if (isNews) store.change({ outbox: Object.freeze(figures) });
    },

    upload(fileId: string, state: UploadState): void {
      uploads.set(fileId, Object.freeze(state));
    },
  };
}
