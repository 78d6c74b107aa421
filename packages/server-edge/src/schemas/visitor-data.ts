import * as z from 'zod';
import type {
  WireErasure,
  WireExportedAttachment,
  WireExportedConsent,
  WireExportedConversation,
  WireExportedEvent,
  WireExportedSession,
  WireExportedVisitor,
  WireVisitorExport,
} from '@support-chat/sdk/protocol';
import { conversationSchema } from './conversation.ts';
import { messageSchema } from './message.ts';
import { timestamp, uuid } from './primitives.ts';
import { visitorSchema } from './profile.ts';

const anything = z.record(z.string(), z.unknown());
const text = z.string().nullable();

const exportedVisitorSchema = visitorSchema.extend({
  context: anything,
  banned_at: timestamp.nullable(),
  banned_until: timestamp.nullable(),
  created_at: timestamp,
  last_seen_at: timestamp,
}) satisfies z.ZodType<WireExportedVisitor>;

const exportedSessionSchema = z.strictObject({
  id: uuid,
  widget_id: uuid,
  origin: text,
  user_agent: text,
  ip_hash: text,
  created_at: timestamp,
  refreshed_at: timestamp,
  expires_at: timestamp,
  revoked_at: timestamp.nullable(),
  revoked_reason: text,
}) satisfies z.ZodType<WireExportedSession>;

const exportedConsentSchema = z.strictObject({
  widget_id: uuid,
  decision: z.enum(['granted', 'denied']),
  text_version: text,
  ip_hash: text,
  created_at: timestamp,
}) satisfies z.ZodType<WireExportedConsent>;

const exportedEventSchema = z.strictObject({
  kind: z.enum(['page_view', 'custom']),
  name: text,
  page_url: text,
  page_title: text,
  data: anything,
  created_at: timestamp,
}) satisfies z.ZodType<WireExportedEvent>;

const exportedConversationSchema = conversationSchema.extend({
  category: text,
  prechat: anything,
  context: anything,
  rating_comment: text,
  nps: z.int().nullable(),
  rated_at: timestamp.nullable(),
  messages: z.array(messageSchema),
}) satisfies z.ZodType<WireExportedConversation>;

const exportedAttachmentSchema = z.strictObject({
  attachment_id: uuid,
  path: z.string(),
  name: z.string(),
  media_type: z.string(),
  byte_size: z.int().nonnegative(),
  state: z.string(),
  conversation_id: uuid.nullable(),
  message_id: uuid.nullable(),
  uploaded_by: z.enum(['visitor', 'agent']),
  sha256: text,
  created_at: timestamp,
}) satisfies z.ZodType<WireExportedAttachment>;

export const exportResponseSchema = z.strictObject({
  exported_at: timestamp,
  organization: z.string(),
  visitor: exportedVisitorSchema,
  sessions: z.array(exportedSessionSchema),
  consents: z.array(exportedConsentSchema),
  events: z.array(exportedEventSchema),
  conversations: z.array(exportedConversationSchema),
  attachments: z.array(exportedAttachmentSchema),
}) satisfies z.ZodType<WireVisitorExport>;

export const erasureResponseSchema = z.strictObject({
  outcome: z.enum(['erased']),
  messages: z.int().nonnegative(),
  files: z.int().nonnegative(),
}) satisfies z.ZodType<WireErasure>;

export type VisitorExport = z.infer<typeof exportResponseSchema>;
export type Erasure = z.infer<typeof erasureResponseSchema>;
