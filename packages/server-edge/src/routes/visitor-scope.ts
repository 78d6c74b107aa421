import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { VisitorScope } from '../db/visitor-db.ts';

/** Who is asking, from the verified token, and for which widget, from the address. */
export function visitorScope(c: Context<AppEnv>): VisitorScope {
  const { session_id, visitor_id } = c.get('visitor');
  return { sessionId: session_id, visitorId: visitor_id, widgetId: c.get('widget').id };
}
