import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessRules } from './rules-suite/access-suite.ts';
import { fileRules } from './rules-suite/file-suite.ts';
import { limitRules } from './rules-suite/limit-suite.ts';
import { messageRules } from './rules-suite/message-suite.ts';
import { newApiRules } from './rules-suite/new-api-suite.ts';
import { OutsideClient } from './rules-suite/outside-client-suite.ts';
import { peopleRules } from './rules-suite/people-suite.ts';
import type { Rule } from './rules-suite/rule-suite.ts';
import { textRules } from './rules-suite/text-suite.ts';
import { topicRules } from './rules-suite/topic-suite.ts';
import { updateRules } from './rules-suite/update-suite.ts';
import { webhookRules } from './rules-suite/webhook-suite.ts';

/** Everything the simulator claims about Telegram, each with its source and a try from outside. */
const TABLE: Readonly<Record<string, readonly Rule[]>> = {
  'calls and chats': accessRules,
  'texts, buttons and replies': textRules,
  messages: messageRules,
  topics: topicRules,
  files: fileRules,
  updates: updateRules,
  'the webhook': webhookRules,
  'limits and trouble': limitRules,
  people: peopleRules,
  'what is new in 2026': newApiRules,
};

const SOURCE =
  /^(DOC #[a-z-]+|FAQ #[a-z-]+|SRC [A-Za-z]+::[a-z_]+|TDLib [\w:]+|10\.3 [\w.]+|[\w.-]+\/[\w.-]+#\d+|unverified: .{8,})$/;

for (const [subject, rules] of Object.entries(TABLE)) {
  describe(`Telegram's rules about ${subject}`, () => {
    for (const { rule, source, check } of rules) {
      it(`[${source}] ${rule}`, async () => {
        const client = new OutsideClient();
        try {
          await check(client);
        } finally {
          client.close();
        }
      });
    }
  });
}

describe('The table of rules', () => {
  const all = Object.values(TABLE).flat();

  it('names a source for every rule', () => {
    assert.deepEqual(
      all.filter(({ source }) => !SOURCE.test(source)).map(({ rule, source }) => [rule, source]),
      [],
    );
  });

  it('has no rule twice', () => {
    const seen = new Set<string>();
    const repeated = all.filter(({ rule }) => seen.has(rule) || !seen.add(rule));
    assert.deepEqual(
      repeated.map(({ rule }) => rule),
      [],
    );
  });
});
