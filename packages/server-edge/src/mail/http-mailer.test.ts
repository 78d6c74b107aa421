import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHttpMailer, DEFAULT_MAIL_API_URL } from './http-mailer.ts';
import { MailError, type Mail } from './mailer.ts';

const KEY = 're_a_key_only_for_tests';
const MAIL: Mail = {
  messageId: '<email-answer.7@project.example>',
  fromName: 'Harbor Goods',
  to: 'robin@mail.example',
  replyTo: 'orders@shop.example',
  subject: 'Mika answered',
  text: 'Hello',
  html: '<p>Hello</p>',
};

function mailerThat(answers: Response | Error, asked: Request[] = [], apiUrl?: string) {
  return createHttpMailer({
    apiKey: KEY,
    apiUrl,
    from: 'support@shop.example',
    fetch: async (input, init) => {
      asked.push(new Request(input as string, init));
      if (answers instanceof Error) throw answers;
      return answers;
    },
  });
}

async function failureOf(answers: Response | Error): Promise<MailError> {
  try {
    await mailerThat(answers).send(MAIL);
  } catch (error) {
    if (error instanceof MailError) return error;
    throw error;
  }
  return assert.fail('The mail was sent.');
}

const refusal = (status: number, name?: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ statusCode: status, name, message: 'robin@mail.example was not taken' }), {
    status,
    headers,
  });

describe('the HTTP mailer', () => {
  it('asks the provider as Resend is asked', async () => {
    const asked: Request[] = [];
    await mailerThat(Response.json({ id: '1' }), asked).send(MAIL);
    const [request] = asked;
    assert.equal(request?.url, DEFAULT_MAIL_API_URL);
    assert.equal(request.method, 'POST');
    assert.equal(request.headers.get('authorization'), `Bearer ${KEY}`);
    assert.equal(request.headers.get('idempotency-key'), MAIL.messageId);
    assert.deepEqual(await request.json(), {
      from: '"Harbor Goods" <support@shop.example>',
      to: ['robin@mail.example'],
      subject: 'Mika answered',
      html: '<p>Hello</p>',
      text: 'Hello',
      reply_to: 'orders@shop.example',
      headers: {
        'Message-ID': MAIL.messageId,
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
      },
    });
  });

  it('asks another provider where that is set', async () => {
    const asked: Request[] = [];
    await mailerThat(new Response(null, { status: 202 }), asked, 'https://mail.example/send').send(MAIL);
    assert.equal(asked[0]?.url, 'https://mail.example/send');
  });

  it('tells what may get better from what never will, and from what somebody has to set right', async () => {
    const failures: readonly (readonly [Response | Error, string])[] = [
      [new TypeError('fetch failed'), 'temporary'],
      [new DOMException('timed out', 'TimeoutError'), 'temporary'],
      [refusal(500), 'temporary'],
      [new Response('<h1>Bad gateway</h1>', { status: 502 }), 'temporary'],
      [refusal(408), 'temporary'],
      [refusal(409, 'concurrent_idempotent_requests'), 'temporary'],
      [refusal(429, 'rate_limit_exceeded'), 'temporary'],
      [refusal(400, 'validation_error'), 'permanent'],
      [refusal(413), 'permanent'],
      [refusal(422, 'validation_error'), 'permanent'],
      [refusal(422, 'invalid_from_address'), 'misconfigured'],
      [refusal(401, 'missing_api_key'), 'misconfigured'],
      [refusal(400, 'invalid_api_key'), 'misconfigured'],
      [refusal(402), 'misconfigured'],
      [refusal(403, 'validation_error'), 'misconfigured'],
      [refusal(404), 'misconfigured'],
      [refusal(405), 'misconfigured'],
    ];
    for (const [answer, expected] of failures) {
      const label = answer instanceof Error ? answer.name : String(answer.status);
      assert.equal((await failureOf(answer)).failure, expected, label);
    }
  });

  it('waits as long as it is told, within reason', async () => {
    const after = async (seconds: string) =>
      (await failureOf(refusal(429, 'rate_limit_exceeded', { 'retry-after': seconds }))).retryAfterSeconds;
    assert.deepEqual(
      [await after('2'), await after('0.2'), await after('999999'), await after('soon')],
      [2, 1, 3_600, 60],
    );
    assert.equal((await failureOf(refusal(429))).retryAfterSeconds, 60);
    assert.equal((await failureOf(refusal(503))).retryAfterSeconds, undefined);
    assert.equal((await failureOf(refusal(401, undefined, { 'retry-after': '5' }))).retryAfterSeconds, undefined);
  });

  it('takes a mail that the provider already has for sent', async () => {
    await mailerThat(refusal(409, 'invalid_idempotent_request')).send(MAIL);
  });

  it('says neither the key nor the address in what it fails with', async () => {
    const failures = [
      await failureOf(refusal(422, 'robin@mail.example')),
      await failureOf(refusal(403, 'invalid_api_key')),
      await failureOf(new Error(`failed: Bearer ${KEY} for robin@mail.example`)),
    ];
    for (const failure of failures) {
      assert.doesNotMatch(`${failure.message} ${JSON.stringify(failure)} ${String(failure.cause)}`, /re_a_key|robin/);
    }
    assert.equal(failures[1]?.message, 'The mail provider answered 403 (invalid_api_key).');
  });

  it('gives up after its time', async () => {
    const mailer = createHttpMailer({
      apiKey: KEY,
      from: 'a@b',
      timeoutMs: 20,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
    });
    await assert.rejects(mailer.send(MAIL), (error) => error instanceof MailError && error.failure === 'temporary');
  });
});
