import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { createConsoleLogger, type ConsoleLoggerOptions } from './console-logger.ts';
import { DatabaseError } from './db/database-caller.ts';
import type { LogFields, Logger } from './deps.ts';
import { requestContext } from './request-context.ts';

/** What a logger writes, whichever method of the console it takes. */
function linesOf(options: ConsoleLoggerOptions, log: (logger: Logger) => void): readonly string[] {
  const lines: string[] = [];
  const write = (line: unknown) => void lines.push(String(line));
  const mocks = (['info', 'warn', 'error'] as const).map((level) => mock.method(console, level, write));
  try {
    log(createConsoleLogger(options));
  } finally {
    for (const method of mocks) method.mock.restore();
  }
  return lines;
}

const parsed = (line: string | undefined) => JSON.parse(line ?? '') as Record<string, unknown>;

describe('the console logger', () => {
  it('writes one line of JSON per event, errors with their causes', () => {
    const cause = new DatabaseError('no such table', { sqlstate: '42P01' });
    const error = new Error('outer', { cause });
    const [line = ''] = linesOf({}, (logger) => logger.error('request.failed', { request_id: 'r1', error }));
    assert.ok(!line.includes('\n'));
    const { level, event, request_id, error: written } = parsed(line);
    assert.deepEqual([level, event, request_id], ['error', 'request.failed', 'r1']);
    const { message, stack, cause: inner } = written as Record<string, unknown>;
    assert.equal(message, 'outer');
    assert.match(String(stack), /console-logger\.test\.ts/);
    const { name, message: innerMessage, sqlstate } = inner as Record<string, unknown>;
    assert.deepEqual([name, innerMessage, sqlstate], ['DatabaseError', 'no such table', '42P01']);
  });

  it('is quiet about what went well unless asked', () => {
    const everything = (logger: Logger) => {
      logger.info('request.answered');
      logger.warn('telegram.update_postponed');
      logger.error('telegram.update_buried');
    };
    const levels = (options: ConsoleLoggerOptions) => linesOf(options, everything).map((line) => parsed(line)['level']);
    assert.deepEqual(levels({}), ['warn', 'error']);
    assert.deepEqual(levels({ level: 'info' }), ['info', 'warn', 'error']);
    assert.deepEqual(levels({ level: 'error' }), ['error']);
  });

  it('names the module by event, by route, or by the work that went on', () => {
    const cases: readonly (readonly [string, LogFields, string | undefined])[] = [
      ['telegram.update_buried', {}, 'Telegram'],
      ['tick.step_failed', {}, 'Tick'],
      ['mail.delivery_failed', {}, 'Mail'],
      ['storage.deletion_failed', {}, 'Storage'],
      ['request.answered', { route: '/support-chat/chat/session/refresh' }, 'Session'],
      ['request.failed', { route: '/support-chat/chat/message' }, 'Chat'],
      ['request.answered', { route: '/support-chat/internal/tick' }, 'Tick'],
      ['request.answered', { route: '/*' }, 'Http'],
      ['background.failed', { work: 'telegram.outbox' }, 'Telegram'],
      ['The database is ready.', {}, undefined],
    ];
    for (const [event, fields, module] of cases) {
      const [line] = linesOf({ level: 'info' }, (logger) => logger.info(event, fields));
      assert.equal(parsed(line)['module'], module, event);
    }
  });

  it('puts the id of the request on every line below it, also after its answer', async () => {
    let later = Promise.resolve();
    const lines: string[] = [];
    const warn = mock.method(console, 'warn', (line: string) => void lines.push(line));
    const logger = createConsoleLogger();
    requestContext.run({ request_id: 'r7' }, () => {
      later = Promise.resolve().then(() => logger.warn('telegram.hint_failed', { chat_id: 5 }));
    });
    logger.warn('telegram.hint_failed');
    await later;
    warn.mock.restore();
    assert.deepEqual(
      lines.map((line) => parsed(line)['request_id']),
      [undefined, 'r7'],
    );
  });

  it('writes for a terminal: time, level, module, event, fields, then the stacks', () => {
    const error = new TypeError('outer', { cause: new Error('inner') });
    const [line = ''] = linesOf({ format: 'text' }, (logger) =>
      logger.warn('telegram.settle_failed', { job_id: '12', error }),
    );
    const [first = '', ...rest] = line.split('\n');
    assert.match(first, /^\d\d:\d\d:\d\d\.\d{3} warn {2}\[Telegram\] telegram\.settle_failed \{"job_id":"12"\}$/);
    assert.equal(rest[0], 'TypeError: outer');
    assert.ok(rest.includes('Caused by: Error: inner'), line);
    const [sentence = ''] = linesOf({ format: 'text', level: 'info' }, (logger) => logger.info('Stopping.'));
    assert.match(sentence, /^\S+ info {2}Stopping\.$/);
  });
});

describe('what a line never says', () => {
  const privateName = fc.constantFrom(
    ...['text', 'email', 'name', 'token', 'authorization', 'ip', 'replyText', 'visitor_email', 'Authorization'],
    ...[
      'x-client-ip',
      'accessToken',
      'refresh_token',
      'apikey',
      'api_key',
      'page_url',
      'displayName',
      'payload',
      'phone',
    ],
  );
  const secret = fc.stringMatching(/^[a-z]{12,20}$/).map((word) => `private${word}`);
  const nest = (value: unknown, path: readonly (string | 0)[]): unknown =>
    path.reduceRight<unknown>((inner, step) => (step === 0 ? [inner] : { [step]: inner }), value);
  const path = fc.array(fc.constantFrom<string | 0>('job', 'visitor', 'error_info', 'context', 0), { maxLength: 5 });
  const format = fc.constantFrom<'json' | 'text'>('json', 'text');

  it('is a value of a private field, of whatever kind and however deep', () => {
    fc.assert(
      fc.property(privateName, secret, path, path, format, (name, value, outside, inside, as) => {
        const fields = { found: nest({ [name]: nest(value, inside) }, outside) };
        const lines = linesOf({ format: as }, (logger) => logger.warn('chat.noticed', fields));
        assert.ok(lines.length === 1 && !lines.join().includes(value), lines.join());
      }),
      { numRuns: 300 },
    );
  });

  it('is such a field of an error or of its cause', () => {
    fc.assert(
      fc.property(privateName, secret, format, (name, value, as) => {
        const cause = Object.assign(new Error('inner'), name === 'name' ? { displayName: value } : { [name]: value });
        const error = new Error('outer', { cause });
        const lines = linesOf({ format: as }, (logger) => logger.error('request.failed', { error }));
        assert.ok(lines.length === 1 && !lines.join().includes(value), lines.join());
      }),
    );
  });

  it('is an e-mail address, a network address or a token inside a sentence', () => {
    const domain = fc.constantFrom('example.com', 'mail.shop.example', 'x.co');
    const looks = fc.oneof(
      fc.tuple(fc.stringMatching(/^[a-z][a-z0-9.+-]{0,20}$/), domain).map((parts) => parts.join('@')),
      fc.ipV4().filter((ip) => !ip.startsWith('127.')),
      fc.ipV6().filter((ip) => /^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}$/.test(ip)),
      fc.constantFrom('2001:db8::1', 'fe80::1:2'),
      secret.map((word) => `eyJhbGciOiJIUzI1NiJ9.${word}.${word}`),
      secret.map((word) => `scr_${word}`),
      secret.map((word) => `123456789:${word}${word}`),
      secret.map((word) => `Bearer ${word}`),
    );
    fc.assert(
      fc.property(looks, format, (value, as) => {
        const error = new Error(`It said ${value} to us`);
        const lines = linesOf({ format: as }, (logger) =>
          logger.error('request.failed', { reason: `because of ${value}, sadly`, error }),
        );
        assert.ok(!lines.join().includes(value), lines.join());
        assert.match(lines.join(), /sadly/);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves what is needed to find a fault: ids, codes, times, files and lines', () => {
    const fields = {
      conversation_id: '40000000-0000-4000-8000-000000000001',
      chat_id: -1_001_234_567_890,
      sqlstate: '42P01',
      duration_ms: 12,
      failure: 'connect ECONNREFUSED 127.0.0.1:5432 at 12:34:56',
      reason: 'npm:zod@4.6.7/index.js:12:34',
    };
    const [line] = linesOf({}, (logger) => logger.warn('chat.noticed', fields));
    assert.deepEqual(parsed(line), { level: 'warn', module: 'Chat', event: 'chat.noticed', ...fields });
  });

  it('makes it fail: circles, bigints, dates, long texts', () => {
    const circle: Record<string, unknown> = { at: new Date(0), never: new Date(Number.NaN), count: 5n };
    circle['itself'] = circle;
    const [line = ''] = linesOf({}, (logger) => logger.warn('chat.noticed', { circle, long: 'x'.repeat(50_000) }));
    assert.ok(line.length < 10_000);
    const { at, never, count, itself } = parsed(line)['circle'] as Record<string, unknown>;
    assert.deepEqual([at, never, count, itself], ['1970-01-01T00:00:00.000Z', null, '5', '[…]']);
  });
});
