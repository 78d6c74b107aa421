/** An agent's own prepared texts. What is here of the list follows, in the server's order. */
import { ChatError } from '../errors.ts';
import type { AgentClient } from './agent-client.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentStore } from './agent-store.ts';
import type { CannedResponse } from './agent-team.ts';
import { fieldsOf } from './wire/read-value.ts';
import { toCannedResponse } from './wire/team.ts';

export interface OwnResponsesOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
}

export function createOwnResponses({
  call,
  store,
}: OwnResponsesOptions): Pick<AgentClient, 'saveOwnResponse' | 'deleteOwnResponse'> {
  /** Puts one in the place of what was there under its id; null: in nobody's. */
  const put = (id: string, response: CannedResponse | null): void => {
    const { cannedResponses } = store.getSnapshot();
    if (!cannedResponses) return;
    const others = cannedResponses.filter((known) => known.id !== id);
    store.change({ cannedResponses: Object.freeze(response ? [...others, response].sort(byUse) : others) });
  };

  return {
    async saveOwnResponse(response) {
      const answer = await ('id' in response
        ? call('PUT agent/own-response', { body: response })
        : call('agent/own-response', { body: response }));
      const saved = toCannedResponse(fieldsOf<{ canned_response: unknown }>(answer).canned_response);
      if (!saved) throw new ChatError('network_unavailable', 'The answer is not readable.', { retryable: true });
      put(saved.id, saved);
      return saved;
    },

    async deleteOwnResponse(id) {
      await call('DELETE agent/own-response', { query: { id } });
      put(id, null);
    },
  };
}

function byUse(a: CannedResponse, b: CannedResponse): number {
  return b.usedCount - a.usedCount || (a.shortcut < b.shortcut ? -1 : 1);
}
