/**
 * The Telegram bridge: visitors' messages into a group's topics or an agent's direct messages, agents' answers back.
 *
 * Guarantees: an update is stored before it is answered and worked off in the order of its chat; a visitor's message is
 * sent in the order of its chat and marked delivered only after Telegram took it; nothing is lost over flood control,
 * outages, deleted topics, migrated groups or a worker that dies; of several agents who claim at once one wins and every
 * tap is answered. It refuses to relay commands, notes, General chatter, other bots and foreign channels to a visitor,
 * and it never lets a visitor's text become markup, a mention or a command.
 *
 * Not relayed yet: files (the agent is told), deletions (Telegram does not report them), a visitor's edits.
 */
export { registerCommands } from './commands/register-commands.ts';
export { createTelegramApi, type TelegramApi, type TelegramApiOptions } from './telegram-api.ts';
export { createTelegramBridge, type StoringTelegramBridge, type TelegramBridgeOptions } from './telegram-bridge.ts';
export { createTelegramWebhook, type TelegramWebhookOptions } from './webhook.ts';
export { ALLOWED_UPDATES } from './read-update.ts';
export type { BotIdentity } from './bridge-deps.ts';
