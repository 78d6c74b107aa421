import * as z from 'zod';
import type { WireTranscriptRequest, WireTranscriptResponse } from '@support-chat/sdk/protocol';
import { line, uuid } from './primitives.ts';

export const transcriptRequestSchema = z.strictObject({
  conversation_id: uuid,
  email: line(320).exactOptional(),
}) satisfies z.ZodType<WireTranscriptRequest>;

export const transcriptResponseSchema = z.strictObject({
  outcome: z.enum(['queued']),
  recipient: z.string(),
}) satisfies z.ZodType<WireTranscriptResponse>;

export type TranscriptOrder = z.infer<typeof transcriptResponseSchema>;
