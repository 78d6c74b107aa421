import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { derived, get } from 'svelte/store';
import { createFakeSource } from '../../testing/fake-source.ts';
import { settle } from '../../testing/settle.ts';
import { TestWorld } from '../../testing/test-world.ts';
import { toStore } from './index.ts';

describe('a Svelte store', () => {
  it('calls back at once, and then after changes until the undo', () => {
    const chat = createFakeSource();
    const seen: unknown[] = [];
    const undo = toStore(chat).subscribe((snapshot) => seen.push(snapshot));
    chat.update({ isLoadingOlder: true });
    undo();
    assert.equal(seen.length, 2);
    assert.equal(seen[1], chat.getSnapshot());
    assert.equal(chat.subscribers, 0);
  });

  it('is silent while its part stays the same', () => {
    const chat = createFakeSource();
    const seen: number[] = [];
    toStore(chat, ({ unreadCount }) => unreadCount).subscribe((count) => seen.push(count));
    chat.update({ connection: 'live' });
    chat.update({ unreadCount: 2 });
    chat.update({ connection: 'offline' });
    assert.deepEqual(seen, [0, 2]);
  });

  it('compares as it is told to', () => {
    const chat = createFakeSource();
    const seen: string[] = [];
    const isSame = (one: string[], other: string[]): boolean => one.join() === other.join();
    toStore(chat, ({ connection }) => [connection], isSame).subscribe((names) => seen.push(...names));
    chat.update({ unreadCount: 1 });
    chat.update({ connection: 'live' });
    assert.deepEqual(seen, ['idle', 'live']);
  });

  it('tells each of its subscribers the current part', () => {
    const chat = createFakeSource();
    const store = toStore(chat, ({ unreadCount }) => unreadCount);
    const undo = store.subscribe(() => undefined);
    chat.update({ unreadCount: 3 });
    assert.equal(get(store), 3);
    undo();
    chat.update({ unreadCount: 4 });
    assert.equal(get(store), 4);
    assert.equal(get(derived(store, (count) => count + 1)), 5);
    assert.equal(chat.subscribers, 0);
  });

  it('follows a chat', async () => {
    const world = new TestWorld();
    const chat = world.open();
    const texts: string[][] = [];
    const undo = toStore(chat, ({ messages }) => messages).subscribe((messages) =>
      texts.push(messages.map(({ text }) => text)),
    );
    await chat.send('Hello');
    await settle();
    assert.deepEqual(texts[0], []);
    assert.deepEqual(texts.at(-1), ['Hello']);
    undo();
    world.close();
  });
});
