import * as z from 'zod';
import type {
  WireNewOwnResponse,
  WireOwnResponse,
  WireOwnResponseChange,
  WireOwnResponseDeletion,
} from '@support-chat/sdk/protocol/agent';
import { uuid } from '../primitives.ts';
import { responseTextChanges, responseTexts } from '../response-texts.ts';
import { cannedResponseSchema } from './canned-response.ts';

export const newOwnResponseSchema = z.strictObject(responseTexts) satisfies z.ZodType<WireNewOwnResponse>;

export const ownResponseChangeSchema = z
  .strictObject({ id: uuid, ...responseTextChanges })
  .refine((change) => Object.keys(change).length > 1, 'changes something') satisfies z.ZodType<WireOwnResponseChange>;

export const ownResponseSchema = z.strictObject({
  canned_response: cannedResponseSchema,
}) satisfies z.ZodType<WireOwnResponse>;

export const ownResponseQuerySchema = z.object({ id: uuid });

export const ownResponseDeletionSchema = z.strictObject({
  outcome: z.enum(['deleted']),
}) satisfies z.ZodType<WireOwnResponseDeletion>;
