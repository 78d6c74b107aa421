import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ClientParts } from '../client-parts.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { createMemoryStorage } from '../storage/sync-storage.ts';
import { createChatStore } from '../store/chat-store.ts';
import { createVisitorRecords, writeRecord } from './visitor-record.ts';

it('the record of the visitor is shown as it is stored, whatever the order of the answers', async () => {
  const memory = createMemoryStorage();
  await writeRecord(memory, { profile: { name: 'Ana' } });
  let answer = (): void => {};
  const storage: KeyValueStorage = {
    ...memory,
    async get(key) {
      const found = await memory.get(key);
      await new Promise<void>((resolve) => (answer = resolve));
      return found;
    },
  };
  const store = createChatStore({ onState: () => {}, onChange: () => {}, onListenerError: () => {} });
  const records = createVisitorRecords({
    storage,
    store,
    share: () => {},
    onLeave: () => () => {},
  } as unknown as ClientParts);
  const showing = records.show();
  await records.change(() => ({ profile: { name: 'Ana Lovelace' } }));
  answer();
  await showing;
  assert.equal(store.getSnapshot().visitor?.name, 'Ana Lovelace');
});
