import { badRequest } from '../bot-api-error.ts';
import { commandKey } from '../command-lists.ts';
import type { SimCommand } from '../world-state.ts';
import type { Method, MethodContext } from './method.ts';

const MAX_COMMANDS = 100;

const SCOPES = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
];
const CHAT_SCOPES = ['chat', 'chat_administrators', 'chat_member'];

export const botMethods: Record<string, Method> = {
  getMe({ world }) {
    return {
      ...world.botUser(),
      can_join_groups: true,
      can_read_all_group_messages: world.bot.canReadAllGroupMessages,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: world.bot.hasTopicsEnabled,
      allows_users_to_create_topics: world.bot.hasTopicsEnabled,
    };
  },

  setMyCommands(context) {
    const { world, params } = context;
    const key = commandListKey(context);
    const value = params.json('commands', "can't parse commands JSON object");
    if (!Array.isArray(value)) throw badRequest('expected an Array of BotCommand');
    if (value.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    world.bot.commands[key] = value.map(readCommand);
    world.changed();
    return true;
  },

  getMyCommands(context) {
    return context.world.bot.commands[commandListKey(context)] ?? [];
  },

  deleteMyCommands(context) {
    const { world } = context;
    const key = commandListKey(context);
    const others = Object.entries(world.bot.commands).filter(([name]) => name !== key);
    world.bot.commands = Object.fromEntries(others);
    world.changed();
    return true;
  },
};

/** [DOC] One list for every scope and language; nothing is inherited when a list is read. */
function commandListKey({ world, params }: MethodContext): string {
  const scope = (params.json('scope', "can't parse BotCommandScope JSON object") ?? { type: 'default' }) as Record<
    string,
    unknown
  >;
  const { type, chat_id: chatId, user_id: userId } = scope;
  if (typeof type !== 'string' || !SCOPES.includes(type))
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  const language = params.text('language_code') ?? '';
  if (language && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  if (!CHAT_SCOPES.includes(type)) return commandKey({ type, language });
  if (chatId === undefined) throw badRequest('can\'t parse BotCommandScope: Can\'t find field "chat_id"');
  const id = Number(chatId);
  if (!world.group(id) && !world.isKnownToBot(id)) throw badRequest('chat not found');
  if (type !== 'chat_member') return commandKey({ type, chatId: id, language });
  if (userId === undefined) throw badRequest('can\'t parse BotCommandScope: Can\'t find field "user_id"');
  return commandKey({ type, chatId: id, userId: Number(userId), language });
}

function readCommand(value: unknown): SimCommand {
  const given = value as { command?: unknown; description?: unknown; is_ephemeral?: unknown } | null;
  const command = typeof given?.command === 'string' ? given.command.trim().replace(/^\//, '') : '';
  const description = typeof given?.description === 'string' ? given.description.trim() : '';
  if (!command) throw badRequest('command must be non-empty');
  if (command.length > 32) throw badRequest('command length must not exceed 32');
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (!description) throw badRequest('command description must be non-empty');
  if (description.length > 256) throw badRequest('command description length must not exceed 256');
  return { command, description, ...(given?.is_ephemeral === true && { is_ephemeral: true as const }) };
}
