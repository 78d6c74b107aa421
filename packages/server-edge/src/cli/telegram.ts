import { COMMAND_MENUS } from '../telegram/commands/command-menu.ts';
import { groupLink } from '../telegram/group-link.ts';
import { ALLOWED_UPDATES } from '../telegram/read-update.ts';
import { CommandError, UsageError, type Command } from './command.ts';
import { checksJson, formatChecks, isWell } from '../checks/check.ts';
import { openDatabase, OPERATOR } from './database.ts';
import type { Flags } from './flags.ts';
import {
  PROJECT_HELP,
  PROJECT_OPTIONS,
  readProject,
  readProjectUrl,
  readSettings,
  readUrl,
  SETTINGS_OPTIONS,
  type Settings,
} from './settings.ts';
import { BotApiError, createBotApi, type BotApi } from '../telegram/doctor/bot-api.ts';
import { checkBot } from './telegram/check-bot.ts';
import type { SupportGroup } from '../telegram/doctor/check-group.ts';
import { explainWebhook, type WebhookInfo } from '../telegram/doctor/explain-webhook.ts';
import { readTelegramSettings, webhookUrlOf, type TelegramSettings } from './telegram/telegram-settings.ts';
import { requireUuid } from './widget/find-widget.ts';

const OPTIONS = { ...SETTINGS_OPTIONS, url: { type: 'string' } } as const;

const HELP = `
  --env-file FILE  read settings from this file; they win over the environment
  --url URL        the project, like https://abcdefgh.supabase.co (default: SUPABASE_URL)

Needs TELEGRAM_BOT_TOKEN; TELEGRAM_WEBHOOK_SECRET is the one the functions have.`;

const setWebhook: Command = {
  words: ['telegram', 'set-webhook'],
  summary: 'Tell Telegram where the function is. Safe to repeat; nothing that waits is lost.',
  help: `${HELP}
  --region REGION  run the function there, like eu-central-1 (default: near Telegram's servers)`,
  options: { ...OPTIONS, region: { type: 'string' } },
  async run(flags, world) {
    const settings = await readSettings(flags, world);
    const telegram = readTelegramSettings(settings);
    const secret = requireWebhookSecret(telegram);
    const region = flags.text('region');
    const address = webhookUrlOf(readProjectUrl(flags, settings));
    const url = region === undefined ? address : `${address}?forceFunctionRegion=${encodeURIComponent(region)}`;
    const api = createBotApi(telegram, world);
    await ask(api, 'setWebhook', {
      url,
      secret_token: secret,
      allowed_updates: ALLOWED_UPDATES,
    });
    for (const menu of COMMAND_MENUS) await ask(api, 'setMyCommands', { ...menu });
    return {
      exitCode: 0,
      text: [`Telegram sends updates to ${url}.`, '', 'Next:', '  npx support-chat telegram doctor'].join('\n'),
      json: { url, allowed_updates: ALLOWED_UPDATES },
    };
  },
};

const info: Command = {
  words: ['telegram', 'info'],
  summary: 'Show the webhook, what waits, and what the last error means.',
  help: HELP,
  options: OPTIONS,
  async run(flags, world) {
    const settings = await readSettings(flags, world);
    const telegram = readTelegramSettings(settings);
    const found = (await ask(createBotApi(telegram, world), 'getWebhookInfo', {})) as WebhookInfo;
    const checks = explainWebhook(found, {
      url: optionalWebhookUrl(flags, settings.read('SUPABASE_URL')),
      now: world.clock(),
    });
    return { exitCode: isWell(checks) ? 0 : 1, text: formatChecks(checks), json: checksJson(checks) };
  },
};

const doctor: Command = {
  words: ['telegram', 'doctor'],
  summary: 'Check the bot, its group, its rights and its webhook.',
  help: `${HELP}
  --chat ID        the group, like -1001234567890; again for more (default: TELEGRAM_SUPPORT_CHAT_ID)
  --mode MODE      how the team answers there: topics (default) or claims`,
  options: { ...OPTIONS, chat: { type: 'string', multiple: true }, mode: { type: 'string' } },
  async run(flags, world) {
    const settings = await readSettings(flags, world);
    const checks = await checkBot(
      {
        telegram: readTelegramSettings(settings),
        webhookUrl: optionalWebhookUrl(flags, settings.read('SUPABASE_URL')),
        groups: readGroups(flags, settings),
      },
      world,
    );
    return { exitCode: isWell(checks) ? 0 : 1, text: formatChecks(checks), json: checksJson(checks) };
  },
};

const connect: Command = {
  words: ['telegram', 'connect'],
  summary: 'Let an organization answer in a group.',
  help: `
  --organization ID  whose visitors; "widget create" and "widget list" show the id
  --chat ID          the group, like -1001234567890
  --mode MODE        topics (default): a topic for each visitor; claims: agents take conversations into direct messages
${PROJECT_HELP}`,
  options: {
    ...PROJECT_OPTIONS,
    organization: { type: 'string' },
    chat: { type: 'string' },
    mode: { type: 'string' },
  },
  async run(flags, world) {
    const organizationId = requireUuid(flags.requiredText('organization', 'whose visitors'), 'an organization');
    const chatId = chatIdFrom(flags.requiredText('chat', 'the group'));
    const mode = flags.oneOf('mode', MODES) ?? 'topics';
    const settings = await readSettings(flags, world);
    const token = settings.read('TELEGRAM_BOT_TOKEN');
    const database = openDatabase(await readProject(flags, world), world);
    const answer = (await database.call('support_upsert_telegram_chat', {
      p_actor: OPERATOR,
      p_organization_id: organizationId,
      p_chat: { chat_id: chatId, mode, ...(token === undefined ? {} : { bot_id: Number(token.split(':')[0]) }) },
    })) as { readonly outcome: string };
    return {
      exitCode: 0,
      text: [
        `The team answers in ${String(chatId)} (${mode}).`,
        '',
        'Next:',
        `  npx support-chat telegram doctor --chat ${String(chatId)} --mode ${mode}`,
      ].join('\n'),
      json: { organization_id: organizationId, chat_id: chatId, mode, outcome: answer.outcome },
    };
  },
};

const invite: Command = {
  words: ['telegram', 'invite'],
  summary: 'Make a link that adds the bot to a group, with its rights, and connects the group.',
  help: `
  --organization ID  whose visitors; "widget create" and "widget list" show the id
  --mode MODE        topics (default): a topic for each visitor; claims: agents take conversations into direct messages
  --env-file FILE    read settings from this file; they win over the environment

Whoever opens it within a day chooses the group; the bot says there what is still missing. Give it to nobody else.
Needs TELEGRAM_BOT_TOKEN, and the TELEGRAM_WEBHOOK_SECRET that the functions have.`,
  options: { ...SETTINGS_OPTIONS, organization: { type: 'string' }, mode: { type: 'string' } },
  async run(flags, world) {
    const organizationId = requireUuid(flags.requiredText('organization', 'whose visitors'), 'an organization');
    const mode = flags.oneOf('mode', MODES) ?? 'topics';
    const telegram = readTelegramSettings(await readSettings(flags, world));
    const secret = requireWebhookSecret(telegram);
    const { username = '' } = (await ask(createBotApi(telegram, world), 'getMe', {})) as { readonly username?: string };
    const link = await groupLink(username, { organizationId, mode, madeAt: world.clock() }, secret);
    return {
      exitCode: 0,
      text: ['Open it on a phone or computer with Telegram, and choose the group of the team:', '', `  ${link}`].join(
        '\n',
      ),
      json: { organization_id: organizationId, mode, link },
    };
  },
};

function requireWebhookSecret({ webhookSecret }: TelegramSettings): string {
  if (webhookSecret !== undefined) return webhookSecret;
  throw new CommandError(
    'TELEGRAM_WEBHOOK_SECRET is missing: the one the functions have. Make one: npx support-chat keys.',
  );
}

export const TELEGRAM_COMMANDS: readonly Command[] = [invite, connect, setWebhook, info, doctor];

const MODES = ['topics', 'claims'] as const;

/** What `--chat` and `--mode` say, or the setting that `npm start` knows as well. */
export function readGroups(flags: Flags, settings: Settings): readonly SupportGroup[] {
  const mode = flags.oneOf('mode', MODES) ?? 'topics';
  const named = flags.list('chat');
  const configured = settings.read('TELEGRAM_SUPPORT_CHAT_ID');
  const chats = named.length > 0 || configured === undefined ? named : [configured];
  return chats.map((text) => ({ chatId: chatIdFrom(text), mode }));
}

function chatIdFrom(text: string): number {
  const chatId = Number(text);
  if (!Number.isSafeInteger(chatId) || chatId === 0) {
    throw new UsageError(`--chat is "${text}"; it must be the id of a group, like --chat=-1001234567890.`);
  }
  return chatId;
}

function optionalWebhookUrl(flags: Flags, projectUrl: string | undefined): string | undefined {
  const url = flags.text('url') ?? projectUrl;
  return url === undefined ? undefined : webhookUrlOf(readUrl(url));
}

async function ask(api: BotApi, method: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
  try {
    return await api.call(method, parameters);
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    if (error.code === 0) throw new CommandError(`Telegram could not be reached: ${error.message}.`);
    if (error.code === 401 || error.code === 404) {
      throw new CommandError(
        `Telegram refused the token: ${error.message}. Copy TELEGRAM_BOT_TOKEN again from @BotFather.`,
      );
    }
    throw new CommandError(`Telegram refused ${method}: ${error.message}`);
  }
}
