import type { AgentClientOptions } from './agent-options.ts';
import { subjectOf } from './token-subject.ts';

/**
 * The first account that the host names is the client's for good: a token of another one counts as nobody being signed
 * in, so that nothing one agent wrote is ever sent by the next.
 */
export function createOneAccount({ getAccessToken }: Pick<AgentClientOptions, 'getAccessToken'>) {
  let subject: string | null = null;

  return {
    /** Whose client this is; empty until the first token has said so. */
    get subject(): string {
      return subject ?? '';
    },

    async getAccessToken(isRejected: boolean): Promise<string | null> {
      const token = await getAccessToken(isRejected);
      if (token === null) return null;
      subject ??= subjectOf(token);
      return subjectOf(token) === subject ? token : null;
    },
  };
}
