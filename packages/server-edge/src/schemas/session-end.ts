import * as z from 'zod';
import type { WireSessionEndRequest, WireSessionEndResponse } from '@support-chat/sdk/protocol';

export const sessionEndRequestSchema = z.strictObject({}) satisfies z.ZodType<WireSessionEndRequest>;

export const sessionEndResponseSchema = z.strictObject({
  outcome: z.enum(['revoked', 'already', 'unknown']),
}) satisfies z.ZodType<WireSessionEndResponse>;

export type SessionEnd = z.infer<typeof sessionEndResponseSchema>;
