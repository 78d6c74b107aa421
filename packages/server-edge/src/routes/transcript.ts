import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveMail } from '../drive-deliveries.ts';
import { ApiError } from '../errors.ts';
import { transcriptRequestSchema } from '../schemas/transcript.ts';
import { readFeatures } from '../widget-settings/features.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/transcript`, where the widget offers it and there is something to send it with. */
export function postTranscript(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    if (!readFeatures(c.get('widget').features, deps).transcript) {
      throw new ApiError('feature_disabled', 'This widget sends no transcripts.');
    }
    const { conversation_id, email } = await readBody(c, transcriptRequestSchema);
    const answer = await deps.db.requestTranscript({ ...visitorScope(c), conversationId: conversation_id, email });
    driveMail(deps);
    return c.json(answer);
  };
}
