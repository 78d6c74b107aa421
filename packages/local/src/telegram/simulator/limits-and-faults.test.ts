import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './simulator-suite.ts';

/** Sends until refused; answers how many went through and the refusal. */
async function flood(send: (index: number) => Promise<{ ok: boolean; parameters?: object }>, most = 60) {
  for (let sent = 0; sent < most; sent++) {
    const answer = await send(sent);
    if (!answer.ok) return { sent, parameters: answer.parameters };
  }
  return { sent: most, parameters: undefined };
}

describe('Rate limits', () => {
  it('[FAQ] a chat takes a short burst, then one message a second', async () => {
    const stage = new Stage({ rateLimits: 'telegram' });
    const send = () => stage.call('sendMessage', { chat_id: stage.ids.mika, text: 'x' });
    assert.deepEqual(await flood(send), { sent: 5, parameters: { retry_after: 1 } });
    await stage.control.advanceClock({ durationMs: 1_000 });
    assert.deepEqual(await flood(send), { sent: 1, parameters: { retry_after: 1 } });
  });

  it('[FAQ] a group takes 20 messages a minute', async () => {
    const stage = new Stage({ rateLimits: 'telegram' });
    const send = async () => {
      await stage.control.advanceClock({ durationMs: 1_000 });
      return stage.call('sendMessage', { chat_id: stage.forum, text: 'x' });
    };
    // 20 in the first 20 seconds; the first of them leaves the window 40 seconds later.
    assert.deepEqual(await flood(send), { sent: 20, parameters: { retry_after: 40 } });
    await stage.control.advanceClock({ durationMs: 39_000 });
    assert.equal((await send()).ok, true);
  });

  it('[tdlib/td#2592] sends, edits and new topics of a group share one budget, whatever the topic', async () => {
    const stage = new Stage({ rateLimits: { chatBurst: 1000, groupPerMinute: 20 } });
    const threadId = await stage.createTopic();
    const { message_id } = await stage.send('card', { message_thread_id: threadId });
    const answer = await flood((index) =>
      index % 3 === 0
        ? stage.call('editMessageText', { chat_id: stage.forum, message_id, text: `card ${index}` })
        : index % 3 === 1
          ? stage.call('createForumTopic', { chat_id: stage.forum, name: `Visitor ${index}` })
          : stage.call('sendMessage', { chat_id: stage.forum, text: 'General' }),
    );
    assert.deepEqual(answer, { sent: 18, parameters: { retry_after: 60 } });
  });

  it('[FAQ] all chats together take 30 messages a second', async () => {
    const stage = new Stage({ rateLimits: { chatBurst: 1000, groupPerMinute: 1000 } });
    const chats = [stage.forum, stage.ids.claimsGroupId, stage.ids.mika, stage.ids.ana];
    const answer = await flood((index) => stage.call('sendMessage', { chat_id: chats[index % 4], text: 'x' }));
    assert.deepEqual(answer, { sent: 30, parameters: { retry_after: 1 } });
  });

  it('[SRC] are told in the body and in a Retry-After header', async () => {
    const stage = new Stage({ rateLimits: { chatBurst: 1 } });
    await stage.send('x');
    const answer = await stage.request('sendMessage', { chat_id: stage.forum, text: 'x' });
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.deepEqual(await answer.json(), {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
  });

  it('leave a refused call without effect and other chats alone', async () => {
    const stage = new Stage({ rateLimits: { chatBurst: 1 } });
    await stage.send('first');
    await stage.refused('createForumTopic', { chat_id: stage.forum, name: 'x' });
    assert.deepEqual(stage.control.overview().groups[0]?.topics, []);
    await stage.ok('sendMessage', { chat_id: stage.ids.mika, text: 'x' });
  });

  it('[opencrabs#1216] count chat actions apart from messages', async () => {
    const stage = new Stage({ rateLimits: 'telegram' });
    const typing = () => stage.call('sendChatAction', { chat_id: stage.forum, action: 'typing' });
    assert.deepEqual(await flood(typing), { sent: 20, parameters: { retry_after: 5 } });
    await stage.send('still fine');
  });

  it('can be switched off', async () => {
    const stage = new Stage({ rateLimits: 'off' });
    assert.equal((await flood(() => stage.call('sendMessage', { chat_id: stage.forum, text: 'x' }))).sent, 60);
  });
});

describe('An injected fault', () => {
  it('answers with any error, as often as asked, and only for calls that fit', async () => {
    const stage = new Stage();
    stage.control.injectFault({
      kind: 'error',
      code: 400,
      description: 'Bad Request: TOPIC_DELETED',
      method: 'sendMessage',
      contains: 'card',
      times: 2,
    });
    await stage.send('something else');
    assert.equal(
      (await stage.refused('sendMessage', { chat_id: stage.forum, text: 'card' })).description,
      'Bad Request: TOPIC_DELETED',
    );
    await stage.ok('getChat', { chat_id: stage.forum });
    await stage.refused('sendMessage', { chat_id: stage.forum, text: 'card' });
    await stage.send('card');
    assert.deepEqual(stage.control.overview().faults, []);
  });

  it('429 names its own wait', async () => {
    const stage = new Stage();
    stage.control.injectFault({ kind: 'error', code: 429, retryAfter: 7 });
    const answer = await stage.request('sendMessage', { chat_id: stage.forum, text: 'x' });
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.deepEqual(((await answer.json()) as { parameters: object }).parameters, { retry_after: 7 });
  });

  it('500 leaves no effect', async () => {
    const stage = new Stage();
    const before = stage.control.messages({ chatId: stage.forum }).length;
    stage.control.injectFault({ kind: 'error', code: 500 });
    assert.equal(
      (await stage.refused('sendMessage', { chat_id: stage.forum, text: 'x' })).description,
      'Internal Server Error',
    );
    assert.equal(stage.control.messages({ chatId: stage.forum }).length, before);
  });

  for (const [when, effect] of [
    ['before', 0],
    ['after', 1],
  ] as const) {
    it(`"timeout ${when}" never answers, and the message was sent ${effect} times`, async () => {
      const stage = new Stage();
      const before = stage.control.messages({ chatId: stage.forum }).length;
      stage.control.injectFault({ kind: 'timeout', when });
      const caller = new AbortController();
      const call = stage.request('sendMessage', { chat_id: stage.forum, text: 'x' }, { signal: caller.signal });
      await stage.control.waitFor(() => stage.control.calls().find(({ method }) => method === 'sendMessage'));
      caller.abort();
      await assert.rejects(call, { name: 'AbortError' });
      assert.equal(stage.control.messages({ chatId: stage.forum }).length - before, effect);
    });

    it(`"reset ${when}" breaks while the answer is read, and the message was sent ${effect} times`, async () => {
      const stage = new Stage();
      const before = stage.control.messages({ chatId: stage.forum }).length;
      stage.control.injectFault({ kind: 'reset', when });
      const answer = await stage.request('sendMessage', { chat_id: stage.forum, text: 'x' });
      await assert.rejects(answer.json(), { code: 'ECONNRESET' });
      assert.equal(stage.control.messages({ chatId: stage.forum }).length - before, effect);
    });
  }

  it('of every method leaves getUpdates alone', async () => {
    const stage = new Stage();
    stage.control.injectFault({ kind: 'error', code: 502 });
    await stage.ok('getUpdates');
    await stage.refused('getMe');
  });
});
