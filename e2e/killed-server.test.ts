import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChatWidget } from './support/chat-widget.ts';
import { FORUM } from './support/team.ts';
import { expect, test } from './support/test.ts';

test('the server is killed while the visitor writes three messages and reloads; when it is back they arrive once, in order', async ({
  page,
}) => {
  // It brings the whole system up twice; how long that may take is not what is tested.
  test.setTimeout(180_000);
  const dataDirectory = await mkdtemp(join(tmpdir(), 'support-chat-killed-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server = await startServer(port, dataDirectory);
  try {
    await page.goto(url);
    const chat = new ChatWidget(page);
    await chat.open();
    await chat.send('Zero.');
    await expect(chat.panel.getByText('Delivered to the team')).toBeVisible();

    await kill(server);
    await chat.send('One.');
    await chat.send('Two.');
    await chat.send('Three.');
    await expect(chat.panel.getByText('3 messages', { exact: false })).toBeVisible();

    server = await startServer(port, dataDirectory, { beforeReady: () => page.goto(url).catch(() => null) });
    await page.goto(url);
    await chat.open();
    for (const text of ['Zero.', 'One.', 'Two.', 'Three.']) await expect(chat.message(text)).toHaveCount(1);
    expect(await chat.texts()).toEqual(['Zero.', 'One.', 'Two.', 'Three.']);
    await expect(chat.panel.getByText('Delivered to the team')).toBeVisible({ timeout: 20_000 });
    await expect.poll(() => topicLines(url), { timeout: 20_000 }).toEqual(['Zero.', 'One.', 'Two.', 'Three.']);
  } finally {
    await kill(server);
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

/** The visitor's lines in the only topic, without the card. */
async function topicLines(url: string): Promise<string[]> {
  const overview = (await (await fetch(`${url}/sim/state`)).json()) as {
    groups: { id: number; topics: { id: number }[] }[];
  };
  const topics = overview.groups.find((group) => group.id === FORUM)?.topics ?? [];
  const lines: string[] = [];
  for (const topic of topics) {
    const response = await fetch(`${url}/sim/messages?chatId=${FORUM}&threadId=${topic.id}`);
    const views = (await response.json()) as { message: { text?: string }; isService: boolean }[];
    lines.push(
      ...views
        .filter((view) => !view.isService)
        .map((view) => view.message.text ?? '')
        .slice(1),
    );
  }
  return lines;
}

async function startServer(
  port: number,
  dataDirectory: string,
  { beforeReady }: { readonly beforeReady?: () => Promise<unknown> } = {},
): Promise<ChildProcess> {
  const child = spawn('node', ['packages/local/dist/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      SUPPORT_DATA_DIRECTORY: dataDirectory,
      TELEGRAM_BOT_TOKEN: '',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Support Chat is running')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
  await Promise.all([ready, beforeReady?.()]);
  return child;
}

/** As a crash does it: no clean-up, no last words. */
function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
