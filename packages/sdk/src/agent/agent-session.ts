/**
 * The sign-in, which is the host's: this only asks for its token. Guarantees:
 *
 * - every call carries the token that the host has now; one that the server does not accept is asked for once more, and
 *   the call repeated with it;
 * - without a token nothing is sent, and `onSignedOut` says so; the next call that gets through says the contrary;
 * - while a socket is open the host is asked often enough that a renewed token gets there before the old one ends.
 */
import { ChatError, isChatError } from '../errors.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { HttpRequest, SendRequest } from '../http/http-client.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { Timers } from '../lib/timers.ts';
import type { AgentEndpoints, CallAgent } from './agent-endpoints.ts';
import { assertAlive } from './assert-alive.ts';

export interface AgentSessionOptions {
  readonly send: SendRequest;
  readonly getAccessToken: (isRejected: boolean) => Promise<string | null>;
  readonly organizationId: string | undefined;
  readonly timers: Timers;
  readonly logger: ChatLogger;
  readonly onSignedIn: () => void;
  readonly onSignedOut: () => void;
  /** Another token than before. */
  readonly onToken: (token: string) => void;
  readonly signal: AbortSignal;
}

export type AgentSession = ReturnType<typeof createAgentSession>;

/** supabase-js renews a session that has less than 90 seconds left when it is asked for it; this is asked twice in that time. */
const LOOK_MS = 30_000;

export function createAgentSession(options: AgentSessionOptions) {
  const { send, timers, signal } = options;
  let token: string | null = null;
  /** A token that the server has refused twice; it is not shown again. */
  let rejected: string | null = null;
  /** A token that somebody other than the API has refused. */
  let doubtful: string | null = null;
  let cancelLook: (() => void) | null = null;

  const ask = async (isRejected: boolean): Promise<string> => {
    let next: string | null;
    try {
      next = await options.getAccessToken(isRejected);
    } catch (cause) {
      // The host's Auth server may be away, which says nothing about the agent.
      throw new ChatError('network_unavailable', 'The host gave no access token.', { retryable: true, cause });
    }
    assertAlive(signal);
    if (!next || next === rejected) {
      token = null;
      options.onSignedOut();
      throw new ChatError('token_missing', 'Nobody is signed in.', { status: 401 });
    }
    if (next !== token) {
      token = next;
      options.onToken(next);
    }
    return next;
  };

  const withOrganization = (request: HttpRequest): HttpRequest => ({
    ...request,
    query: { organization_id: options.organizationId, ...request.query },
  });

  const fresh = async (): Promise<string> => {
    const isRejected = token !== null && token === doubtful;
    doubtful = null;
    return ask(isRejected);
  };

  const call: CallAgent = async <Path extends keyof AgentEndpoints>(path: Path, request: AgentEndpoints[Path]) => {
    const attempt = async (used: string): Promise<unknown> => {
      const answer = await send<unknown>(path, withOrganization(request), used);
      options.onSignedIn();
      return answer;
    };
    const used = await fresh();
    try {
      return await attempt(used);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
    }
    const next = await ask(true);
    try {
      return await attempt(next);
    } catch (error) {
      if (isUnauthorized(error)) {
        rejected = next;
        options.onSignedOut();
      }
      throw error;
    }
  };

  const look = (): void => {
    cancelLook = timers.after(LOOK_MS, () => {
      look();
      fresh().catch((error: unknown) => options.logger('debug', 'No token for the open channel.', error));
    });
  };

  return {
    call,
    fresh,

    /** As the page ends: at once, with the token of the last call, and nobody hears of the outcome. */
    callLast<Path extends keyof AgentEndpoints>(path: Path, request: AgentEndpoints[Path]): void {
      if (token === null) return;
      send(path, withOrganization(request), token).catch((error: unknown) =>
        options.logger('debug', 'A last call failed.', error),
      );
    },

    keepFresh(isOn: boolean): void {
      cancelLook?.();
      cancelLook = null;
      if (isOn && !signal.aborted) look();
    },

    /** Realtime does not accept this token any more. */
    distrust(ended: string): void {
      doubtful = ended;
    },

    /** Somebody has asked to try again: the next call shows whatever token there is. */
    forgive(): void {
      rejected = null;
    },
  };
}

function isUnauthorized(error: unknown): boolean {
  return isChatError(error) && transitionFor(error) === 'renew-token';
}
