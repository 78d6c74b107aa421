import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { toCsv, type CsvCell } from '../../csv.ts';
import type { SignedInAdmin } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { analyticsFileQuerySchema } from '../../schemas/admin/analytics.ts';
import { readQuery } from '../read-input.ts';

interface Asked extends SignedInAdmin {
  readonly from: string;
  readonly to: string;
  readonly widgetId: string | undefined;
}

/** `GET admin-config/analytics.csv?from=…&to=…&by=…&widget_id=…` */
export function getAnalyticsFile({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  const linesBy = {
    day: async (asked: Asked) => table(DAY_COLUMNS, (await db.getAnalytics(asked)).days),
    widget: async (asked: Asked) => table(WIDGET_COLUMNS, (await db.getWidgetAnalytics(asked)).widgets),
    agent: async (asked: Asked) => table(AGENT_COLUMNS, (await db.getAgentPerformance(asked)).agents),
  };
  return async (c) => {
    const { by = 'day', widget_id, from, to } = readQuery(c, analyticsFileQuerySchema);
    const rows = await linesBy[by]({ ...c.get('admin'), from, to, widgetId: widget_id });
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    c.header('Content-Disposition', `attachment; filename="support-${by}-${from}-${to}.csv"`);
    c.header('X-Content-Type-Options', 'nosniff');
    return c.body(toCsv(rows));
  };
}

const SUMS = [
  'visitors',
  'page_views',
  'conversations',
  'offline_conversations',
  'answered',
  'missed',
  'escalated',
  'resolved',
  'visitor_messages',
  'agent_messages',
  'first_response_seconds_mean',
  'resolution_seconds_mean',
  'ratings',
  'rating_mean',
  'nps_answers',
  'nps',
] as const;
const DAY_COLUMNS = ['day', ...SUMS] as const;
const WIDGET_COLUMNS = ['widget_id', 'name', ...SUMS] as const;
const AGENT_COLUMNS = [
  'agent_id',
  'name',
  'role',
  'is_active',
  'conversations',
  'messages',
  'resolved',
  'passed',
  'first_responses',
  'first_response_seconds_mean',
  'handling_seconds_sum',
  'peak_concurrent',
  'ratings',
  'rating_mean',
] as const;

/** The first line names the columns. */
function table<const Column extends string>(
  columns: readonly Column[],
  lines: readonly Readonly<Record<Column, CsvCell>>[],
): readonly (readonly CsvCell[])[] {
  return [columns, ...lines.map((line) => columns.map((column) => line[column]))];
}
