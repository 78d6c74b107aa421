import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTelegramSimulator } from '../../../../local/src/telegram/simulator/telegram-simulator.ts';
import { CommandLine } from '../../../testing/cli/run-command.ts';
import { COMMAND_MENUS } from '../../telegram/commands/command-menu.ts';

describe('support-chat telegram set-webhook', () => {
  let line: CommandLine;
  before(async () => {
    line = await CommandLine.create();
  });
  after(() => line.remove());

  it('14: tells Telegram where the function is and what agents can ask for, by scope, however often it runs', async () => {
    const simulator = createTelegramSimulator({ rateLimits: 'off' });
    const ask = async (method: string, parameters: object) => {
      const address = `http://simulator.localhost/bot${simulator.token}/${method}`;
      const request = new Request(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(parameters),
      });
      return ((await (await simulator.fetch(request)).json()) as { result: unknown }).result;
    };
    line.world = {
      env: {
        TELEGRAM_BOT_TOKEN: simulator.token,
        TELEGRAM_API_ROOT: 'http://simulator.localhost',
        TELEGRAM_WEBHOOK_SECRET: 'a-secret-for-the-webhook',
        SUPABASE_URL: 'https://abcdefgh.supabase.co',
      },
      fetch: (input, init) => simulator.fetch(new Request(input, init)),
    };
    for (let times = 0; times < 2; times += 1) {
      const ran = await line.run('telegram set-webhook');
      assert.equal(ran.exitCode, 0, ran.out + ran.aside);
    }
    for (const { scope, commands } of COMMAND_MENUS) {
      assert.deepEqual(await ask('getMyCommands', { scope }), commands, scope.type);
    }
    const { url } = (await ask('getWebhookInfo', {})) as { url: string };
    assert.match(url, /^https:\/\/abcdefgh\.supabase\.co\/functions\/v1\/support-telegram/);
    simulator.close();
  });
});
