import { execFile } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { ChatWidget } from '../support/chat-widget.ts';
import type { Team } from '../support/team.ts';

/** A message sent and answered, the way each kind of example offers it. */
export type Journey = 'launcher' | 'button' | 'own page' | 'office' | 'terminal';

/** What Chromium says of a chat that is closed while it connects. */
const GONE_EARLY = 'WebSocket is closed before the connection is established';

/** Everything that a page says is wrong with it; an example has nothing to say. */
export function listenForProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const isProblem = ['error', 'warning'].includes(message.type()) && !message.text().includes(GONE_EARLY);
    if (isProblem) problems.push(message.text());
  });
  return problems;
}

/** By the launcher in the corner. */
export async function askByLauncher(page: Page, team: Team, question: string): Promise<void> {
  const chat = new ChatWidget(page);
  await chat.open();
  await exchange(chat, team, question);
}

/** By a button of the page's own, which counts what is unread. */
export async function askByButton(page: Page, team: Team, question: string): Promise<void> {
  const chat = new ChatWidget(page);
  await page.getByRole('button', { name: 'Ask us' }).click();
  await chat.enter();
  const topicId = await exchange(chat, team, question);

  await page.keyboard.press('Escape');
  await expect(chat.panel).toBeHidden();
  team.answer(topicId, `One more about: ${question}`);
  // A closed chat asks for answers twice a minute, and at once when the network comes back. Only the news of that: without
  // a network a request that is under way would fail, and count as a problem of the example.
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect(page.getByRole('button', { name: 'Ask us (1 unread)' })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
}

/** In an interface of the page's own. */
export async function askInOwnPage(page: Page, team: Team, question: string): Promise<void> {
  await page.getByRole('button', { name: 'Chat' }).click();
  await page.getByLabel('Message', { exact: true }).fill(question);
  await page.getByRole('button', { name: 'Send' }).click();
  const topic = await team.topicWith(question);
  team.answer(topic.id, answerTo(question));
  await expect(page.getByRole('log').getByText(answerTo(question))).toBeVisible({ timeout: 20_000 });
}

/** On the team's side: signed in, and what a visitor asked is in the inbox. */
export async function lookIntoOffice(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('support-chat-inbox')).toBeVisible();
  await page.getByRole('link', { name: 'Console' }).click();
  await expect(page.locator('support-chat-console')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
}

/** Without a browser: what the bot prints until it has its answer. */
export async function askInTerminal(folder: string, widgetKey: string, team: Team, question: string): Promise<string> {
  const printed = new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      ['bot.mjs', question],
      { cwd: folder, env: { ...process.env, WIDGET_KEY: widgetKey, PATIENCE_MS: '30000' } },
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(stdout + stderr))),
    );
  });
  const topic = await Promise.race([team.topicWith(question), printed.then(noTopic)]);
  team.answer(topic.id, answerTo(question));
  const text = await printed;
  expect(text).toContain(`you: ${question}`);
  expect(text).toContain(answerTo(question));
  return text;
}

async function exchange(chat: ChatWidget, team: Team, question: string): Promise<number> {
  await chat.send(question);
  const topic = await team.topicWith(question);
  team.answer(topic.id, answerTo(question));
  await expect(chat.message(answerTo(question))).toBeVisible({ timeout: 20_000 });
  return topic.id;
}

function answerTo(question: string): string {
  return `About “${question}”: yes.`;
}

function noTopic(text: string): never {
  throw new Error(`The bot went before its question arrived:\n${text}`);
}
