import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import { ChatError } from '../errors.ts';
import type { SupportChat } from '../support-chat.ts';

const code =
  (expected: string) =>
  (error: unknown): boolean =>
    error instanceof ChatError && error.code === expected;

describe('changing what was written', () => {
  let world: TestWorld;
  let chat: SupportChat;
  beforeEach(() => {
    world = new TestWorld();
    chat = world.open();
    chat.setOpen(true);
  });
  afterEach(() => world.close());

  const say = async (text: string): Promise<string> => {
    const { id } = await chat.send(text);
    await world.clock.advance(1_000);
    return id;
  };
  const shown = (id: string) => chat.getSnapshot().messages.find((message) => message.id === id);

  it('is shown when the server has done it, with the time', async () => {
    const id = await say('Helo');
    const editing = chat.edit(id, ' Hello ');
    assert.equal(shown(id)?.text, 'Helo');
    await editing;
    assert.equal(shown(id)?.text, 'Hello');
    assert.equal(shown(id)?.editedAt, world.clock.now());
    await chat.unsend(id);
    assert.equal(shown(id)?.text, '');
    assert.equal(shown(id)?.deletedAt, world.clock.now());
  });

  it('is shown in the other tabs as well', async () => {
    const id = await say('Helo');
    const other = world.open();
    other.setOpen(true);
    await world.clock.advance(1_000);
    await chat.edit(id, 'Hello');
    await world.clock.advance(0);
    assert.deepEqual(visible(other), ['Hello (sent)']);
  });

  it('leaves everything as it was when it is refused or does not arrive', async () => {
    const id = await say('Helo');
    await assert.rejects(chat.edit(id, '  '), code('message_empty'));
    await assert.rejects(chat.edit(id, 'x'.repeat(4_001)), code('message_too_long'));
    world.server.nextFaults.push({ kind: 'down', path: `chat/message/${id}` });
    await assert.rejects(chat.edit(id, 'Hello'), code('network_unavailable'));
    await world.clock.advance(16 * 60_000);
    await assert.rejects(chat.edit(id, 'Hello'), code('edit_window_over'));
    await assert.rejects(chat.unsend(id), code('edit_window_over'));
    await assert.rejects(chat.unsend('nothing'), code('message_not_found'));
    assert.deepEqual(visible(chat), ['Helo (sent)']);
  });

  it('happens here to a message that waits', async () => {
    await say('first');
    world.server.fault = { kind: 'down' };
    const kept = (await chat.send('secnd')).id;
    const gone = (await chat.send('third')).id;
    await world.clock.until(() => shown(kept)?.delivery?.state === 'queued');
    await chat.edit(kept, 'second');
    await chat.unsend(gone);
    assert.deepEqual(visible(chat), ['first (sent)', 'second (queued)']);
    world.server.fault = null;
    await world.clock.advance(31_000);
    assert.deepEqual(world.server.visitorTexts, ['first', 'second']);
    assert.ok(world.server.requests.every(({ method }) => method !== 'PATCH' && method !== 'DELETE'));
  });

  it('survives a reload while the message waits', async () => {
    world.server.fault = { kind: 'down' };
    const { id } = await chat.send('helo');
    await world.clock.until(() => shown(id)?.delivery?.state === 'queued');
    await chat.edit(id, 'hello');
    chat.destroy();
    world.server.fault = null;
    chat = world.open();
    chat.setOpen(true);
    await world.clock.advance(1_000);
    assert.deepEqual(world.server.visitorTexts, ['hello']);
  });

  it('waits for the answer to one that is on the wire', async () => {
    world.server.nextFaults.push({ kind: 'slow', delayMs: 3_000, path: 'chat/message' });
    const { id } = await chat.send('helo');
    await world.clock.until(() => shown(id)?.delivery?.state === 'sending');
    const editing = chat.edit(id, 'hello');
    await world.clock.advance(4_000);
    await editing;
    assert.deepEqual(visible(chat), ['hello (sent)']);
    assert.deepEqual(world.server.visitorTexts, ['hello']);
  });

  it('is done on the server when its answer was lost and it was there all the time', async () => {
    const first = await say('first');
    assert.ok(first);
    world.server.nextFaults.push({ kind: 'lost-answer', path: 'chat/message' });
    world.server.nextFaults.push({ kind: 'down', path: 'chat/message' });
    world.server.realtime.drop();
    world.server.nextFaults.push({ kind: 'down', path: 'chat/poll' });
    const { id } = await chat.send('helo');
    await world.clock.until(() => shown(id)?.delivery?.state === 'queued', 10_000);
    await chat.edit(id, 'hello');
    await world.clock.advance(60_000);
    assert.deepEqual(visible(chat), ['first (sent)', 'hello (sent)']);
    assert.deepEqual(world.server.visitorTexts, ['first', 'hello']);
  });

  it('does not wait for ever when the client is destroyed', async () => {
    world.server.fault = { kind: 'slow', delayMs: 14_000 };
    const { id } = await chat.send('helo');
    await world.clock.until(() => shown(id)?.delivery?.state === 'sending');
    const editing = assert.rejects(chat.edit(id, 'hello'), code('client_destroyed'));
    await world.clock.advance(100);
    chat.destroy();
    await editing;
  });
});

describe('the address of a file', () => {
  let world: TestWorld;
  let chat: SupportChat;
  beforeEach(async () => {
    world = new TestWorld();
    chat = world.open();
    await chat.send('Hello');
    await world.clock.advance(1_000);
  });
  afterEach(() => world.close());

  const asked = (): number => world.server.requestsTo('chat/file').length;

  it('is asked for once, until shortly before it ends', async () => {
    const [first, second] = await Promise.all([chat.fileUrl('f1'), chat.fileUrl('f1')]);
    assert.equal(first, second);
    assert.deepEqual(first, {
      url: first.url,
      expiresAt: world.clock.now() + 300_000,
      disposition: 'inline',
    });
    await world.clock.advance(269_000);
    assert.equal(await chat.fileUrl('f1'), first);
    assert.equal(asked(), 1);
    await world.clock.advance(2_000);
    const next = await chat.fileUrl('f1');
    assert.notEqual(next.url, first.url);
    await chat.fileUrl('f2');
    assert.equal(asked(), 3);
  });

  it('is asked for again after a failure', async () => {
    await assert.rejects(chat.fileUrl('missing'), code('attachment_not_found'));
    await assert.rejects(chat.fileUrl('missing'), code('attachment_not_found'));
    assert.equal(asked(), 2);
  });

  it('is not that of another visitor', async () => {
    await chat.fileUrl('f1');
    world.server.sessions.revoke();
    await chat.send('Hello again');
    await world.clock.advance(1_000);
    await chat.fileUrl('f1');
    assert.equal(asked(), 2);
  });
});
