import assert from 'node:assert/strict';
import type { WireMessage } from '../../src/protocol/message.ts';
import type { FakeConversation } from '../fake-conversations.ts';
import type { ChatModel, WrittenMessage } from './chat-model.ts';
import { isElsewhere, isUnsent, type ModelDevice } from './model-device.ts';
import type { ModelTab } from './model-tab.ts';

/** Everything comes good, the visitor returns once more, and there is time for all that is left to be done. */
export async function settle(model: ChatModel, device: ModelDevice): Promise<void> {
  const { clock, server, browser } = device;
  server.fault = null;
  server.nextFaults.length = 0;
  server.realtime.answer = 'accept';
  browser.storageError = null;
  for (const tab of device.open) {
    tab.dieAfter(Infinity, () => {});
    tab.thaw();
    tab.send('online');
    tab.send('visible');
    tab.chat.setOpen(true);
  }
  const free = device.tabs.indexOf(null);
  if (free >= 0) device.openTab(free);
  await clock.advance(150_000);
  // A tab that has lost its storage does not see what is in there; the next visit does.
  if (free < 0 && model.hasLostStorage) {
    model.end(device.tabs[0] as object);
    await device.close(0);
    device.openTab(0);
    await clock.advance(30_000);
  }
  // What was refused because of what it said stays refused.
  const retried = new Set<string>();
  for (const { chat } of device.open) {
    const failed = chat.getSnapshot().messages.filter(({ delivery }) => delivery?.state === 'failed');
    // Turned away by Realtime, a client knocks again with a new token or when a person asks for it.
    if (chat.getSnapshot().connection === 'polling') chat.reconnect();
    for (const { id, delivery } of failed) {
      if (isElsewhere(delivery)) continue;
      // The next tab may not have heard of it yet; there it has no effect.
      if (!retried.has(id)) model.retry(id, server);
      retried.add(id);
      await chat.retry(id);
    }
  }
  await clock.advance(20_000);
}

/** Holds what is there against what was promised. */
export function check(model: ChatModel, device: ModelDevice): void {
  assert.deepEqual(device.defects, []);
  // Tabs that share no storage can not know which of them has renewed the session last.
  if (!model.hasLostStorage)
    assert.equal(device.server.sessions.reuses, 0, 'no tab has used a token that was replaced');
  checkArrivals(model, device);
  for (const conversation of device.server.conversations) checkOrder(model, conversation);
  for (const tab of device.open) checkTab(tab, model, device);
}

function checkArrivals(model: ChatModel, { server }: ModelDevice): void {
  const arrived = server.conversations.flatMap(({ messages }) => messages.filter(isVisitors));
  for (const message of model.written) {
    const found = arrived.filter((one) => isSame(message, one));
    const label = `"${message.texts[0]}" (${message.fate} be there)`;
    assert.ok(found.length <= 1, `${label} is there ${found.length} times`);
    if (message.fate === 'never') assert.equal(found.length, 0, `${label}, but it is`);
    // Only as long as no correction may have made it acceptable.
    const isRefused = message.texts[0]?.startsWith('refuse me') === true;
    if (isRefused && message.texts.length === 1) assert.equal(found.length, 0, `${label}, although it was refused`);
    if (message.fate === 'must' && !isRefused) assert.equal(found.length, 1, `${label}, but it is not`);
    const [one] = found;
    if (one && one.deleted_at !== null) assert.ok(message.isTakenBack, `${label} was deleted`);
    else if (one) assert.ok(message.texts.includes(one.text), `${label} says "${one.text}"`);
  }
  for (const one of arrived) {
    assert.ok(
      model.written.some((message) => isSame(message, one)),
      `nobody wrote "${one.text}"`,
    );
  }
}

function checkOrder(model: ChatModel, { messages }: FakeConversation): void {
  // Tabs that share no storage share no order.
  if (model.hasLostStorage) return;
  // Nobody was told that the others are stored, other tabs included.
  const told = model.written.filter(({ id }) => id !== null);
  const found = messages.filter(isVisitors).flatMap((one) => told.find((message) => isSame(message, one)) ?? []);
  found.forEach((later, index) => {
    for (const earlier of found.slice(0, index)) {
      const isFree = earlier.flush !== null && earlier.flush === later.flush;
      assert.ok(
        isFree || earlier.rank < later.rank,
        `"${later.texts[0]}" was written before "${earlier.texts[0]}" and stands after it`,
      );
    }
  });
}

function checkTab({ name, chat }: ModelTab, model: ChatModel, { server }: ModelDevice): void {
  const { messages, conversation, connection, unreadCount, hasOlderMessages, error } = chat.getSnapshot();
  const unsent = messages.filter(isUnsent);
  assert.deepEqual(
    unsent.filter(({ delivery }) => delivery?.state !== 'failed').map(({ text }) => text),
    [],
    `${name} has nothing left to send`,
  );
  assert.equal(error, null, `${name} shows no error`);
  if (!model.hasLostStorage) {
    const refused = model.written.filter(
      ({ texts, fate }) => fate === 'must' && texts.length === 1 && isRefusedText(texts[0]),
    );
    const failed = unsent.map(({ text }) => text);
    for (const { texts } of refused)
      assert.ok(failed.includes(texts[0] as string), `${name} shows "${texts[0]}" as failed`);
  }
  if (conversation === null) {
    assert.equal(connection, 'idle', `${name} has nothing to listen to`);
    if (!model.hasLostStorage && !model.hasLostSession)
      assert.equal(server.conversations.length, 0, `${name} shows the conversation`);
    return;
  }
  assert.equal(connection, 'live', `${name} is connected`);
  const theirs = server.conversations.find(({ wire }) => wire.id === conversation.id);
  const current = theirs && server.threads.currentOf(theirs.visitorId);
  assert.equal(conversation.id, current?.wire.id, `${name} shows the open conversation, else the newest`);
  if (!current) return;
  const shown = messages.filter((message) => !isUnsent(message)).map(({ id, text }) => `${id}: ${text}`);
  const there = current.messages.map(({ id, text }) => `${id}: ${text}`);
  assert.deepEqual(shown, there.slice(-shown.length || there.length), `${name} shows what the server has`);
  assert.equal(hasOlderMessages, shown.length < there.length, `${name} knows whether there is more`);
  const unread = current.messages.filter(
    ({ sender, seq, deleted_at: deletedAt }) =>
      sender.kind === 'agent' && seq > current.wire.visitor_read_seq && deletedAt === null,
  );
  assert.equal(unreadCount, unread.length, `${name} counts what is unread`);
}

function isSame({ id, texts }: WrittenMessage, message: WireMessage): boolean {
  return message.id === id || texts.includes(message.text);
}

function isRefusedText(text: string | undefined): boolean {
  return text?.startsWith('refuse me') === true;
}

function isVisitors({ sender }: WireMessage): boolean {
  return sender.kind === 'visitor';
}
