import type * as z from 'zod';
import type { WireTeamUploadRequest } from '@support-chat/sdk/protocol/agent';
import { uploadRequestSchema } from '../attachments.ts';
import { uuid } from '../primitives.ts';

export const teamUploadRequestSchema = uploadRequestSchema.extend({
  conversation_id: uuid,
}) satisfies z.ZodType<WireTeamUploadRequest>;
