import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage, standingClock } from '../simulator-suite.ts';

type Updates = { update_id: number; message?: { text: string } }[];

function say(stage: Stage, ...texts: string[]): void {
  for (const text of texts) stage.control.people.send({ userId: stage.ids.mika, chatId: stage.forum, text });
}

const texts = (updates: Updates) => updates.map(({ message }) => message?.text);

/** Resolves when the simulator has begun to wait: the call was read and its promise is still open. */
async function isWaiting(poll: Promise<unknown>): Promise<boolean> {
  for (let turn = 0; turn < 20; turn++) {
    const first = await Promise.race([
      poll.then(() => 'answered'),
      new Promise((resolve) => setImmediate(resolve, 'waiting')),
    ]);
    if (first === 'answered') return false;
  }
  return true;
}

describe('getUpdates', () => {
  it('[DOC] gives the same updates again until a higher offset confirms them', async () => {
    const stage = new Stage();
    await stage.drain();
    say(stage, 'one', 'two');
    const first = await stage.ok<Updates>('getUpdates');
    assert.deepEqual(texts(first), ['one', 'two']);
    assert.deepEqual(await stage.ok<Updates>('getUpdates'), first);
    assert.deepEqual(texts(await stage.ok<Updates>('getUpdates', { offset: (first[0]?.update_id ?? 0) + 1 })), ['two']);
    assert.deepEqual(texts(await stage.ok<Updates>('getUpdates')), ['two']);
  });

  it('[DOC] numbers updates in sequence', async () => {
    const stage = new Stage();
    await stage.drain();
    say(stage, 'one', 'two');
    const [first, second] = await stage.ok<Updates>('getUpdates');
    assert.equal(second?.update_id, (first?.update_id ?? 0) + 1);
  });

  it('[DOC] with a negative offset forgets all but the last ones', async () => {
    const stage = new Stage();
    await stage.drain();
    say(stage, 'one', 'two', 'three');
    assert.deepEqual(texts(await stage.ok<Updates>('getUpdates', { offset: -1 })), ['three']);
    assert.deepEqual(texts(await stage.ok<Updates>('getUpdates')), ['three']);
  });

  it('[DOC] takes at most as many as asked for', async () => {
    const stage = new Stage();
    await stage.drain();
    say(stage, 'one', 'two', 'three');
    assert.deepEqual(texts(await stage.ok<Updates>('getUpdates', { limit: 2 })), ['one', 'two']);
  });

  it('[DOC] waits for the next update', async () => {
    const stage = new Stage();
    await stage.drain();
    const poll = stage.ok<Updates>('getUpdates', { timeout: 30 });
    assert.equal(await isWaiting(poll), true);
    say(stage, 'at last');
    assert.deepEqual(texts(await poll), ['at last']);
  });

  it('[SRC] waits 50 seconds at most', async () => {
    const stage = new Stage();
    await stage.drain();
    const poll = stage.ok<Updates>('getUpdates', { timeout: 600 });
    assert.equal(await isWaiting(poll), true);
    await stage.control.advanceClock({ durationMs: 49_999 });
    assert.equal(await isWaiting(poll), true);
    await stage.control.advanceClock({ durationMs: 1 });
    assert.deepEqual(await poll, []);
  });

  it('[SRC] ends an older poll with 409', async () => {
    const stage = new Stage();
    await stage.drain();
    const older = stage.refused('getUpdates', { timeout: 30 });
    assert.equal(await isWaiting(older), true);
    const newer = stage.ok<Updates>('getUpdates', { timeout: 30 });
    assert.deepEqual(await older, {
      ok: false,
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    say(stage, 'hello');
    assert.deepEqual(texts(await newer), ['hello']);
  });

  it('[SRC] is refused with 409 while a webhook is set', async () => {
    const stage = new Stage({ webhookFetch: async () => new Response() });
    await stage.ok('setWebhook', { url: 'https://bot.example/hook' });
    const { error_code, description } = await stage.refused('getUpdates');
    assert.equal(error_code, 409);
    assert.equal(
      description,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  });

  it('[SRC] ends with 409 when a webhook is set meanwhile', async () => {
    const stage = new Stage({ webhookFetch: async () => new Response() });
    await stage.drain();
    const poll = stage.refused('getUpdates', { timeout: 30 });
    assert.equal(await isWaiting(poll), true);
    await stage.ok('setWebhook', { url: 'https://bot.example/hook' });
    assert.equal((await poll).description, 'Conflict: terminated by setWebhook request');
  });

  it('[DOC] remembers allowed_updates; an empty list is the default without reactions and members', async () => {
    const stage = new Stage();
    await stage.ok('getUpdates', { allowed_updates: ['callback_query', 'no_such_kind'] });
    await stage.drain();
    say(stage, 'unheard');
    assert.deepEqual(await stage.ok('getUpdates'), []);
    assert.deepEqual((await stage.ok<{ allowed_updates: string[] }>('getWebhookInfo')).allowed_updates, [
      'callback_query',
    ]);
    await stage.ok('getUpdates', { allowed_updates: [] });
    say(stage, 'heard');
    stage.control.workspace.setMember({ chatId: stage.forum, userId: stage.ids.outsider });
    assert.deepEqual(stage.updates('message').length, 2);
    assert.deepEqual(stage.updates('chat_member'), []);
  });

  it('[SRC] forgets a message after a day and a tap after 150 seconds', async () => {
    const stage = new Stage();
    await stage.drain();
    say(stage, 'old');
    const { message_id: messageId } = await stage.send('card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'x' }]] },
    });
    stage.control.people.tap({ userId: stage.ids.mika, chatId: stage.forum, messageId, button: 'Go' });
    await stage.control.advanceClock({ durationMs: 151_000 });
    assert.deepEqual([stage.updates('callback_query').length, stage.updates('message').length], [0, 1]);
    await stage.control.advanceClock({ durationMs: 24 * 60 * 60 * 1000 });
    assert.deepEqual(stage.control.pendingUpdates(), []);
  });

  it('[SRC] that hurries with the same offset is slowed down', async () => {
    const stage = new Stage({ rateLimits: 'telegram' });
    await stage.drain();
    await stage.control.advanceClock({ durationMs: 10_000 });
    assert.deepEqual(await stage.ok('getUpdates'), []);
    const hurried = stage.ok<Updates>('getUpdates');
    assert.equal(await isWaiting(hurried), true);
    await stage.control.advanceClock({ durationMs: 3_000 });
    assert.deepEqual(await hurried, []);
  });

  it('passes on an update of a kind that does not exist', async () => {
    const stage = new Stage({ clock: standingClock });
    await stage.drain();
    stage.control.pushUpdate({ kind: 'telepathy', payload: { thought: 1 } });
    const [update] = await stage.ok<{ telepathy: object }[]>('getUpdates');
    assert.deepEqual(update?.telepathy, { thought: 1 });
  });
});
