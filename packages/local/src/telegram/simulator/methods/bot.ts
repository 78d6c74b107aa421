import { badRequest } from '../bot-api-error.ts';
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

export const botMethods: Record<string, Method> = {
  getMe({ world }) {
    return {
      ...world.botUser(),
      can_join_groups: true,
      can_read_all_group_messages: world.bot.canReadAllGroupMessages,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
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
function commandListKey({ params }: MethodContext): string {
  const scope = (params.json('scope', "can't parse BotCommandScope JSON object") ?? { type: 'default' }) as Record<
    string,
    unknown
  >;
  const type = scope['type'];
  if (typeof type !== 'string' || !SCOPES.includes(type))
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  const language = params.text('language_code') ?? '';
  if (language && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return [type, scope['chat_id'] ?? '', scope['user_id'] ?? '', language].join('|');
}

function readCommand(value: unknown): { command: string; description: string } {
  const given = value as { command?: unknown; description?: unknown } | null;
  const command = typeof given?.command === 'string' ? given.command.trim().replace(/^\//, '') : '';
  const description = typeof given?.description === 'string' ? given.description.trim() : '';
  if (!command) throw badRequest('command must be non-empty');
  if (command.length > 32) throw badRequest('command length must not exceed 32');
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (!description) throw badRequest('command description must be non-empty');
  if (description.length > 256) throw badRequest('command description length must not exceed 256');
  return { command, description };
}
