import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSSRApp, effectScope, h, isReadonly, isRef, ref, shallowRef, watch } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createFakeSource, type FakeSource } from '../../testing/fake-source.ts';
import { EMPTY_SNAPSHOT } from '../index.ts';
import { useSupportChat } from './index.ts';

describe('useSupportChat in Vue', () => {
  it('is a read-only ref of the snapshot', () => {
    const chat = createFakeSource({ unreadCount: 1 });
    effectScope().run(() => {
      const snapshot = useSupportChat(chat);
      assert.ok(isRef(snapshot) && isReadonly(snapshot));
      assert.equal(snapshot.value, chat.getSnapshot());
      chat.update({ unreadCount: 2 });
      assert.equal(snapshot.value, chat.getSnapshot());
    });
  });

  it('tells of its part only when that has changed', () => {
    const chat = createFakeSource();
    const seen: number[] = [];
    effectScope().run(() => {
      const unreadCount = useSupportChat(chat, (snapshot) => snapshot.unreadCount);
      watch(unreadCount, (count) => seen.push(count), { flush: 'sync' });
    });
    chat.update({ connection: 'live' });
    chat.update({ unreadCount: 2 });
    chat.update({ connection: 'offline' });
    assert.deepEqual(seen, [2]);
  });

  it('keeps a value that equals the one before', () => {
    const chat = createFakeSource();
    effectScope().run(() => {
      const isSame = (one: string[], other: string[]): boolean => one.join() === other.join();
      const names = useSupportChat(chat, ({ connection }) => [connection], isSame);
      const before = names.value;
      chat.update({ unreadCount: 1 });
      assert.equal(names.value, before);
      chat.update({ connection: 'live' });
      assert.deepEqual(names.value, ['live']);
    });
  });

  it('lets go when its scope ends', () => {
    const chat = createFakeSource();
    const scope = effectScope();
    scope.run(() => useSupportChat(chat));
    assert.equal(chat.subscribers, 1);
    scope.stop();
    assert.equal(chat.subscribers, 0);
  });

  it('changes over to another chat, and to none', () => {
    const first = createFakeSource({ unreadCount: 1 });
    const second = createFakeSource({ unreadCount: 2 });
    const chat = shallowRef<FakeSource | null>(null);
    effectScope().run(() => {
      const snapshot = useSupportChat(chat);
      assert.equal(snapshot.value, EMPTY_SNAPSHOT);
      chat.value = first;
      assert.equal(snapshot.value.unreadCount, 1);
      chat.value = second;
      assert.equal(snapshot.value.unreadCount, 2);
      assert.equal(first.subscribers, 0);
      chat.value = null;
      assert.equal(snapshot.value, EMPTY_SNAPSHOT);
      assert.equal(second.subscribers, 0);
    });
  });

  it('follows refs that the selector reads', () => {
    const chat = createFakeSource({ unreadCount: 4 });
    const limit = ref(3);
    effectScope().run(() => {
      const isMany = useSupportChat(chat, ({ unreadCount }) => unreadCount > limit.value);
      assert.equal(isMany.value, true);
      limit.value = 9;
      assert.equal(isMany.value, false);
    });
  });

  it('leaves nothing behind on a server', async () => {
    const chat = createFakeSource({ unreadCount: 5 });
    const app = createSSRApp({
      setup() {
        const unreadCount = useSupportChat(chat, (snapshot) => snapshot.unreadCount);
        return () => h('output', unreadCount.value);
      },
    });
    assert.equal(await renderToString(app), '<output>5</output>');
    assert.equal(chat.subscribers, 0);
  });
});
