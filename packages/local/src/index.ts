/** The local stack as a library: for tests, and for whoever wants to start it from their own script. */
export { startLocalStack, type LocalStack } from './local-stack.ts';
export type { LocalStackOptions, TelegramOptions } from './stack-options.ts';
export type { TelegramSide } from './telegram-side.ts';
