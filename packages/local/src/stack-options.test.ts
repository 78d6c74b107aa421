import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStackOptions } from './stack-options.ts';

const read = (environment: Record<string, string>) => readStackOptions(environment, { dataDirectory: '/data' });

describe('what npm start understands', () => {
  it('runs the simulator in topics mode on port 4100 and keeps its data, when nothing is set', () => {
    assert.deepEqual(read({}), {
      port: 4100,
      dataDirectory: '/data',
      databaseUrl: undefined,
      telegram: { kind: 'simulator', mode: 'topics' },
    });
  });

  it('keeps nothing in memory mode', () => {
    assert.equal(read({ SUPPORT_DATA_DIRECTORY: 'memory' }).dataDirectory, undefined);
  });

  it('takes the real Telegram when a token and a group are set', () => {
    const { telegram } = read({
      TELEGRAM_BOT_TOKEN: '1:x',
      TELEGRAM_SUPPORT_CHAT_ID: '-1001234567890',
      SUPPORT_MODE: 'claims',
    });
    assert.deepEqual(telegram, {
      kind: 'real',
      token: '1:x',
      chatId: -1_001_234_567_890,
      mode: 'claims',
      apiRoot: undefined,
    });
  });

  for (const [name, environment, words] of [
    ['a token without a group', { TELEGRAM_BOT_TOKEN: '1:x' }, /TELEGRAM_SUPPORT_CHAT_ID must name the group/],
    ['a group that is no number', { TELEGRAM_BOT_TOKEN: '1:x', TELEGRAM_SUPPORT_CHAT_ID: '@team' }, /a whole number/],
    ['an unknown mode', { SUPPORT_MODE: 'forum' }, /"topics" or "claims"/],
    ['a port that is none', { PORT: 'http' }, /a number from 0 to 65535/],
  ] as const) {
    it(`says what is wrong with ${name}, and never repeats the token`, () => {
      assert.throws(
        () => read({ ...environment }),
        (error: Error) => words.test(error.message) && !error.message.includes('1:x'),
      );
    });
  }
});
