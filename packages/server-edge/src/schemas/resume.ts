import * as z from 'zod';
import type { WireResumedSession, WireSessionResumeRequest } from '@support-chat/sdk/protocol';
import { uuid } from './primitives.ts';
import { sessionSchema, visitorContextSchema } from './session.ts';

export const sessionResumeRequestSchema = z.strictObject({
  token: z.string().min(1).max(300),
  context: visitorContextSchema.exactOptional(),
}) satisfies z.ZodType<WireSessionResumeRequest>;

export const sessionResumeResponseSchema = z.strictObject({
  ...sessionSchema.shape,
  conversation_id: uuid,
}) satisfies z.ZodType<WireResumedSession>;

export type ResumedSession = z.infer<typeof sessionResumeResponseSchema>;
