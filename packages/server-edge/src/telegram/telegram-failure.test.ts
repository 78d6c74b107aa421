import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noAnswer, refusal } from '../../testing/telegram/scripted-api.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

const PERSON = { chat_id: 2_000_001 };
const GROUP = { chat_id: -1_001_000_000_001 };

const REFUSALS: readonly (readonly [code: number, description: string, payload: object, kind: string])[] = [
  [400, 'Bad Request: message thread not found', GROUP, 'thread-lost'],
  [400, 'Bad Request: TOPIC_DELETED', GROUP, 'thread-lost'],
  [400, 'Bad Request: TOPIC_ID_INVALID', GROUP, 'thread-lost'],
  [400, 'Bad Request: TOPIC_CLOSED', GROUP, 'topic-closed'],
  [400, 'Bad Request: TOPIC_NOT_MODIFIED', GROUP, 'not-modified'],
  [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content',
    GROUP,
    'not-modified',
  ],
  [400, 'Bad Request: message to be replied not found', GROUP, 'no-reply-target'],
  [400, 'Bad Request: message to edit not found', GROUP, 'no-edit-target'],
  [400, "Bad Request: message can't be edited", GROUP, 'no-edit-target'],
  [403, "Forbidden: bot can't initiate conversation with a user", PERSON, 'cannot-dm'],
  [403, 'Forbidden: bot was blocked by the user', PERSON, 'cannot-dm'],
  [403, 'Forbidden: user is deactivated', PERSON, 'cannot-dm'],
  [400, 'Bad Request: chat not found', PERSON, 'cannot-dm'],
  [400, 'Bad Request: chat not found', GROUP, 'chat-unusable'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', GROUP, 'chat-unusable'],
  [403, 'Forbidden: bot is not a member of the supergroup chat', GROUP, 'chat-unusable'],
  [403, 'Forbidden: something new', GROUP, 'chat-unusable'],
  [403, 'Forbidden: something new', PERSON, 'cannot-dm'],
  [400, 'Bad Request: not enough rights to create a topic', GROUP, 'chat-unusable'],
  [400, 'Bad Request: have no rights to send a message', GROUP, 'chat-unusable'],
  [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', GROUP, 'chat-unusable'],
  [400, 'Bad Request: the chat is not a forum', GROUP, 'chat-unusable'],
  [400, "Bad Request: can't parse entities: Unsupported start tag", GROUP, 'bad-text'],
  [400, 'Bad Request: message is too long', GROUP, 'bad-text'],
  [400, 'Bad Request: message text is empty', GROUP, 'bad-text'],
  [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', {}, 'query-expired'],
  [401, 'Unauthorized', GROUP, 'token-invalid'],
  [404, 'Not Found', GROUP, 'token-invalid'],
  [400, 'Bad Request: BUTTON_DATA_INVALID', GROUP, 'permanent'],
  [404, 'Not Found: method not found', GROUP, 'permanent'],
];

describe('what Telegram refuses', () => {
  for (const [code, description, payload, kind] of REFUSALS) {
    it(`24: reads "${description.slice(0, 60)}" as ${kind}${payload === PERSON ? ' for a person' : ''}`, () => {
      assert.equal(
        classifyTelegramFailure(refusal(code, description, {}, payload as Record<string, unknown>)).kind,
        kind,
      );
      assert.equal(
        classifyTelegramFailure(refusal(code, description.toUpperCase(), {}, payload as Record<string, unknown>)).kind,
        kind,
      );
    });
  }

  it('21: reads how long to wait', () => {
    const failure = classifyTelegramFailure(refusal(429, 'Too Many Requests: retry after 17', { retry_after: 17 }));
    assert.deepEqual([failure.kind, 'seconds' in failure ? failure.seconds : null], ['wait', 17]);
  });

  it('waits a second when a 429 does not say how long', () => {
    const failure = classifyTelegramFailure(refusal(429, 'Too Many Requests'));
    assert.deepEqual([failure.kind, 'seconds' in failure ? failure.seconds : null], ['wait', 1]);
  });

  it('27: reads where a group moved to', () => {
    const moved = refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1_005,
    });
    const failure = classifyTelegramFailure(moved);
    assert.deepEqual([failure.kind, 'chatId' in failure ? failure.chatId : null], ['migrated', -1_005]);
  });

  for (const code of [500, 502, 504]) {
    it(`23: tries ${String(code)} again`, () => {
      assert.equal(classifyTelegramFailure(refusal(code, 'Internal Server Error')).kind, 'retry');
    });
  }
});

describe('what Telegram does not answer', () => {
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']) {
    it(`is certainly not done after ${code}`, () => {
      const cause = Object.assign(new Error('connect failed'), { code });
      assert.equal(classifyTelegramFailure(noAnswer('fetch failed', cause)).kind, 'retry');
    });
  }

  for (const message of [
    "Request to 'sendMessage' timed out after 10 seconds",
    'socket hang up',
    'The operation was aborted',
  ]) {
    it(`23: is perhaps done after "${message}"`, () => {
      assert.equal(classifyTelegramFailure(noAnswer(message)).kind, 'unknown-outcome');
    });
  }

  it('never takes a defect of ours for a failure of Telegram', () => {
    const defect = new TypeError('x is undefined');
    assert.throws(() => classifyTelegramFailure(defect), defect);
  });

  it('35: describes a failure without what people wrote', () => {
    const failure = refusal(400, 'Bad Request: message is too long', {}, { chat_id: 1, text: 'my secret' });
    assert.equal(describeFailure(failure), '400 Bad Request: message is too long (sendMessage)');
  });
});
