import * as z from 'zod';
import type { WireProfileRequest, WireProfileResponse, WireVisitor } from '@support-chat/sdk/protocol';
import { jsonObject } from './json-object.ts';
import { line, timestamp, uuid } from './primitives.ts';

export const MAX_TRAITS_BYTES = 16_384;

/** An empty text says as little as null. What an e-mail address or a language looks like, the database knows. */
const field = (characters: number) => line(characters).nullable();

export const profileRequestSchema = z
  .strictObject({
    name: field(100).exactOptional(),
    email: field(320).exactOptional(),
    phone: field(40).exactOptional(),
    locale: field(35).exactOptional(),
    traits: jsonObject(MAX_TRAITS_BYTES).nullable().exactOptional(),
  })
  .refine(
    (profile) => Object.keys(profile).length > 0,
    'has at least one field',
  ) satisfies z.ZodType<WireProfileRequest>;

export const visitorSchema = z.strictObject({
  id: uuid,
  external_id: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  avatar_url: z.string().nullable(),
  locale: z.string().nullable(),
  traits: z.record(z.string(), z.unknown()),
  consent: z.enum(['unknown', 'granted', 'denied']),
  identified_at: timestamp.nullable(),
}) satisfies z.ZodType<WireVisitor>;

export const profileResponseSchema = z.strictObject({
  visitor: visitorSchema,
}) satisfies z.ZodType<WireProfileResponse>;

export type Profile = z.infer<typeof profileRequestSchema>;
export type ProfileAnswer = z.infer<typeof profileResponseSchema>;
