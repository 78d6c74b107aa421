import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { feedbackRequestSchema } from '../schemas/feedback.ts';
import { readFeatures } from '../widget-settings/features.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/feedback` */
export function postFeedback(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    if (!readFeatures(c.get('widget').features, deps).feedback) {
      throw new ApiError('feature_disabled', 'This widget does not ask for feedback.');
    }
    const { conversation_id, ...feedback } = await readBody(c, feedbackRequestSchema);
    return c.json(await deps.db.rateConversation({ ...visitorScope(c), conversationId: conversation_id, ...feedback }));
  };
}
