import * as z from 'zod';
import type {
  WireFileResponse,
  WireSignedUpload,
  WireUploadCompleteRequest,
  WireUploadCompleteResponse,
  WireUploadRequest,
  WireUploadResponse,
} from '@support-chat/sdk/protocol';
import { attachmentSchema } from './message.ts';
import { storableText, uuid } from './primitives.ts';

export const uploadRequestSchema = z.strictObject({
  name: z.string().min(1).max(255).transform(storableText),
  /** What is allowed the widget says; this only bounds the work before that. */
  media_type: z.string().max(200).transform(storableText),
  byte_size: z.int().positive(),
}) satisfies z.ZodType<WireUploadRequest>;

const signedUploadSchema = z.strictObject({
  url: z.url(),
  method: z.literal('PUT'),
  headers: z.record(z.string(), z.string()),
  expires_in: z.int().positive(),
}) satisfies z.ZodType<WireSignedUpload>;

export const uploadResponseSchema = z.strictObject({
  attachment: attachmentSchema,
  upload: signedUploadSchema,
}) satisfies z.ZodType<WireUploadResponse>;

export const uploadCompleteRequestSchema = z.strictObject({
  attachment_id: uuid,
}) satisfies z.ZodType<WireUploadCompleteRequest>;

export const uploadCompleteResponseSchema = z.strictObject({
  attachment: attachmentSchema,
}) satisfies z.ZodType<WireUploadCompleteResponse>;

// Like every address, it may carry parameters that are not ours.
export const fileQuerySchema = z.object({ attachment_id: uuid });

export const fileResponseSchema = z.strictObject({
  url: z.url(),
  expires_in: z.int().positive(),
  disposition: z.enum(['inline', 'attachment']),
}) satisfies z.ZodType<WireFileResponse>;
