import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { startFakeSmtpServer, type FakeSmtpServer, type SmtpScript } from '../../testing/fake-smtp-server.ts';
import { MailError, type Mail } from './mailer.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const MAIL: Mail = {
  messageId: '<email-answer.7@project.example>',
  fromName: 'Harbor Goods',
  to: 'robin@mail.example',
  subject: 'Mika answered',
  text: 'Hello',
  html: '<p>Hello</p>',
};

let server: FakeSmtpServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function send(
  script: SmtpScript,
  changes: Partial<Mail> = {},
  login = 'support%40shop.example:p%40ss%2Fword@',
): Promise<FakeSmtpServer> {
  server = await startFakeSmtpServer(script);
  const url = `smtp://${login}127.0.0.1:${String(server.port)}`;
  await createSmtpMailer({ url, from: 'support@shop.example', timeoutMs: 2_000 }).send({ ...MAIL, ...changes });
  return server;
}

async function failureOf(script: SmtpScript, changes: Partial<Mail> = {}): Promise<MailError> {
  try {
    await send(script, changes);
  } catch (error) {
    if (error instanceof MailError) return error;
    throw error;
  } finally {
    await server?.stop();
  }
  return assert.fail('The mail was sent.');
}

/** Headers of a message, unfolded. */
function headersOf(message: string): readonly string[] {
  return (message.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

describe('the SMTP mailer', () => {
  it('signs in, and hands over one mail with both bodies', async () => {
    const { commands, messages } = await send({}, { replyTo: 'orders@shop.example' });
    const login = Buffer.from(`\0support@shop.example\0p@ss/word`).toString('base64');
    assert.ok(commands.includes(`AUTH PLAIN ${login}`), commands.join('\n'));
    assert.ok(commands.some((command) => command.startsWith('MAIL FROM:<support@shop.example>')));
    assert.ok(commands.some((command) => command.startsWith('RCPT TO:<robin@mail.example>')));
    const headers = headersOf(messages[0] ?? '');
    for (const header of [
      'From: Harbor Goods <support@shop.example>',
      'To: robin@mail.example',
      'Reply-To: orders@shop.example',
      'Subject: Mika answered',
      'Message-ID: <email-answer.7@project.example>',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
    ]) {
      assert.ok(headers.includes(header), `${header} is not in\n${headers.join('\n')}`);
    }
    assert.match(
      messages[0] ?? '',
      /Content-Type: text\/plain[\s\S]*Hello[\s\S]*Content-Type: text\/html[\s\S]*<p>Hello<\/p>/,
    );
  });

  it('needs no login where the server asks for none', async () => {
    const { commands } = await send({}, {}, '');
    assert.equal(
      commands.some((command) => command.startsWith('AUTH')),
      false,
    );
  });

  it('adds no header and no recipient, whatever stands in a name or a subject', async () => {
    const { commands, messages } = await send(
      {},
      {
        fromName: 'Harbor\r\nBcc: everybody@shop.example\r\nX: "',
        subject: 'Hi\r\nBcc: everybody@shop.example\r\n\r\nNew body',
      },
    );
    assert.deepEqual(commands.filter((command) => command.startsWith('RCPT')).length, 1);
    assert.equal(
      headersOf(messages[0] ?? '').some((header) => /^(?:Bcc|X):/i.test(header)),
      false,
    );
    assert.equal(headersOf(messages[0] ?? '').filter((header) => header.startsWith('Subject:')).length, 1);
  });

  it('tells what may get better from what never will, and from what somebody has to set right', async () => {
    const failures: readonly (readonly [SmtpScript, string])[] = [
      [{ CONNECT: '421 too busy' }, 'temporary'],
      [{ 'MAIL FROM': '451 later' }, 'temporary'],
      [{ 'RCPT TO': '450 greylisted' }, 'temporary'],
      [{ 'RCPT TO': '452 mailbox full' }, 'temporary'],
      [{ MESSAGE: '451 later' }, 'temporary'],
      [{ AUTH: '454 later' }, 'temporary'],
      [{ 'RCPT TO': '550 no such user robin@mail.example' }, 'permanent'],
      [{ MESSAGE: '554 spam' }, 'permanent'],
      [{ AUTH: '535 wrong password p@ss/word' }, 'misconfigured'],
      [{ 'MAIL FROM': '530 authentication required' }, 'misconfigured'],
      [{ 'MAIL FROM': '553 sender not allowed' }, 'misconfigured'],
    ];
    for (const [script, expected] of failures) {
      const failure = await failureOf(script);
      assert.equal(failure.failure, expected, `${JSON.stringify(script)}: ${failure.message}`);
      assert.doesNotMatch(`${failure.message} ${String(failure.cause)} ${JSON.stringify(failure)}`, /robin|p@ss/);
    }
  });

  it('calls a server that is not there temporary', async () => {
    const gone = await startFakeSmtpServer();
    await gone.stop();
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${String(gone.port)}`, from: 'support@shop.example' });
    await assert.rejects(mailer.send(MAIL), (error) => error instanceof MailError && error.failure === 'temporary');
  });

  it('sends no password to a server elsewhere that offers no encryption', async () => {
    // This machine by another name, which is not one of those that may go without.
    server = await startFakeSmtpServer();
    const url = `smtp://user:password@[::ffff:127.0.0.1]:${String(server.port)}`;
    const mailer = createSmtpMailer({ url, from: 'support@shop.example', timeoutMs: 2_000 });
    await assert.rejects(mailer.send(MAIL), (error) => error instanceof MailError);
    assert.equal(
      server.commands.some((command) => command.startsWith('AUTH')),
      false,
    );
  });
});
