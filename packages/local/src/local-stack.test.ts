import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLocalStack, type LocalStack } from './local-stack.ts';
import type { LocalStackOptions } from './stack-options.ts';
import { SUPPORT_WORKSPACE } from './telegram/simulator/seed-support-workspace.ts';

describe('the local stack', () => {
  let dataDirectory: string;
  before(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'support-chat-stack-'));
  });
  after(() => rm(dataDirectory, { recursive: true, force: true }));

  it('refuses a second start on the same data directory, and the first goes on', async () => {
    const stack = await startLocalStack({ dataDirectory });
    try {
      await assert.rejects(startLocalStack({ dataDirectory }), /is in use by this process/);
      assert.equal((await fetch(`${stack.url}/functions/v1/support-chat/health`)).status, 200);
    } finally {
      await stack.stop();
    }
  });

  it('keeps conversations, sessions and topics over a restart', async () => {
    const first = await startLocalStack({ dataDirectory });
    const token = await startVisitor(first);
    const text = `Remember me: ${randomUUID()}`;
    await say(first, token, text);
    await topicWith(first, text);
    await first.stop();

    const second = await startLocalStack({ dataDirectory });
    try {
      const poll = await call(second, 'chat/poll', { token });
      assert.deepEqual(textsOf(await poll.json()), [text]);
      const topic = await topicWith(second, text);
      answer(second, topic.id, 'Of course.');
      await until(async () =>
        textsOf(await (await call(second, 'chat/poll', { token })).json()).includes('Of course.'),
      );
    } finally {
      await second.stop();
    }
  });

  it('keeps its secrets readable by their owner only', async () => {
    assert.equal((await stat(join(dataDirectory, 'secrets.json'))).mode & 0o077, 0);
    assert.match(await readFile(join(dataDirectory, 'secrets.json'), 'utf8'), /"kid"/);
  });

  it('says that a port is taken, and leaves the data directory free', async () => {
    const stack = await startLocalStack();
    try {
      const taken = Number(new URL(stack.url).port);
      await assert.rejects(startLocalStack({ port: taken, dataDirectory }), /Port \d+ is taken/);
      await (await startLocalStack({ dataDirectory })).stop();
    } finally {
      await stack.stop();
    }
  });

  it('listens on the loopback address only and serves nothing outside its folders', async () => {
    const stack = await startLocalStack();
    try {
      assert.equal(new URL(stack.url).hostname, '127.0.0.1');
      for (const path of [
        '/../package.json',
        '/%2e%2e/package.json',
        '/..%2fpackage.json',
        '/%00',
        '/cdn/..%2f..%2fpackage.json',
        '/%ff',
      ]) {
        assert.equal((await fetch(stack.url + path)).status, 404, path);
      }
    } finally {
      await stack.stop();
    }
  });
});

describe('the command behind npm start', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints its addresses, stops cleanly on ${signal}, and meanwhile tells a second start who has the directory`, async () => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'support-chat-start-'));
      try {
        const first = startCommand(dataDirectory);
        await first.printed('Ctrl+C stops it');
        assert.match(first.output(), /Demo shop +http:\/\/127\.0\.0\.1:\d+\//);

        const second = startCommand(dataDirectory);
        assert.equal(await second.ended, 1);
        assert.ok(second.output().includes(String(first.pid)), second.output());

        first.send(signal);
        assert.equal(await first.ended, 0, first.output());
        const third = startCommand(dataDirectory);
        await third.printed('Ctrl+C stops it');
        third.send(signal);
        assert.equal(await third.ended, 0, third.output());
      } finally {
        await rm(dataDirectory, { recursive: true, force: true });
      }
    });
  }
});

describe('a crash', () => {
  it('loses no answer of the team: after it the simulator gives no update and no message an id twice', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'support-chat-crash-'));
    try {
      const first = startCommand(dataDirectory);
      await first.printed('Ctrl+C stops it');
      const before = { url: first.url() };
      const token = await startVisitor(before);
      await say(before, token, 'Are you there?');
      const chatId = SUPPORT_WORKSPACE.forumId;
      const threadId = await until(async () => {
        const state = (await (await fetch(`${before.url}/sim/state`)).json()) as {
          groups: { id: number; topics: { id: number }[] }[];
        };
        return state.groups.find((group) => group.id === chatId)?.topics[0]?.id;
      });
      const answerAs = (url: string, text: string) =>
        fetch(`${url}/sim/send-message`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ userId: SUPPORT_WORKSPACE.mika, chatId, threadId, text }),
        });
      const sees = (stack: { url: string }, text: string) =>
        until(async () => textsOf(await (await call(stack, 'chat/poll', { token })).json()).includes(text));
      for (const text of ['One.', 'Two.', 'Three.']) {
        assert.equal((await answerAs(before.url, text)).status, 200);
        await sees(before, text);
      }
      first.send('SIGKILL');
      await first.ended;

      const second = startCommand(dataDirectory);
      await second.printed('Ctrl+C stops it');
      const after = { url: second.url() };
      for (const text of ['Four.', 'Five.', 'Six.']) {
        assert.equal((await answerAs(after.url, text)).status, 200);
        await sees(after, text);
      }
      second.send('SIGTERM');
      assert.equal(await second.ended, 0, second.output());
    } finally {
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });
});

describe('long polling', () => {
  for (const name of ['the simulator', 'a Bot API server over HTTP']) {
    it(`carries messages both ways with ${name}, without any webhook`, async () => {
      // The second stack plays Telegram: its simulator answers over HTTP, as api.telegram.org would.
      const telegram = await startLocalStack({
        telegram: { kind: 'simulator', rateLimits: 'off', delivery: 'polling' },
      });
      const options: LocalStackOptions =
        name === 'the simulator'
          ? {}
          : {
              telegram: {
                kind: 'real',
                token: '1000001:simulator',
                chatId: SUPPORT_WORKSPACE.forumId,
                apiRoot: telegram.url,
              },
            };
      if (telegram.telegram.kind !== 'simulator') throw new Error('not a simulator');
      const ours = name === 'the simulator' ? telegram : await startLocalStack(options);
      try {
        const token = await startVisitor(ours);
        const text = `No webhook: ${randomUUID()}`;
        await say(ours, token, text);
        const topic = await topicWith(telegram, text);
        answer(telegram, topic.id, 'By long polling.');
        await until(async () =>
          textsOf(await (await call(ours, 'chat/poll', { token })).json()).includes('By long polling.'),
        );
      } finally {
        if (ours !== telegram) await ours.stop();
        await telegram.stop();
      }
    });
  }

  it('refuses a token that Telegram refuses, without repeating it', async () => {
    const telegram = await startLocalStack();
    try {
      await assert.rejects(
        startLocalStack({ telegram: { kind: 'real', token: '1:wrong', chatId: -1, apiRoot: telegram.url } }),
        (error: Error) =>
          /Telegram refused TELEGRAM_BOT_TOKEN/.test(error.message) && !error.message.includes('1:wrong'),
      );
    } finally {
      await telegram.stop();
    }
  });
});

/** A machine that does a lot else needs a minute for a start alone; whoever waits for nothing still hears of it. */
const PATIENCE_MS = 240_000;

function startCommand(dataDirectory: string) {
  const child = spawn(process.execPath, ['--conditions=@support-chat/source', join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, PORT: '0', SUPPORT_DATA_DIRECTORY: dataDirectory, TELEGRAM_BOT_TOKEN: '', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endAtLast = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS); // a failing test leaves no process behind
  child.once('exit', () => clearTimeout(endAtLast));
  let text = '';
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      wake();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    pid: child.pid,
    ended,
    output: () => text,
    url: () => /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '',
    send: (signal: NodeJS.Signals) => child.kill(signal),
    printed: (words: string) =>
      new Promise<void>((resolve, reject) => {
        wake = () => {
          if (text.includes(words)) resolve();
        };
        wake();
        void ended.then(() => reject(new Error(`it ended with: ${text}`)));
      }),
  };
}

function call(
  stack: Pick<LocalStack, 'url'>,
  path: string,
  options: { token?: string; body?: unknown } = {},
): Promise<Response> {
  return fetch(`${stack.url}/functions/v1/support-chat/${path}?id=wk_demo`, {
    headers: {
      'content-type': 'application/json',
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    ...(options.body === undefined ? {} : { method: 'POST', body: JSON.stringify(options.body) }),
  });
}

async function startVisitor(stack: Pick<LocalStack, 'url'>): Promise<string> {
  const response = await call(stack, 'chat/session', { body: {} });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function say(stack: Pick<LocalStack, 'url'>, token: string, text: string): Promise<void> {
  const response = await call(stack, 'chat/message', { token, body: { id: randomUUID(), text } });
  assert.equal(response.status, 200);
}

function textsOf(sync: unknown): string[] {
  return (sync as { messages: { text: string }[] }).messages.map((message) => message.text);
}

function simulatorOf({ telegram }: LocalStack) {
  if (telegram.kind !== 'simulator') throw new Error('not a simulator');
  return telegram.simulator.control;
}

function topicWith(stack: LocalStack, text: string): Promise<{ id: number }> {
  const control = simulatorOf(stack);
  const chatId = SUPPORT_WORKSPACE.forumId;
  return control.waitFor(() =>
    control
      .overview()
      .groups.find((group) => group.id === chatId)
      ?.topics.find(({ id }) =>
        control.messages({ chatId, threadId: id }).some(({ message }) => message.text?.includes(text)),
      ),
  );
}

function answer(stack: LocalStack, threadId: number, text: string): void {
  simulatorOf(stack).people.send({ userId: SUPPORT_WORKSPACE.mika, chatId: SUPPORT_WORKSPACE.forumId, threadId, text });
}

/** The first answer of `read` that is neither undefined nor false. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (const started = Date.now(); ;) {
    const found = await read();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - started > PATIENCE_MS) throw new Error(`It did not happen: ${read.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
