import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { trackRequestSchema } from '../schemas/trail.ts';
import { readFeatures } from '../widget-settings/features.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/track`, where the widget's owner has switched it on. Whether the visitor allows it, the database knows. */
export function postTrack(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    if (!readFeatures(c.get('widget').features, deps).tracking) {
      throw new ApiError('feature_disabled', 'This widget does not track visitors.');
    }
    const { events } = await readBody(c, trackRequestSchema);
    return c.json(await deps.db.trackEvents({ ...visitorScope(c), events }));
  };
}
