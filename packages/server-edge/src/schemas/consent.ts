import * as z from 'zod';
import type { WireConsentRequest, WireConsentResponse } from '@support-chat/sdk/protocol';
import { line } from './primitives.ts';

const decisionSchema = z.enum(['granted', 'denied']);

export const consentRequestSchema = z.strictObject({
  decision: decisionSchema,
  text_version: line(100).exactOptional(),
}) satisfies z.ZodType<WireConsentRequest>;

export const consentResponseSchema = z.strictObject({
  consent: decisionSchema,
}) satisfies z.ZodType<WireConsentResponse>;

export type ConsentDecision = z.infer<typeof decisionSchema>;
