import type { WireTeamRole } from '../agent/identity.ts';

/** Both `YYYY-MM-DD`, in the organization's time zone, both included, at most 366 days. */
export interface WireDayRange {
  readonly from: string;
  readonly to: string;
}

/** `GET admin-config/analytics?from=…&to=…&widget_id=…`: each day, also those on which nothing happened, and all of them. */
export interface WireAnalytics extends WireDayRange {
  /** Null: all widgets. */
  readonly widget_id: string | null;
  readonly totals: WireFigures;
  readonly days: readonly (WireFigures & { readonly day: string })[];
}

/** Means and medians are null where there is nothing to take them of. */
export interface WireFigures {
  /** In totals the sum of the days: who came on two days counts twice. */
  readonly visitors: number;
  readonly page_views: number;
  readonly conversations: number;
  /** Begun outside working hours. */
  readonly offline_conversations: number;
  readonly answered: number;
  readonly missed: number;
  readonly escalated: number;
  readonly resolved: number;
  readonly visitor_messages: number;
  readonly agent_messages: number;
  readonly first_response_seconds_mean: number | null;
  /** Of one widget on one day only; a median of medians is none. */
  readonly first_response_seconds_median: number | null;
  readonly first_response_seconds_p90: number | null;
  readonly resolution_seconds_mean: number | null;
  readonly resolution_seconds_median: number | null;
  readonly ratings: number;
  /** 1 to 5 */
  readonly rating_mean: number | null;
  readonly nps_answers: number;
  /** -100 to 100 */
  readonly nps: number | null;
  /** 24 numbers, from the hour after midnight on. */
  readonly conversations_by_hour: readonly number[];
  readonly computed_at: string | null;
}

/** `GET admin-config/analytics/widgets?from=…&to=…`: all widgets beside each other, the busiest in front. */
export interface WireAnalyticsByWidget extends WireDayRange {
  readonly widgets: readonly WireWidgetFigures[];
}

export interface WireWidgetFigures extends Omit<
  WireFigures,
  | 'first_response_seconds_median'
  | 'first_response_seconds_p90'
  | 'resolution_seconds_median'
  | 'conversations_by_hour'
  | 'computed_at'
> {
  readonly widget_id: string;
  readonly name: string;
}

/** `GET admin-config/analytics/agents?from=…&to=…&agent_id=…&widget_id=…`: who did what, the busiest in front. */
export interface WireAnalyticsByAgent extends WireDayRange {
  readonly widget_id: string | null;
  readonly agents: readonly WireAgentFigures[];
}

export interface WireAgentFigures {
  readonly agent_id: string;
  readonly name: string;
  readonly avatar_url: string | null;
  readonly role: WireTeamRole;
  readonly is_active: boolean;
  readonly conversations: number;
  readonly messages: number;
  readonly resolved: number;
  /** Handed back to the queue. */
  readonly passed: number;
  readonly first_responses: number;
  readonly first_response_seconds_mean: number | null;
  readonly handling_seconds_sum: number;
  readonly peak_concurrent: number;
  readonly ratings: number;
  readonly rating_mean: number | null;
}

/**
 * `GET admin-config/analytics.csv?from=…&to=…&by=…`: the same figures as a file (RFC 4180, UTF-8), one line for each day,
 * widget or agent. No cell of it is a formula to a spreadsheet. `widget_id` goes with days and agents; with `by=widget` it
 * is refused.
 */
export type WireAnalyticsFileBy = 'day' | 'widget' | 'agent';
