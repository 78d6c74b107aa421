import * as z from 'zod';
import type {
  WireNewSharedResponse,
  WireSharedResponse,
  WireSharedResponseChange,
  WireSharedResponseDeletion,
  WireSharedResponses,
} from '@support-chat/sdk/protocol/admin';
import { cannedResponseSchema } from '../agent/canned-response.ts';
import { uuid } from '../primitives.ts';
import { responseTextChanges, responseTexts } from '../response-texts.ts';
import { changesBeyond } from './setting-values.ts';
import { version } from './widget.ts';

const department_id = uuid.nullable().exactOptional();

export const newSharedResponseSchema = z.strictObject({
  ...responseTexts,
  department_id,
}) satisfies z.ZodType<WireNewSharedResponse>;

export const sharedResponseChangeSchema = z
  .strictObject({
    id: uuid,
    version: version.exactOptional(),
    ...responseTextChanges,
    department_id,
  })
  .refine(changesBeyond('id', 'version'), 'changes something') satisfies z.ZodType<WireSharedResponseChange>;

export const sharedResponsesSchema = z.strictObject({
  canned_responses: z.array(cannedResponseSchema),
}) satisfies z.ZodType<WireSharedResponses>;

export const sharedResponseSchema = z.strictObject({
  canned_response: cannedResponseSchema,
}) satisfies z.ZodType<WireSharedResponse>;

export const sharedResponseQuerySchema = z.object({ id: uuid });

export const sharedResponseDeletionSchema = z.strictObject({
  outcome: z.enum(['deleted']),
}) satisfies z.ZodType<WireSharedResponseDeletion>;
