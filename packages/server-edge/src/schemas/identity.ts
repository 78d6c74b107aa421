import * as z from 'zod';
import type { WireIdentifyRequest, WireIdentity } from '@support-chat/sdk/protocol';
import { jsonObject } from './json-object.ts';
import { line, storableText, uuid } from './primitives.ts';
import { MAX_TRAITS_BYTES } from './profile.ts';

export const identifyRequestSchema = z.strictObject({
  token: z.string().min(1).max(32_768),
}) satisfies z.ZodType<WireIdentifyRequest>;

/** Sites write null, or leave out, what they do not know. */
const field = (characters: number) => line(characters).nullish();

/** What a site's token says beyond its dates. Claims that are not ours (`iss`, `jti`) may stand next to them. */
export const identityClaimsSchema = z.object({
  sub: z
    .string()
    .min(1)
    .max(255)
    .regex(/\S/)
    .refine((sub) => storableText(sub) === sub),
  name: field(100),
  email: field(320),
  phone: field(40),
  avatar_url: field(2_048),
  locale: field(35),
  traits: jsonObject(MAX_TRAITS_BYTES).nullish(),
  /** When there, the only widget that this token is for. */
  widget: z.string().nullish(),
  /** When there, it has to name the widget or `support-chat`. */
  aud: z.union([z.string(), z.array(z.string())]).nullish(),
});

export const identifyResponseSchema = z.strictObject({
  outcome: z.enum(['identified', 'merged', 'already']),
  session_id: uuid,
  visitor_id: uuid,
  access_token: z.string(),
  expires_in: z.int().positive(),
  realtime_topic: z.string(),
  conversation_id: uuid.nullable(),
}) satisfies z.ZodType<WireIdentity>;

export type IdentityClaims = z.infer<typeof identityClaimsSchema>;
export type Identity = z.infer<typeof identifyResponseSchema>;
