import type { BotSettings } from '../src/deps.ts';

/** A bot that is set up well, and a group with all that it needs, whatever group is asked about. */
const RESULTS: Readonly<Record<string, object>> = {
  getMe: { id: 123_456, username: 'shop_support_bot', can_read_all_group_messages: false },
  getWebhookInfo: { url: 'https://project.example/functions/v1/support-telegram', pending_update_count: 0 },
  getChat: { type: 'supergroup', title: 'The team', is_forum: true },
  getChatMember: { status: 'creator' },
};

/** What the Bot API answers by method; `results` replace those of a bot that is well. */
export function fakeBot(results: Readonly<Record<string, object>> = {}): BotSettings {
  return {
    token: '123456:for-tests',
    username: 'shop_support_bot',
    apiRoot: 'https://telegram.example',
    linkSecret: 'a webhook secret only for tests',
    webhookUrl: 'https://project.example/functions/v1/support-telegram',
    fetch: (input) => {
      const method = /\/bot123456:for-tests\/(\w+)$/.exec(input instanceof Request ? input.url : String(input))?.[1];
      const result = { ...RESULTS, ...results }[method ?? ''];
      if (result === undefined) throw new TypeError(`The bot of the tests knows no ${String(input)}.`);
      return Promise.resolve(Response.json('error_code' in result ? { ok: false, ...result } : { ok: true, result }));
    },
  };
}
