import type { VisitorClaims } from './auth/visitor-token.ts';
import type { Widget } from './schemas/widget-config.ts';

/** What middleware leaves for routes, read with `c.get(…)`. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** Set by `resolveWidget`. */
    widget: Widget;
    /** Set by `authenticate`. */
    visitor: VisitorClaims;
  };
}
