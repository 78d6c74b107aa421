import * as z from 'zod';
import type {
  WireAgentFigures,
  WireAnalytics,
  WireAnalyticsByAgent,
  WireAnalyticsByWidget,
  WireFigures,
  WireWidgetFigures,
} from '@support-chat/sdk/protocol/admin';
import { teamRoleSchema } from '../agent/identity.ts';
import { timestamp, uuid } from '../primitives.ts';
import { day } from './setting-values.ts';

const count = z.int().nonnegative();
const mean = z.number().nullable();

/** Of whatever is summed up. */
const sums = {
  visitors: count,
  page_views: count,
  conversations: count,
  offline_conversations: count,
  answered: count,
  missed: count,
  escalated: count,
  resolved: count,
  visitor_messages: count,
  agent_messages: count,
  first_response_seconds_mean: mean,
  resolution_seconds_mean: mean,
  ratings: count,
  rating_mean: mean,
  nps_answers: count,
  nps: mean,
};

const figuresSchema = z.strictObject({
  ...sums,
  first_response_seconds_median: mean,
  first_response_seconds_p90: mean,
  resolution_seconds_median: mean,
  conversations_by_hour: z.array(count).length(24),
  computed_at: timestamp.nullable(),
}) satisfies z.ZodType<WireFigures>;

const range = { from: day, to: day };

export const analyticsSchema = z.strictObject({
  ...range,
  widget_id: uuid.nullable(),
  totals: figuresSchema,
  days: z.array(figuresSchema.extend({ day })),
}) satisfies z.ZodType<WireAnalytics>;

export const analyticsByWidgetSchema = z.strictObject({
  ...range,
  widgets: z.array(
    z.strictObject({ widget_id: uuid, name: z.string(), ...sums }) satisfies z.ZodType<WireWidgetFigures>,
  ),
}) satisfies z.ZodType<WireAnalyticsByWidget>;

const agentFiguresSchema = z.strictObject({
  agent_id: uuid,
  name: z.string(),
  avatar_url: z.string().nullable(),
  role: teamRoleSchema,
  is_active: z.boolean(),
  conversations: count,
  messages: count,
  resolved: count,
  passed: count,
  first_responses: count,
  first_response_seconds_mean: mean,
  handling_seconds_sum: z.number(),
  peak_concurrent: count,
  ratings: count,
  rating_mean: mean,
}) satisfies z.ZodType<WireAgentFigures>;

export const analyticsByAgentSchema = z.strictObject({
  ...range,
  widget_id: uuid.nullable(),
  agents: z.array(agentFiguresSchema),
}) satisfies z.ZodType<WireAnalyticsByAgent>;

export const widgetAnalyticsQuerySchema = z.object(range);
export const analyticsQuerySchema = z.object({ ...range, widget_id: uuid.exactOptional() });
export const agentAnalyticsQuerySchema = z.object({
  ...range,
  widget_id: uuid.exactOptional(),
  agent_id: uuid.exactOptional(),
});
export const analyticsFileQuerySchema = z
  .object({
    ...range,
    /** Default `day`. */
    by: z.enum(['day', 'widget', 'agent']).exactOptional(),
    /** Of days and agents. */
    widget_id: uuid.exactOptional(),
  })
  // To leave it out of account would answer with figures that nobody asked for.
  .refine(({ by, widget_id }) => by !== 'widget' || widget_id === undefined, {
    path: ['widget_id'],
    message: 'goes with by=day and by=agent; by=widget tells of all of them',
  });
