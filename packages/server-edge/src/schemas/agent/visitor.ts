import * as z from 'zod';
import type {
  WireBanRequest,
  WireBanResult,
  WireUnbanRequest,
  WireVisitorChange,
  WireVisitorChangeResponse,
  WireVisitorEvent,
  WireVisitorTrail,
} from '@support-chat/sdk/protocol/agent';
import { jsonObject } from '../json-object.ts';
import { line, storableText, timestamp, uuid } from '../primitives.ts';
import { MAX_TRAITS_BYTES } from '../profile.ts';
import { wholeNumber } from '../query.ts';
import { teamVisitorSchema } from './conversation.ts';

/** An empty text says as little as null. What an e-mail address or a language looks like, the database knows. */
const field = (characters: number) => line(characters).nullable().exactOptional();

export const visitorChangeSchema = z
  .strictObject({
    visitor_id: uuid,
    name: field(100),
    email: field(320),
    phone: field(40),
    locale: field(35),
    traits: jsonObject(MAX_TRAITS_BYTES).exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'changes something') satisfies z.ZodType<WireVisitorChange>;

export const visitorChangeResponseSchema = z.strictObject({
  visitor: teamVisitorSchema,
}) satisfies z.ZodType<WireVisitorChangeResponse>;

export const banRequestSchema = z.strictObject({
  visitor_id: uuid,
  reason: z.string().max(500).transform(storableText).exactOptional(),
  until: timestamp.exactOptional(),
}) satisfies z.ZodType<WireBanRequest>;

export const unbanRequestSchema = z.strictObject({ visitor_id: uuid }) satisfies z.ZodType<WireUnbanRequest>;

export const banResponseSchema = z.strictObject({
  outcome: z.enum(['banned', 'already']),
  visitor: teamVisitorSchema,
}) satisfies z.ZodType<WireBanResult>;

export const unbanResponseSchema = z.strictObject({
  outcome: z.enum(['unbanned', 'already']),
  visitor: teamVisitorSchema,
}) satisfies z.ZodType<WireBanResult>;

export const eventsQuerySchema = z.object({
  visitor_id: uuid,
  /** `next_cursor` of the page before. */
  cursor: wholeNumber.exactOptional(),
  limit: wholeNumber.pipe(z.int().min(1).max(200)).exactOptional(),
});

const eventSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['page_view', 'custom']),
  name: z.string().nullable(),
  page_url: z.string().nullable(),
  page_title: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  widget_id: uuid,
  created_at: timestamp,
}) satisfies z.ZodType<WireVisitorEvent>;

export const visitorTrailSchema = z.strictObject({
  events: z.array(eventSchema),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
}) satisfies z.ZodType<WireVisitorTrail>;
