import assert from 'node:assert/strict';
import type { OutsideClient } from './outside-client-suite.ts';

/**
 * Where a rule comes from. `DOC` is an anchor of core.telegram.org/bots/api, `FAQ` one of core.telegram.org/bots/faq or
 * /bots/features, `SRC` a function of tdlib/telegram-bot-api, `TDLib` one of tdlib/td, `10.3` a type of the Bot API 10.3 as
 * @grammyjs/types 5.0.0 has it; then come threads on GitHub. `unverified` is the likeliest reading of all this, with what
 * a look at a real bot has to settle.
 */
export type Source =
  | `DOC #${string}`
  | `FAQ #${string}`
  | `SRC ${string}::${string}`
  | `TDLib ${string}`
  | `10.3 ${string}`
  | `${string}/${string}#${number}`
  | `unverified: ${string}`;

/** One thing the simulator claims about Telegram, and a try from outside. */
export interface Rule {
  readonly rule: string;
  readonly source: Source;
  /** Throws when the simulator does not keep the rule. */
  readonly check: (client: OutsideClient) => Promise<void>;
}

export function holds(rule: string, source: Source, check: Rule['check']): Rule {
  return { rule, source, check };
}

/** A rule that a bot learns of by a refusal, word for word. `code` defaults to what the wording stands for. */
export function refuses(
  rule: string,
  source: Source,
  wording: string,
  attempt: (client: OutsideClient) => Promise<unknown>,
): Rule {
  const code = { 'Bad Request': 400, Unauthorized: 401, Forbidden: 403, 'Not Found': 404, Conflict: 409 }[
    wording.split(':')[0] ?? ''
  ];
  return {
    rule: `${rule}: ${wording}`,
    source,
    async check(client) {
      const answer = await attempt(client);
      assert.deepEqual(answer, { ok: false, error_code: code, description: wording });
    },
  };
}
