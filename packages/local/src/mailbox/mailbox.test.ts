import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Mail } from '@support-chat/server-edge';
import { startLocalStack, type LocalStack } from '../local-stack.ts';
import { SUPPORT_WORKSPACE } from '../telegram/simulator/seed-support-workspace.ts';
import { createMailbox, type CapturedMail } from './mailbox.ts';

const MAIL: Mail = {
  messageId: '<1@project.example>',
  fromName: 'Harbor Goods',
  to: 'robin@mail.example',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

const ask = async (mailbox: ReturnType<typeof createMailbox>, path: string, method = 'GET'): Promise<Response> => {
  const response = await mailbox.handle(new Request(`http://127.0.0.1${path}`, { method }), path);
  assert.ok(response, path);
  return response;
};

describe('the mailbox', () => {
  it('keeps the newest two hundred mails, newest first', async () => {
    const mailbox = createMailbox({ clock: () => 0 });
    for (let number = 1; number <= 205; number += 1) {
      await mailbox.mailer.send({ ...MAIL, messageId: `<${String(number)}@x>`, subject: String(number) });
    }
    const { messages } = (await (await ask(mailbox, '/mailbox/messages')).json()) as { messages: CapturedMail[] };
    assert.deepEqual([messages.length, messages[0]?.subject, messages.at(-1)?.subject], [200, '205', '6']);
    assert.deepEqual(messages, mailbox.messages());
    assert.equal(messages[0]?.received_at, '1970-01-01T00:00:00.000Z');
  });

  it('takes the second try of a mail for the first', async () => {
    const mailbox = createMailbox();
    await mailbox.mailer.send(MAIL);
    await mailbox.mailer.send({ ...MAIL, subject: 'Hello again' });
    assert.deepEqual(
      mailbox.messages().map(({ subject }) => subject),
      ['Hello'],
    );
  });

  it('shows what strangers wrote in a place of its own, without scripts', async () => {
    const mailbox = createMailbox();
    await mailbox.mailer.send({ ...MAIL, html: '<script>alert(1)</script>' });
    const id = mailbox.messages()[0]?.id ?? '';
    const response = await ask(mailbox, `/mailbox/messages/${id}/html`);
    assert.equal(await response.text(), '<script>alert(1)</script>');
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none';.*sandbox allow-popups/);
    assert.doesNotMatch(response.headers.get('content-security-policy') ?? '', /allow-scripts|allow-same-origin/);
  });

  it('serves its page and nothing outside of it', async () => {
    const mailbox = createMailbox();
    assert.match(await (await ask(mailbox, '/mailbox/')).text(), /<title>Mailbox<\/title>/);
    assert.equal((await ask(mailbox, '/mailbox')).headers.get('location'), '/mailbox/');
    for (const path of [
      '/mailbox/../package.json',
      '/mailbox/..%2fpackage.json',
      '/mailbox/messages/none/html',
      '/mailbox/x.html',
    ]) {
      assert.equal((await ask(mailbox, path)).status, 404, path);
    }
    assert.equal((await ask(mailbox, '/mailbox/', 'POST')).status, 405);
    assert.equal((await ask(mailbox, '/mailbox/messages', 'POST')).status, 405);
    assert.equal(mailbox.handle(new Request('http://127.0.0.1/'), '/'), undefined);
  });

  it('can be emptied', async () => {
    const mailbox = createMailbox();
    await mailbox.mailer.send(MAIL);
    assert.deepEqual(await (await ask(mailbox, '/mailbox/messages', 'DELETE')).json(), { messages: [] });
  });
});

describe('e-mail in the local stack', () => {
  let stack: LocalStack;
  before(async () => {
    stack = await startLocalStack({ telegram: { kind: 'simulator', rateLimits: 'off' } });
  });
  after(() => stack.stop());

  const call = async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${stack.url}/functions/v1/support-chat/${path}?id=wk_demo`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: stack.url,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as Record<string, unknown>;
  };

  const mailTo = async (to: string, subject: RegExp): Promise<CapturedMail> => {
    return until(async () => {
      const response = await fetch(`${stack.url}/mailbox/messages`);
      const { messages } = (await response.json()) as { messages: readonly CapturedMail[] };
      return messages.find((mail) => mail.to === to && subject.test(mail.subject));
    });
  };

  it('brings a transcript, and an answer whose link opens the conversation again', async () => {
    const { access_token } = await call('chat/session', {});
    const token = String(access_token);
    await call('chat/profile', { name: 'Robin', email: 'robin@mail.example' }, token);
    const text = `Is the lamp in stock? ${randomUUID()}`;
    const context = { page_url: `${stack.url}/product.html?from=ad` };
    const { message } = (await call('chat/message', { id: randomUUID(), text, context }, token)) as {
      message: { conversation_id: string };
    };

    await call('chat/transcript', { conversation_id: message.conversation_id, email: 'copy@mail.example' }, token);
    const transcript = await mailTo('copy@mail.example', /Your conversation with Harbor Goods/);
    assert.ok(transcript.text.includes(text) && transcript.html.includes(text));

    await answerInTelegram(text, 'Yes, three of them.');
    await passTime();
    const answer = await mailTo('robin@mail.example', /^\w+ from Harbor Goods answered you$/);
    const link = new URL(/href="([^"]+)"/.exec(answer.html)?.[1] ?? '');
    assert.equal(link.origin + link.pathname, `${stack.url}/product.html`);

    const resumed = await call('chat/session/resume', { token: link.hash.replace('#support-chat-resume=', '') });
    assert.equal(resumed['conversation_id'], message.conversation_id);
    const poll = await fetch(`${stack.url}/functions/v1/support-chat/chat/poll?id=wk_demo`, {
      headers: { origin: stack.url, authorization: `Bearer ${String(resumed['access_token'])}` },
    });
    assert.equal(poll.status, 200, await poll.clone().text());
    const { messages } = (await poll.json()) as { messages: readonly { text: string }[] };
    assert.deepEqual(
      messages.map((known) => known.text),
      [text, 'Yes, three of them.'],
    );
  });

  /** As Mika, in the topic where the text has arrived. */
  async function answerInTelegram(text: string, answer: string): Promise<void> {
    if (stack.telegram.kind !== 'simulator') throw new Error('not a simulator');
    const { control } = stack.telegram.simulator;
    const { mika: userId, forumId: chatId } = SUPPORT_WORKSPACE;
    const topic = await control.waitFor(() =>
      control
        .overview()
        .groups.find((group) => group.id === chatId)
        ?.topics.find(({ id }) =>
          control.messages({ chatId, threadId: id }).some(({ message }) => message.text?.includes(text)),
        ),
    );
    control.people.send({ userId, chatId, threadId: topic.id, text: answer });
  }

  async function passTime(): Promise<void> {
    await until(async () => {
      const due = `update support.outbox set not_before = now() where kind = 'email_answer' returning id`;
      return (await stack.database.query(due)).length > 0 || undefined;
    });
    await stack.database.query(`update support.visitors set last_seen_at = now() - interval '1 hour'`);
  }
});

/** The first answer of `read` that is not undefined. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail('What was waited for did not happen within 15 s.');
}
