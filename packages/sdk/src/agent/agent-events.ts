import type { ChatError } from '../errors.ts';
import type { AgentConversation, AgentExcerpt } from './agent-conversation.ts';

/** Facts, told after the snapshot shows them. With several tabs open each tells its own. */
export interface AgentEventMap {
  /** A visitor wrote in a conversation of this agent, or in the queue. Not told for what was loaded. */
  'message:received': { readonly message: AgentExcerpt; readonly conversation: AgentConversation };
  /** A conversation has come to the queue: it is new, or somebody has let go of it. */
  'conversation:queued': { readonly conversation: AgentConversation };
  /** A conversation was given to this agent, or they have taken it, here or elsewhere. */
  'conversation:assigned': { readonly conversation: AgentConversation };
  /** What is known of a conversation of the inbox, or of the shown one, has changed. */
  'conversation:updated': { readonly conversation: AgentConversation };
  /** A message of this agent was refused for good. Only in the tab that sent it. */
  'message:failed': { readonly messageId: string; readonly conversationId: string; readonly error: ChatError };
  /** Something that nobody waited for has gone wrong and will be tried again. */
  error: { readonly error: ChatError };
}

/** Tells the listeners of one kind of event. */
export type TellAgentEvent = <Type extends keyof AgentEventMap>(type: Type, event: AgentEventMap[Type]) => void;
