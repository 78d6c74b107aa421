import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { Stage } from './simulator-suite.ts';

const executablePath = [process.env['CHROME_PATH'], chromium.executablePath(), '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);

/** Drives the page as a person would, by names and roles. */
describe('The simulator page', { skip: executablePath ? false : 'no Chromium on this machine' }, () => {
  let stage = new Stage();
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const server = createServer(getRequestListener((request) => stage.simulator.fetch(request)));
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/`;
  const composer = () => page.getByRole('textbox', { name: 'Message' });
  const messages = () => page.getByTestId('message');
  const open = (name: string) =>
    page
      .getByTestId('conversation')
      .filter({ has: page.getByText(name, { exact: true }) })
      .click();
  const actAs = (label: string) => page.getByLabel('Act as').selectOption({ label });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
  });
  beforeEach(async () => {
    stage.simulator.close();
    stage = new Stage();
    problems.length = 0;
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    // Nothing is timed here: on a busy machine the page alone takes seconds.
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  });
  after(async () => {
    await browser.close();
    stage.simulator.close();
    server.closeAllConnections();
    server.close();
  });

  it('shows a new topic by itself and lets an agent answer in it', async () => {
    await page.goto(address());
    const threadId = await stage.createTopic('#1024 Robin');
    await stage.send('Where is my order?', { message_thread_id: threadId });
    await open('#1024 Robin');
    await messages().filter({ hasText: 'Where is my order?' }).waitFor();
    await actAs('Ana Castro');
    await composer().fill('Let me look.');
    await page.getByRole('button', { name: 'Send' }).click();
    await messages().filter({ hasText: 'Let me look.' }).waitFor();
    const answer = stage.updates('message').at(-1);
    assert.deepEqual(
      [answer?.text, answer?.from.first_name, answer?.message_thread_id],
      ['Let me look.', 'Ana', threadId],
    );
    assert.deepEqual(problems, []);
  });

  it('never reads what people write as markup', async () => {
    const threadId = await stage.createTopic('<b>bold</b>');
    await stage.send('<img src=x onerror="document.title=1">', { message_thread_id: threadId });
    await page.goto(`${address()}#chat=${stage.forum}/${threadId}`);
    await messages().filter({ hasText: '<img src=x' }).waitFor();
    assert.equal(await page.locator('#messages img').count(), 0);
    assert.equal(await page.getByRole('heading', { name: '<b>bold</b>' }).count(), 1);
  });

  it('answers a tap with what the bot says', async () => {
    const { message_id } = await stage.send('New chat', {
      reply_markup: { inline_keyboard: [[{ text: 'Claim', callback_data: 'claim:1' }]] },
    });
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    await page.getByRole('button', { name: 'Claim' }).click();
    const query = await stage.control.waitFor(
      () => stage.updates<{ id: string; message: { message_id: number } }>('callback_query')[0],
    );
    assert.equal(query.message.message_id, message_id);
    await stage.ok('answerCallbackQuery', { callback_query_id: query.id, text: 'It is yours' });
    await page.getByTestId('toast').filter({ hasText: 'It is yours' }).waitFor();
  });

  it('replies to, edits, reacts to and deletes messages by keyboard', async () => {
    const { message_id } = await stage.send('Is it there?');
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    await messages().filter({ hasText: 'Is it there?' }).focus();
    await page.keyboard.press('r');
    await page.keyboard.type('Yes');
    await page.keyboard.press('Enter');
    const own = messages().and(page.locator('[data-own]'));
    await own.waitFor();
    assert.equal(stage.updates('message').at(-1)?.reply_to_message?.message_id, message_id);

    await own.focus();
    await page.keyboard.press('e');
    await page.keyboard.type(', it is');
    await page.keyboard.press('Enter');
    await own.filter({ hasText: 'Yes, it is' }).waitFor();
    assert.equal(stage.updates('edited_message').at(-1)?.text, 'Yes, it is');

    await messages().first().hover();
    await page.getByRole('button', { name: 'React 👍' }).and(page.locator(':visible')).first().click();
    await page.getByRole('button', { name: /👍 from/ }).waitFor();

    await own.focus();
    await page.keyboard.press('Delete');
    await own.waitFor({ state: 'detached' });
    assert.deepEqual(problems, []);
  });

  it('closes, reopens and deletes a topic by hand', async () => {
    const threadId = await stage.createTopic('#1024 Robin');
    await page.goto(`${address()}#chat=${stage.forum}/${threadId}`);
    await actAs('Mika Lindgren');
    await page.getByRole('button', { name: 'Close topic' }).click();
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('button', { name: 'Close topic' }).waitFor();
    await page.getByRole('button', { name: 'Delete this topic' }).click();
    await page.getByTestId('conversation').filter({ hasText: '#1024 Robin' }).waitFor({ state: 'detached' });
    assert.equal(
      (await stage.refused('sendMessage', { chat_id: stage.forum, message_thread_id: threadId, text: 'x' }))
        .description,
      'Bad Request: message thread not found',
    );
  });

  it('says why somebody cannot write, and lets Jo start the bot', async () => {
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Sasha Outsider');
    await page.getByText('Sasha Outsider is not in this group.').waitFor();
    await open('Jo');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await messages().filter({ hasText: '/start' }).waitFor();
    await stage.ok('sendMessage', { chat_id: stage.ids.jo, text: 'Welcome' });
    await messages().filter({ hasText: 'Welcome' }).waitFor();
  });

  it('breaks the next send on request and shows the refusal', async () => {
    await page.goto(address());
    await page.getByRole('button', { name: '500 next time' }).click();
    await page.getByTestId('active-fault').waitFor();
    await stage.refused('sendMessage', { chat_id: stage.forum, text: 'x' });
    await page.getByTestId('api-call').filter({ hasText: 'Internal Server Error' }).waitFor();
    await page.getByTestId('active-fault').waitFor({ state: 'detached' });
  });

  it('offers the commands of the bot and completes them', async () => {
    await stage.ok('setMyCommands', {
      commands: [
        { command: 'close', description: 'Close' },
        { command: 'claim', description: 'Claim' },
      ],
    });
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    await composer().fill('/cl');
    await page.getByRole('option').nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    assert.equal(await composer().inputValue(), '/claim ');
  });

  it('sends stickers, places, contacts and albums', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    for (const label of ['Sticker 🎉', 'Location', 'Contact']) {
      await page.getByRole('button', { name: 'Attach' }).click();
      await page.getByRole('menuitem', { name: label }).click();
    }
    await page.getByRole('img', { name: 'Sticker 🎉' }).waitFor();
    await messages().filter({ hasText: '+3545550100' }).waitFor();
    await composer().fill('Two pictures');
    const file = (name: string) => ({ name, mimeType: 'image/png', buffer: png });
    await page.locator('#file-input').setInputFiles([file('a.png'), file('b.png')]);
    await messages().filter({ hasText: 'Two pictures' }).waitFor();
    const heard = stage.updates('message').filter(({ from }) => from.first_name === 'Mika');
    assert.deepEqual(
      new Set(
        heard.flatMap((message) => ['sticker', 'location', 'contact', 'photo'].filter((kind) => kind in message)),
      ),
      new Set(['sticker', 'location', 'contact', 'photo']),
    );
    const album = heard.filter(({ photo }) => photo);
    assert.deepEqual([album.length, new Set(album.map(({ media_group_id: id }) => id)).size], [2, 1]);
    assert.deepEqual(problems, []);
  });

  it('offers every reaction that the group allows', async () => {
    const { message_id: messageId } = await stage.send('Is it there?');
    stage.control.workspace.setReactions({ chatId: stage.forum, reactions: ['🫡', '👀'] });
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    await messages().filter({ hasText: 'Is it there?' }).hover();
    await page.getByRole('button', { name: 'More reactions' }).and(page.locator(':visible')).click();
    const picker = page.getByRole('dialog', { name: 'All reactions' });
    assert.equal(await picker.getByRole('button').count(), 2);
    await picker.getByRole('button', { name: 'React 🫡' }).click();
    await page.getByRole('button', { name: '🫡 from Mika Lindgren' }).waitFor();
    assert.equal(
      stage.control.messages({ chatId: stage.forum }).find(({ message }) => message.message_id === messageId)?.reactions
        .length,
      1,
    );
  });

  it('shows an ephemeral message to its receiver only', async () => {
    await stage.ok('sendMessage', {
      chat_id: stage.forum,
      text: 'Only for Mika',
      ephemeral_message_parameters: { receiver_user_id: stage.ids.mika },
    });
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    await messages().filter({ hasText: 'Only for Mika' }).waitFor();
    await actAs('Ana Castro');
    await messages().filter({ hasText: 'Only for Mika' }).waitFor({ state: 'detached' });
  });

  it('offers administrators their own commands', async () => {
    const commands = [{ command: 'ban', description: 'Blocks the visitor' }];
    await stage.ok('setMyCommands', { commands, scope: { type: 'all_chat_administrators' } });
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    await composer().fill('/b');
    await page.getByRole('option', { name: '/ban' }).waitFor();
    await actAs('Jo');
    await page.getByRole('option', { name: '/ban' }).waitFor({ state: 'detached' });
  });

  it('switches whether somebody has started the bot, and shows what the bot is about to say', async () => {
    await page.goto(`${address()}#chat=${stage.ids.ana}`);
    const started = page.getByRole('switch', { name: 'Started the bot' });
    await started.and(page.locator('[aria-checked=true]')).click();
    await started.and(page.locator('[aria-checked=false]')).waitFor();
    await stage.refused('sendMessage', { chat_id: stage.ids.ana, text: 'x' });
    await started.click();
    await started.and(page.locator('[aria-checked=true]')).waitFor();
    await stage.ok('sendMessageDraft', { chat_id: stage.ids.ana, draft_id: 1, text: 'Where is my' });
    await page.getByText('Harbor Support: Where is my…').waitFor();
  });

  it('lists refused calls alone', async () => {
    await stage.send('fine');
    await stage.refused('sendMessage', { chat_id: stage.ids.jo, text: 'x' });
    await page.goto(address());
    await page.getByTestId('api-call').nth(1).waitFor();
    await page.getByRole('button', { name: 'Errors only' }).click();
    await page.getByTestId('api-call').nth(1).waitFor({ state: 'detached' });
    await page.getByTestId('api-call').filter({ hasText: "bot can't initiate conversation" }).waitFor();
  });

  it('fits a phone, whatever is quoted', async () => {
    const { message_id: replyTo } = await stage.send('a long question '.repeat(20));
    stage.control.people.send({ userId: stage.ids.mika, chatId: stage.forum, text: 'Yes', replyTo });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${address()}#chat=${stage.forum}`);
    await actAs('Mika Lindgren');
    const own = messages().and(page.locator('[data-own]')).locator('.bubble');
    const box = await own.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  });
});
