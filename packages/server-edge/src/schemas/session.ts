import * as z from 'zod';
import type {
  WireSession,
  WireSessionRefreshRequest,
  WireSessionRequest,
  WireVisitorContext,
} from '@support-chat/sdk/protocol';
import { storableText, uuid } from './primitives.ts';

/**
 * What surrounds the visitor is worth knowing, never worth losing a message for: too much of it is cut. Control characters
 * tell nothing and take six times their room in jsonb, which has a limit.
 */
const surroundings = (characters: number) =>
  z.string().transform((text) => storableText(text.slice(0, characters)).replace(/\p{Cc}/gu, ' '));

export const visitorContextSchema = z.strictObject({
  page_url: surroundings(2_048).exactOptional(),
  page_title: surroundings(300).exactOptional(),
  referrer: surroundings(2_048).exactOptional(),
  language: surroundings(35).exactOptional(),
  time_zone: surroundings(64).exactOptional(),
}) satisfies z.ZodType<WireVisitorContext>;

export const sessionRequestSchema = z.strictObject({
  context: visitorContextSchema.exactOptional(),
}) satisfies z.ZodType<WireSessionRequest>;

export const sessionRefreshRequestSchema = z.strictObject({
  refresh_token: z.string().min(1).max(200),
}) satisfies z.ZodType<WireSessionRefreshRequest>;

export const sessionSchema = z.strictObject({
  session_id: uuid,
  visitor_id: uuid,
  access_token: z.string(),
  expires_in: z.int().positive(),
  refresh_token: z.string(),
  realtime_topic: z.string(),
}) satisfies z.ZodType<WireSession>;

export type VisitorContext = z.infer<typeof visitorContextSchema>;
export type Session = z.infer<typeof sessionSchema>;
