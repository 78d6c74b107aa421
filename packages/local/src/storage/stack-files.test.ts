/** A visitor's file through the running stack, as a browser sends it, and still there after a restart. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as sample from '../../../server-edge/testing/sample-files.ts';
import { startLocalStack, type LocalStack } from '../local-stack.ts';
import { SUPPORT_WORKSPACE } from '../telegram/simulator/seed-support-workspace.ts';

const SITE = 'http://localhost:8080';

describe('files of the local stack', () => {
  let dataDirectory: string;
  before(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'support-chat-stack-files-'));
  });
  after(() => rm(dataDirectory, { recursive: true, force: true }));

  it('go up from a page of another origin, and come back after a restart', async () => {
    const { token, id } = await whileRunning(dataDirectory, async (stack) => {
      const { access_token: token } = await call<{ access_token: string }>(stack, 'chat/session', { body: {} });
      const body = { name: 'lamp.png', media_type: 'image/png', byte_size: 57 };
      const { attachment, upload } = await call<Announced>(stack, 'chat/upload', { token, body });
      const { url, method, headers } = upload;

      const asked = {
        origin: SITE,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type',
      };
      const preflight = await fetch(url, { method: 'OPTIONS', headers: asked });
      assert.deepEqual([preflight.ok, preflight.headers.get('access-control-allow-origin')], [true, '*']);
      const put = await fetch(url, { method, headers: { ...headers, origin: SITE }, body: sample.png() });
      assert.equal(put.status, 200, await put.text());
      const { id } = attachment;
      await call(stack, 'chat/upload/complete', { token, body: { attachment_id: id } });
      await call(stack, 'chat/message', { token, body: { id: randomUUID(), text: '', attachment_ids: [id] } });
      return { token, id };
    });

    await whileRunning(dataDirectory, async (stack) => {
      const file = await call<{ url: string }>(stack, `chat/file?attachment_id=${id}`, { token });
      const answer = await fetch(file.url, { headers: { origin: SITE } });
      assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), sample.png());
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    });
  });
});

describe('files between the browser and Telegram', () => {
  it('reach the other side whole, each by a way of its own', async () => {
    await whileRunning(undefined, async (stack) => {
      assert.ok(stack.telegram.kind === 'simulator');
      const { control } = stack.telegram.simulator;
      const { forumId: chatId, mika: userId } = SUPPORT_WORKSPACE;
      const { access_token: token } = await call<{ access_token: string }>(stack, 'chat/session', { body: {} });
      const body = { name: 'lamp.png', media_type: 'image/png', byte_size: sample.png().byteLength };
      const { attachment, upload } = await call<Announced>(stack, 'chat/upload', { token, body });
      const { url, method, headers } = upload;
      assert.equal((await fetch(url, { method, headers, body: sample.png() })).status, 200);
      await call(stack, 'chat/upload/complete', { token, body: { attachment_id: attachment.id } });
      await call(stack, 'chat/message', {
        token,
        body: { id: randomUUID(), text: 'This', attachment_ids: [attachment.id] },
      });
      const topicId = () => control.overview().groups.find(({ id }) => id === chatId)?.topics[0]?.id;
      const shown = () => {
        const threadId = topicId();
        const messages = threadId === undefined ? [] : control.messages({ chatId, threadId });
        return messages.find(({ message }) => message.photo !== undefined)?.message;
      };
      await until(() => shown() !== undefined);
      assert.equal(shown()?.caption, 'This');

      const file = {
        kind: 'document',
        name: 'bill.pdf',
        base64: Buffer.from(sample.pdf()).toString('base64'),
      } as const;
      control.people.send({ userId, chatId, threadId: shown()?.message_thread_id ?? 0, file, text: 'Your bill' });
      const answered = async () => {
        const { messages } = await call<Changes>(stack, 'chat/poll', { token });
        return messages.find(({ text }) => text === 'Your bill')?.attachments?.[0];
      };
      await until(async () => (await answered()) !== undefined);
      const bill = await answered();
      const { url: address } = await call<{ url: string }>(stack, `chat/file?attachment_id=${bill?.id ?? ''}`, {
        token,
      });
      const answer = await fetch(address);
      assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), sample.pdf());
      assert.ok(!address.includes('/bot'));
    });
  });
});

interface Changes {
  readonly messages: readonly { readonly text: string; readonly attachments?: readonly { readonly id: string }[] }[];
}

/** Resolves once `check` holds. */
async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + 20_000;
  while (!(await check())) {
    assert.ok(Date.now() < endsAt, `What was waited for did not happen: ${check.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function whileRunning<Result>(
  dataDirectory: string | undefined,
  use: (stack: LocalStack) => Promise<Result>,
): Promise<Result> {
  const stack = await startLocalStack(dataDirectory === undefined ? {} : { dataDirectory });
  try {
    return await use(stack);
  } finally {
    await stack.stop();
  }
}

interface Announced {
  readonly attachment: { readonly id: string };
  readonly upload: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

async function call<Answer>(
  stack: LocalStack,
  path: string,
  { token, body }: { readonly token?: string; readonly body?: unknown },
): Promise<Answer> {
  const url = new URL(`${stack.url}/functions/v1/support-chat/${path}`);
  url.searchParams.set('id', stack.widgetKey.split('@')[0] ?? '');
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  assert.equal(response.status, 200, `${path}: ${text}`);
  return JSON.parse(text) as Answer;
}
