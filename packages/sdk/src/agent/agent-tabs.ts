import type { WireTeamMessage } from '../protocol/agent/message.ts';

/** What one tab of an agent tells the others. A hint each: storage and server hold the truth. */
export type AgentTabMessage =
  /** Stored messages changed; `sendingId` is on the wire in the telling tab. */
  | { readonly type: 'outbox'; readonly sendingId: string | null }
  /** The server has this message now. */
  | { readonly type: 'message'; readonly message: WireTeamMessage }
  /** The agent has read up to here; the server may not know yet. */
  | { readonly type: 'read'; readonly conversationId: string; readonly seq: number };
