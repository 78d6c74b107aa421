import { expect, test } from './support/test.ts';
import { ChatWidget } from './support/chat-widget.ts';
import { FORUM, MIKA } from './support/team.ts';

test('Realtime refuses: polling takes over within 5 s and gives way when it is back; nothing lost or doubled', async ({
  chat,
  team,
  stack,
}) => {
  await chat.open();
  await chat.send('First line.');
  const topic = await team.topicWith('First line.');
  team.answer(topic.id, 'Over the socket.');
  await expect(chat.message('Over the socket.')).toBeVisible();
  await expect.poll(() => stack.realtime.connectionCount).toBeGreaterThan(0);

  stack.realtime.setRefusing(true);
  try {
    team.answer(topic.id, 'By polling.');
    await expect(chat.message('By polling.')).toBeVisible({ timeout: 5_000 });
  } finally {
    stack.realtime.setRefusing(false);
  }
  await expect.poll(() => stack.realtime.connectionCount, { timeout: 40_000 }).toBeGreaterThan(0);
  team.answer(topic.id, 'Over the socket again.');
  await expect(chat.message('Over the socket again.')).toBeVisible();
  expect(await chat.texts()).toEqual(['First line.', 'Over the socket.', 'By polling.', 'Over the socket again.']);
});

test('two tabs show the same conversation, and every message is sent once', async ({ chat, team, context, stack }) => {
  await chat.open();
  await chat.send('From the first tab.');
  const topic = await team.topicWith('From the first tab.');

  const other = new ChatWidget(await context.newPage());
  await other.page.goto(stack.url);
  await other.open();
  await expect(other.message('From the first tab.')).toBeVisible();
  await Promise.all([other.send('From the second tab.'), chat.send('And the first again.')]);
  team.answer(topic.id, 'I see both of you.');

  const all = ['From the first tab.', 'From the second tab.', 'And the first again.', 'I see both of you.'];
  for (const tab of [chat, other]) {
    for (const text of all) await expect(tab.message(text)).toHaveCount(1);
  }
  await expect.poll(() => team.lines(FORUM, topic.id).length).toBe(1 + all.length);
  for (const text of all) expect(team.count(text)).toBe(1);
});

test('Telegram answers 429, then 500: everything arrives afterwards, once and in order', async ({ chat, team }) => {
  await chat.open();
  await chat.send('Before the trouble.');
  const topic = await team.topicWith('Before the trouble.');
  team.control.injectFault({ kind: 'error', code: 429, retryAfter: 2, method: 'sendMessage' });
  await chat.send('One.');
  await chat.send('Two.');
  await team.topicWith('Two.');
  team.control.injectFault({ kind: 'error', code: 500, method: 'sendMessage', times: 2 });
  await chat.send('Three.');
  await team.topicWith('Three.');
  const lines = team.lines(FORUM, topic.id).slice(1);
  expect(lines).toEqual(['Before the trouble.', 'One.', 'Two.', 'Three.'].map((text) => expect.stringContaining(text)));
});

test('the topic is deleted by hand: it is made again with card and history, and the message arrives', async ({
  chat,
  team,
}) => {
  await chat.open();
  await chat.send('My first question.');
  const topic = await team.topicWith('My first question.');
  team.control.topics.delete({ userId: MIKA, chatId: FORUM, threadId: topic.id });
  await chat.send('My second question.');
  const again = await team.topicWith('My second question.');
  expect(again.id).not.toBe(topic.id);
  expect(team.lines(FORUM, again.id).join('\n')).toContain('My first question.');
  team.answer(again.id, 'Both have answers.');
  await expect(chat.message('Both have answers.')).toBeVisible();
});

test('offline: messages wait, are shown as waiting, and arrive once in order when the network is back', async ({
  chat,
  team,
  context,
}) => {
  await chat.open();
  await chat.send('Still online.');
  await team.topicWith('Still online.');
  await context.setOffline(true);
  await chat.send('Written in the tunnel.');
  await chat.send('Still in the tunnel.');
  await expect(chat.panel.getByText("You're offline.", { exact: false })).toBeVisible();
  await context.setOffline(false);
  const topic = await team.topicWith('Still in the tunnel.');
  expect(team.lines(FORUM, topic.id).slice(1)).toEqual([
    expect.stringContaining('Still online.'),
    expect.stringContaining('Written in the tunnel.'),
    expect.stringContaining('Still in the tunnel.'),
  ]);
  await expect(chat.panel.getByText("You're offline.", { exact: false })).toBeHidden();
});
