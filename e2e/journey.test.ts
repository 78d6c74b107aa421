import { expect, test } from './support/test.ts';
import { FORUM } from './support/team.ts';

test('a visitor writes, the team answers from a forum topic, and the answer is on the screen at once', async ({
  chat,
  team,
}) => {
  await chat.open();
  await chat.send('Does the canvas bag fit a laptop?');
  await expect(chat.message('Does the canvas bag fit a laptop?')).toBeVisible();

  const topic = await team.topicWith('Does the canvas bag fit a laptop?');
  const [card, first] = team.lines(FORUM, topic.id);
  expect(card).toContain('/'); // the page the visitor is on
  expect(first).toContain('Does the canvas bag fit a laptop?');
  await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();

  team.answer(topic.id, 'It does, up to 15 inches.');
  await expect(chat.message('It does, up to 15 inches.')).toBeVisible();
  await expect(chat.panel.getByText(/^Seen/)).toBeVisible();
  await expect(chat.panel.getByText('Mika', { exact: false }).first()).toBeVisible();

  await chat.send('Then I take two.');
  await expect.poll(() => team.lines(FORUM, topic.id).some((line) => line.includes('Then I take two.'))).toBe(true);
  expect(team.topics().filter((other) => other.name === topic.name)).toHaveLength(1);
});

test('one person can play the team on the simulator page', async ({ chat, team, page, stack, context }) => {
  await chat.open();
  await chat.send('Is anybody there?');
  const topic = await team.topicWith('Is anybody there?');

  const desk = await context.newPage();
  await desk.goto(`${stack.url}/telegram/`);
  await desk.getByText(topic.name).first().click();
  await expect(desk.getByText('Is anybody there?').first()).toBeVisible();
  await desk.getByRole('textbox', { name: 'Message' }).fill('Yes, good morning.');
  await desk.getByRole('button', { name: 'Send', exact: true }).click();
  await page.bringToFront();
  await expect(chat.message('Yes, good morning.')).toBeVisible();
});

test('a reload keeps the conversation, and an answer given meanwhile is there', async ({ chat, team, page }) => {
  await chat.open();
  await chat.send('I will be right back.');
  const topic = await team.topicWith('I will be right back.');
  await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();
  await page.goto('about:blank');
  team.answer(topic.id, 'Take your time.');
  await page.goBack();
  await chat.open();
  await expect(chat.message('Take your time.')).toBeVisible();
  expect(await chat.texts()).toEqual(['I will be right back.', 'Take your time.']);
});

test('closing the topic ends the conversation, writing again opens it', async ({ chat, team }) => {
  await chat.open();
  await chat.send('That was all, thank you.');
  const topic = await team.topicWith('That was all, thank you.');
  team.control.topics.close({ userId: 2_000_001, chatId: FORUM, threadId: topic.id });
  await expect(chat.ended).toBeVisible();

  await chat.send('One more thing.');
  await team.topicWith('One more thing.');
  await expect.poll(() => team.topics().find((other) => other.id === topic.id)?.isClosed).toBe(false);
  await expect(chat.ended).toBeHidden();
});

test('notes and unknown commands stay among the agents', async ({ chat, team }) => {
  await chat.open();
  await chat.send('Hello there.');
  const topic = await team.topicWith('Hello there.');
  team.answer(topic.id, '// looks like the customer from last week');
  team.answer(topic.id, '/note same address');
  team.answer(topic.id, '/discount 20');
  team.answer(topic.id, 'Hello!');
  await expect(chat.message('Hello!')).toBeVisible();
  expect(await chat.texts()).toEqual(['Hello there.', 'Hello!']);
});
