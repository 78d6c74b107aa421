import type { Handler } from 'hono';
import type {
  WireFinding,
  WireGroupLink,
  WireTelegramChat,
  WireTelegramChatResponse,
  WireTelegramChats,
  WireTelegramDoctor,
} from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import { checkNamed, type Check } from '../../checks/check.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveTelegram } from '../../drive-deliveries.ts';
import {
  groupLinkRequestSchema,
  telegramChatChangeSchema,
  telegramChatQuerySchema,
} from '../../schemas/admin/telegram.ts';
import { createBotApi } from '../../telegram/doctor/bot-api.ts';
import { checkGroup } from '../../telegram/doctor/check-group.ts';
import { examineBot } from '../../telegram/doctor/examine-bot.ts';
import { GROUP_LINK_LASTS_MS, groupLink } from '../../telegram/group-link.ts';
import { readBody, readQuery } from '../read-input.ts';
import { picked } from './picked.ts';
import { requireBot } from './require-bot.ts';

type Deps = Pick<SupportDeps, 'db' | 'bot' | 'clock'>;

/** `GET admin-config/telegram/chats` */
export function getTelegramChats({ db, bot }: Deps): Handler<AppEnv> {
  return async (c) => {
    const chats = await db.listTelegramChats(c.get('admin'));
    return c.json({
      bot_username: bot?.username ?? null,
      telegram_chats: chats.map(toChat),
    } satisfies WireTelegramChats);
  };
}

/** `PUT admin-config/telegram/chat` */
export function putTelegramChat({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { chat_id, ...change } = await readBody(c, telegramChatChangeSchema);
    const chat = await db.updateTelegramChat({ ...c.get('admin'), chatId: chat_id, change });
    return c.json({ telegram_chat: toChat(chat) } satisfies WireTelegramChatResponse);
  };
}

/** `DELETE admin-config/telegram/chat?chat_id=…` */
export function deleteTelegramChat(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { chat_id } = readQuery(c, telegramChatQuerySchema);
    const deletion = await deps.db.deleteTelegramChat({ ...c.get('admin'), chatId: chat_id });
    driveTelegram(deps);
    return c.json(deletion);
  };
}

/** `POST admin-config/telegram/group-link` */
export function postGroupLink(deps: Deps): Handler<AppEnv> {
  return async (c) => {
    const { username, linkSecret } = requireBot(deps);
    const { mode = 'topics' } = await readBody(c, groupLinkRequestSchema);
    const madeAt = deps.clock();
    const { organizationId } = c.get('admin');
    return c.json({
      link: await groupLink(username, { organizationId, mode, madeAt }, linkSecret),
      expires_at: new Date(madeAt + GROUP_LINK_LASTS_MS).toISOString(),
    } satisfies WireGroupLink);
  };
}

/** `GET admin-config/telegram/doctor`: what can be found out while the server runs, which has the bot's token itself. */
export function getTelegramDoctor(deps: Deps): Handler<AppEnv> {
  return async (c) => {
    const { token, apiRoot, username, webhookUrl, fetch = globalThis.fetch } = requireBot(deps);
    const chats = await deps.db.listTelegramChats(c.get('admin'));
    const api = createBotApi({ token, apiRoot }, { fetch });
    const { bot, checks } = await examineBot(api, { webhookUrl, username, now: deps.clock() });
    const findings = checks.map((check) => toFinding(check, null));
    if (bot !== undefined) {
      // One after the other: Telegram counts.
      for (const { chat_id, mode } of chats) {
        const ofGroup = await checkGroup(api, bot, { chatId: chat_id, mode });
        findings.push(...ofGroup.map((check) => toFinding(check, chat_id)));
      }
    }
    if (chats.length === 0) findings.push(toFinding(NO_GROUP, null));
    const isOk = findings.every(({ severity }) => severity !== 'failed');
    return c.json({ ok: isOk, findings } satisfies WireTelegramDoctor);
  };
}

const NO_GROUP = checkNamed('telegram.group', 'Group').unknown(
  'no group is connected',
  'Connect one: the link adds the bot to a group of yours, with the rights that it needs.',
);

function toFinding({ id, title, status, detail, fix }: Check, chatId: number | null): WireFinding {
  return { id, title, severity: status, detail, fix: fix ?? null, chat_id: chatId };
}

function toChat(row: WireTelegramChat): WireTelegramChat {
  return picked(row, [
    'chat_id',
    'department_id',
    'mode',
    'state',
    'title',
    'is_forum',
    'paused_at',
    'pause_reason',
    'created_at',
    'updated_at',
  ]);
}
