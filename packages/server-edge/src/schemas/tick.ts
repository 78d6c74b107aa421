import * as z from 'zod';

const count = z.int().nonnegative();

const backlogSchema = z.strictObject({
  outbox_pending: count,
  outbox_dead: count,
  updates_pending: count,
  updates_dead: count,
  oldest_outbox_seconds: z.number().nonnegative().nullable(),
});

export const tickResponseSchema = z.strictObject({
  skipped: z.boolean().describe('Another tick was running, which does the work; this one did nothing.'),
  rounds: count.describe('How often the database was asked to do a batch.'),
  done: z.record(z.string(), count).describe('How much each step did, over all rounds.'),
  has_more: z
    .boolean()
    .describe('Perhaps not all was done: time ran out, or another tick took over. The next one goes on.'),
  failures: z
    .array(z.strictObject({ step: z.string(), sqlstate: z.string() }))
    .describe('Steps that failed in the last round; the log of Postgres says more.'),
  backlog: backlogSchema.describe('What waits or was given up, in the outbox and among Telegram’s updates.'),
});

export type TickReport = z.infer<typeof tickResponseSchema>;
