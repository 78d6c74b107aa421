import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import {
  agentAnalyticsQuerySchema,
  analyticsQuerySchema,
  widgetAnalyticsQuerySchema,
} from '../../schemas/admin/analytics.ts';
import { readQuery } from '../read-input.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET admin-config/analytics?from=…&to=…&widget_id=…` */
export function getAnalytics({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { widget_id, ...range } = readQuery(c, analyticsQuerySchema);
    return c.json(await db.getAnalytics({ ...c.get('admin'), ...range, widgetId: widget_id }));
  };
}

/** `GET admin-config/analytics/widgets?from=…&to=…` */
export function getAnalyticsByWidget({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const range = readQuery(c, widgetAnalyticsQuerySchema);
    return c.json(await db.getWidgetAnalytics({ ...c.get('admin'), ...range }));
  };
}

/** `GET admin-config/analytics/agents?from=…&to=…&agent_id=…&widget_id=…` */
export function getAnalyticsByAgent({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { agent_id, widget_id, ...range } = readQuery(c, agentAnalyticsQuerySchema);
    const asked = { ...c.get('admin'), ...range, agentId: agent_id, widgetId: widget_id };
    return c.json(await db.getAgentPerformance(asked));
  };
}
