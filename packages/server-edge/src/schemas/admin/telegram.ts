import * as z from 'zod';
import type {
  WireGroupLink,
  WireGroupLinkRequest,
  WireTelegramChat,
  WireTelegramChatChange,
  WireTelegramChatDeletion,
  WireTelegramChatResponse,
  WireTelegramChats,
  WireTelegramDoctor,
} from '@support-chat/sdk/protocol/admin';
import { timestamp, uuid } from '../primitives.ts';

const modeSchema = z.enum(['topics', 'claims']);

const telegramChatSchema = z.strictObject({
  chat_id: z.int(),
  department_id: uuid.nullable(),
  mode: modeSchema,
  state: z.enum(['active', 'paused']),
  title: z.string().nullable(),
  is_forum: z.boolean().nullable(),
  paused_at: timestamp.nullable(),
  pause_reason: z.string().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
}) satisfies z.ZodType<WireTelegramChat>;

export const telegramChatsSchema = z.strictObject({
  bot_username: z.string().nullable(),
  telegram_chats: z.array(telegramChatSchema),
}) satisfies z.ZodType<WireTelegramChats>;

export const telegramChatChangeSchema = z
  .strictObject({
    chat_id: z.int(),
    mode: modeSchema.exactOptional(),
    department_id: uuid.nullable().exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'changes something') satisfies z.ZodType<WireTelegramChatChange>;

export const telegramChatResponseSchema = z.strictObject({
  telegram_chat: telegramChatSchema,
}) satisfies z.ZodType<WireTelegramChatResponse>;

/** As Telegram writes ids of groups: negative. */
export const telegramChatQuerySchema = z.object({
  chat_id: z
    .string()
    .regex(/^-?\d{1,15}$/, 'must be the id of a group')
    .transform(Number),
});

export const telegramChatDeletionSchema = z.strictObject({
  outcome: z.enum(['deleted']),
}) satisfies z.ZodType<WireTelegramChatDeletion>;

export const groupLinkRequestSchema = z.strictObject({
  mode: modeSchema.exactOptional(),
}) satisfies z.ZodType<WireGroupLinkRequest>;

export const groupLinkSchema = z.strictObject({
  link: z.string(),
  expires_at: timestamp,
}) satisfies z.ZodType<WireGroupLink>;

export const telegramDoctorSchema = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      severity: z.enum(['ok', 'warning', 'failed', 'unknown']),
      detail: z.string(),
      fix: z.string().nullable(),
      chat_id: z.int().nullable(),
    }),
  ),
}) satisfies z.ZodType<WireTelegramDoctor>;
