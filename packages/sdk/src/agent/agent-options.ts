import type { ChatEnvironment } from '../chat-environment.ts';
import type { OpenTabChannel } from '../tabs/tab-channel.ts';
import type { AgentTabMessage } from './agent-tabs.ts';
import type { ChatLogger } from '../lib/logger.ts';
import type { SignsOfLife } from './signs-of-life.ts';

/** What `createAgentClient` takes. */
export interface AgentClientOptions {
  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  readonly apiUrl: string;
  /**
   * The access token of whoever is signed in, or null when nobody is. Asked before every call, so it should answer from
   * memory most of the time, as `supabase.auth.getSession()` does; asked once more, with `isRejected`, when the server
   * does not accept a token.
   */
  readonly getAccessToken: (isRejected: boolean) => Promise<string | null>;
  /** For which organization to answer. Left out: the one that the agent joined first. */
  readonly organizationId?: string;
  /** Where unsent messages are kept. Default `indexeddb`; where the browser refuses, memory takes over. */
  readonly storage?: 'indexeddb' | 'memory';
  /** Default: defects go to `console.error`, all else is silent. */
  readonly logger?: ChatLogger;
  /** Replaces parts of the outside world. For tests, and for places that are not a browser. */
  readonly environment?: Partial<AgentEnvironment>;
}

/** Everything outside of this package that the client touches. */
export interface AgentEnvironment extends Pick<
  ChatEnvironment,
  | 'fetch'
  | 'timers'
  | 'random'
  | 'uuid'
  | 'openStorage'
  | 'locks'
  | 'page'
  | 'createRealtimeClient'
  | 'putFile'
  | 'shrinkPicture'
> {
  readonly openTabChannel: OpenTabChannel<AgentTabMessage>;
  /** By which an agent counts as being there. Default: pointer, keys and scrolling in the page; null outside of a browser. */
  readonly signsOfLife: SignsOfLife | null;
}
