/** What a host of the backend needs: the local stack, a self-hosted server. Edge Functions use `./edge` instead. */
export { createApp } from './app.ts';
export type { AppEnv } from './app-env.ts';
export {
  createAccountTokens,
  type Account,
  type AccountTokens,
  type AccountTokensOptions,
} from './auth/account-token.ts';
export type { VisitorTokenKey } from './auth/signing-key.ts';
export {
  createVisitorTokens,
  VISITOR_ROLE,
  type IssuedToken,
  type VisitorClaims,
  type VisitorTokens,
  type VisitorTokensOptions,
} from './auth/visitor-token.ts';
export { createConsoleLogger, type ConsoleLoggerOptions, type LogLevel } from './console-logger.ts';
export { createChatDb, type ChatDb } from './db/chat-db.ts';
export {
  DatabaseError,
  type DatabaseCaller,
  type DatabaseErrorKind,
  type FunctionArguments,
} from './db/database-caller.ts';
export { createRpcCaller, type RpcCallerOptions } from './db/rpc-caller.ts';
export { createSqlCaller, type SqlQuery } from './db/sql-caller.ts';
export type {
  ClientAddressSource,
  LogFields,
  Logger,
  MailDelivery,
  ServerConfig,
  SupportDeps,
  TelegramBridge,
} from './deps.ts';
export { ApiError, type ApiErrorCode } from './errors.ts';
export { createHttpMailer, DEFAULT_MAIL_API_URL, type HttpMailerOptions } from './mail/http-mailer.ts';
export { createMailDelivery, type MailDeliveryOptions } from './mail/mail-delivery.ts';
export { MailError, type Mail, type Mailer, type MailErrorFields, type MailFailure } from './mail/mailer.ts';
export { createSmtpMailer, type SmtpMailerOptions } from './mail/smtp-mailer.ts';
export { driveDueWork, runTick } from './scheduled-work.ts';
export { driveStorageDeletions, type StorageDeletionDeps } from './storage/drive-deletions.ts';
export {
  ATTACHMENT_BUCKET,
  StorageError,
  type ByteRange,
  type FileDownload,
  type FileStorage,
  type SignedUpload,
  type StoredPart,
} from './storage/file-storage.ts';
export { createSupabaseStorage, type SupabaseStorageOptions } from './storage/supabase-storage.ts';
export {
  ALLOWED_UPDATES,
  createTelegramApi,
  createTelegramBridge,
  createTelegramWebhook,
  registerCommands,
  type BotIdentity,
  type StoringTelegramBridge,
  type TelegramApi,
  type TelegramApiOptions,
  type TelegramBridgeOptions,
  type TelegramWebhookOptions,
} from './telegram/index.ts';
