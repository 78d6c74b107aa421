import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage, seededRandom, standingClock } from '../simulator-suite.ts';
import { createTelegramSimulator } from '../telegram-simulator.ts';

const get = (stage: Stage, path: string, headers: Record<string, string> = {}) =>
  stage.simulator.fetch(new Request(`http://127.0.0.1:8080${path}`, { headers }));
const post = (stage: Stage, path: string, body: unknown) =>
  stage.simulator.fetch(new Request(`http://127.0.0.1:8080${path}`, { method: 'POST', body: JSON.stringify(body) }));

describe('A simulator', () => {
  it('refuses a token that looks real', () => {
    assert.throws(
      () => createTelegramSimulator({ token: `123456789:${'A'.repeat(35)}` }),
      /looks like the token of a real Telegram bot/,
    );
    assert.throws(() => createTelegramSimulator({ token: 'nonsense' }), /<number>:<name>/);
    assert.equal(createTelegramSimulator({ clock: standingClock }).token, '1000001:simulator');
  });

  it('goes on after a restart with what was saved', async () => {
    const before = new Stage();
    const threadId = await before.createTopic('Robin');
    await before.send('card', { message_thread_id: threadId });
    before.control.people.send({ userId: before.ids.mika, chatId: before.forum, threadId, text: 'not fetched yet' });
    const saved = JSON.parse(JSON.stringify(before.control.exportState()));

    const after = createTelegramSimulator({ clock: standingClock, random: seededRandom(1), rateLimits: 'off' });
    after.control.importState(saved);
    assert.deepEqual(
      after.control.messages({ chatId: before.forum, threadId }).map(({ message }) => message.text ?? 'service'),
      ['service', 'card', 'not fetched yet'],
    );
    assert.deepEqual(after.control.pendingUpdates(), before.control.pendingUpdates());
  });

  it('loads a state that was saved before it knew of private topics and ephemeral messages', async () => {
    const before = new Stage();
    await before.ok('sendMessage', { chat_id: before.ids.mika, text: 'hello' });
    const saved = before.control.exportState();
    for (const field of ['ephemeralMessages', 'nextEphemeralId', 'webFiles']) Reflect.deleteProperty(saved, field);
    for (const chat of Object.values(saved.privateChats)) Reflect.deleteProperty(chat, 'topics');

    const after = new Stage({ bot: { hasTopicsEnabled: true } });
    after.control.importState(saved);
    assert.deepEqual(
      after.control.overview().privateChats.find(({ userId }) => userId === before.ids.mika)?.topics,
      [],
    );
    assert.deepEqual(
      after.control.messages({ chatId: before.ids.mika, asUserId: before.ids.mika }).map(({ message }) => message.text),
      ['hello'],
    );
  });

  it('does not load a state of another bot', () => {
    const other = createTelegramSimulator({ token: '42:other', clock: standingClock });
    assert.throws(() => new Stage().control.importState(other.control.exportState()), /another bot/);
  });

  it('forgets everybody on reset but keeps the webhook', async () => {
    const stage = new Stage({ webhookFetch: async () => new Response() });
    await stage.ok('setWebhook', { url: 'https://bot.example/hook' });
    stage.control.reset();
    const overview = stage.control.overview();
    assert.deepEqual([overview.groups, overview.users, overview.webhook?.url], [[], [], 'https://bot.example/hook']);
  });

  it('keeps a log of calls without the polls that had nothing to say', async () => {
    const stage = new Stage();
    await stage.ok('getUpdates');
    await stage.send('hello');
    await stage.refused('sendMessage', { chat_id: stage.forum, text: '' });
    assert.deepEqual(
      stage.control
        .calls()
        .map(({ method, params, outcome }) => [method, params['text'], outcome.ok ? 'ok' : outcome.description]),
      [
        ['sendMessage', 'hello', 'ok'],
        ['sendMessage', '', 'Bad Request: message text is empty'],
      ],
    );
  });
});

describe('The control API', () => {
  it('lets a test act as people over HTTP', async () => {
    const stage = new Stage();
    const threadId = await stage.createTopic();
    const sent = await post(stage, '/sim/send-message', {
      userId: stage.ids.ana,
      chatId: stage.forum,
      threadId,
      text: 'Hello from Ana',
    });
    assert.equal(sent.status, 200);
    const messages = (await (await get(stage, `/sim/messages?chatId=${stage.forum}&threadId=${threadId}`)).json()) as {
      senderName: string;
      message: { text?: string };
    }[];
    assert.deepEqual([messages.at(-1)?.senderName, messages.at(-1)?.message.text], ['Ana Castro', 'Hello from Ana']);
  });

  it('says what a person cannot do', async () => {
    const stage = new Stage();
    const answer = await post(stage, '/sim/send-message', {
      userId: stage.ids.outsider,
      chatId: stage.forum,
      text: 'x',
    });
    assert.equal(answer.status, 400);
    assert.deepEqual(await answer.json(), { error: { message: 'CHAT_WRITE_FORBIDDEN' } });
  });

  it('does not answer other machines or pages of other origins', async () => {
    const stage = new Stage();
    const foreignHost = await stage.simulator.fetch(new Request('http://192.168.1.7:8080/sim/state'));
    assert.equal(foreignHost.status, 403);
    assert.equal((await get(stage, '/sim/state', { origin: 'https://evil.example' })).status, 403);
    assert.equal((await get(stage, '/sim/state', { origin: 'http://localhost:8080' })).status, 200);
  });

  it('answers 404 to verbs and paths it does not have', async () => {
    const stage = new Stage();
    assert.equal((await get(stage, '/sim/nothing')).status, 404);
    assert.equal((await post(stage, '/sim/nothing', {})).status, 404);
    assert.equal((await get(stage, '/elsewhere')).status, 404);
    assert.equal((await get(stage, '/telegram/..%2f..%2fpackage.json')).status, 404);
  });

  it('streams changes, many at once as one event, and ends with the simulator', async () => {
    const stage = new Stage();
    const reader = (await get(stage, '/sim/events')).body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.ok(reader);
    assert.equal((await reader.read()).value, 'retry: 500\n\n');
    await stage.send('one');
    await stage.send('two');
    assert.equal((await reader.read()).value, 'event: changed\ndata: {}\n\n');
    stage.simulator.close();
    assert.equal((await reader.read()).done, true);
  });

  it('streams the answer to a tap', async () => {
    const stage = new Stage();
    const { message_id: messageId } = await stage.send('card', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'x' }]] },
    });
    const tap = stage.control.people.tap({ userId: stage.ids.ana, chatId: stage.forum, messageId, button: 'Go' });
    const reader = (await get(stage, '/sim/events')).body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await stage.ok('answerCallbackQuery', {
      callback_query_id: tap.kind === 'callback' ? tap.callbackQueryId : '',
      text: 'Done',
    });
    const event = (await reader?.read())?.value ?? '';
    assert.match(event, /^event: callback_answer\n/);
    assert.match(event, /"text":"Done"/);
    await reader?.cancel();
  });

  it('never serves an upload as a page', async () => {
    const stage = new Stage();
    const { content } = stage.control.people.send({
      userId: stage.ids.mika,
      chatId: stage.forum,
      file: {
        kind: 'document',
        name: 'x.html',
        mimeType: 'text/html',
        base64: Buffer.from('<script>1</script>').toString('base64'),
      },
    });
    const answer = await get(stage, `/sim/file?id=${content.document?.file_id}`);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/);
  });
});
