/** What a host of the backend needs: the local stack, a self-hosted server. Edge Functions use `./edge` instead. */
export { createApp } from './app.ts';
export type { AppEnv } from './app-env.ts';
export type { VisitorTokenKey } from './auth/signing-key.ts';
export {
  createVisitorTokens,
  VISITOR_ROLE,
  type IssuedToken,
  type VisitorClaims,
  type VisitorTokens,
  type VisitorTokensOptions,
} from './auth/visitor-token.ts';
export { createConsoleLogger } from './console-logger.ts';
export { createChatDb, type ChatDb } from './db/chat-db.ts';
export {
  DatabaseError,
  type DatabaseCaller,
  type DatabaseErrorKind,
  type FunctionArguments,
} from './db/database-caller.ts';
export { createRpcCaller, type RpcCallerOptions } from './db/rpc-caller.ts';
export { createSqlCaller, type SqlQuery } from './db/sql-caller.ts';
export type { ClientAddressSource, LogFields, Logger, ServerConfig, SupportDeps, TelegramBridge } from './deps.ts';
export { ApiError, type ApiErrorCode } from './errors.ts';
export {
  ALLOWED_UPDATES,
  createTelegramApi,
  createTelegramBridge,
  createTelegramWebhook,
  type BotIdentity,
  type StoringTelegramBridge,
  type TelegramApi,
  type TelegramApiOptions,
  type TelegramBridgeOptions,
  type TelegramWebhookOptions,
} from './telegram/index.ts';
