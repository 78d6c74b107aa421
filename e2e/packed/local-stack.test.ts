/** `@support-chat/local` and the command `support-chat` in a folder with nothing else in it. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatWidget } from '../support/chat-widget.ts';
import { FORUM, MIKA } from '../support/team.ts';
import { plainEnvironment } from './outside.ts';
import { expect, test } from './packed-test.ts';
import { freePort, untilAnswered } from './serve-example.ts';

test('the whole backend runs from its package, and the command brings it into a project', async ({ outside, page }) => {
  const folder = await outside.project(
    'backend',
    Object.fromEntries(Array.from(outside.tarballs.keys(), (name) => [name, '*'])),
  );

  const { stdout: help } = await outside.run(folder, 'npx', ['support-chat', '--help']);
  expect(help).toContain('widget snippet');
  mkdirSync(join(folder, 'supabase'));
  writeFileSync(join(folder, 'supabase/config.toml'), 'project_id = "shop"\n');
  await outside.run(folder, 'npx', ['support-chat', 'init']);
  expect(readdirSync(join(folder, 'supabase/migrations'))).not.toEqual([]);
  expect(readdirSync(join(folder, 'supabase/functions')).sort()).toEqual(['support-chat', 'support-telegram']);

  const port = await freePort();
  const stack = spawn('npx', ['support-chat-local'], {
    cwd: folder,
    env: { ...plainEnvironment(), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilAnswered(url, () => stack.exitCode !== null);
    await page.goto(url);
    const chat = new ChatWidget(page);
    await chat.open();
    await chat.send('Is anybody there?');
    const threadId = await topicWith(url, 'Is anybody there?');
    await fetch(`${url}/sim/send-message`, {
      method: 'POST',
      body: JSON.stringify({ userId: MIKA, chatId: FORUM, threadId, text: 'All of us.' }),
    });
    await expect(chat.message('All of us.')).toBeVisible({ timeout: 20_000 });
    expect(readdirSync(join(folder, '.support-chat'))).toContain('secrets.json');
  } finally {
    if (stack.pid !== undefined) process.kill(-stack.pid, 'SIGTERM');
  }
});

async function topicWith(url: string, text: string): Promise<number> {
  let found: number | undefined;
  await expect(async () => {
    const { groups } = (await (await fetch(`${url}/sim/state`)).json()) as {
      groups: readonly { id: number; topics: readonly { id: number }[] }[];
    };
    for (const { id } of groups.find((group) => group.id === FORUM)?.topics ?? []) {
      const transcript = await (await fetch(`${url}/sim/transcript?chatId=${FORUM}&threadId=${id}`)).text();
      if (transcript.includes(text)) found = id;
    }
    expect(found).toBeDefined();
  }).toPass({ timeout: 20_000 });
  return found as number;
}
