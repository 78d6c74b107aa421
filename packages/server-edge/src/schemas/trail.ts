import * as z from 'zod';
import type { WireTrackedEvent, WireTrackRequest, WireTrackResponse } from '@support-chat/sdk/protocol';
import { jsonObject } from './json-object.ts';
import { line } from './primitives.ts';
import { visitorContextSchema } from './session.ts';

const MAX_EVENTS = 50;
const MAX_DATA_BYTES = 4_096;

const { page_url: pageUrl, page_title: pageTitle } = visitorContextSchema.shape;

const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page_view'), page_url: pageUrl.unwrap(), page_title: pageTitle }),
  z.strictObject({
    kind: z.literal('custom'),
    name: line(100).pipe(z.string().min(1)),
    page_url: pageUrl,
    page_title: pageTitle,
    data: jsonObject(MAX_DATA_BYTES).exactOptional(),
  }),
]) satisfies z.ZodType<WireTrackedEvent>;

export const trackRequestSchema = z.strictObject({
  events: z.array(eventSchema).min(1).max(MAX_EVENTS),
}) satisfies z.ZodType<WireTrackRequest>;

export const trackResponseSchema = z.strictObject({
  stored: z.int().nonnegative(),
}) satisfies z.ZodType<WireTrackResponse>;

export type TrackedEvent = z.infer<typeof eventSchema>;
