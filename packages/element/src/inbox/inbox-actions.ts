import type { AgentClient, ChatError } from '@support-chat/sdk/agent';
import type { Toast } from '../desk/toast/toasts.ts';

/**
 * What the parts of the inbox may ask for. Nothing here throws or rejects: whatever goes wrong is shown as a toast and
 * told as an `inbox-error` event, and comes back as the error.
 */
export interface InboxActions {
  ask<T>(call: (client: AgentClient) => T | Promise<T>): Promise<T | ChatError>;
  /** Like `ask`, without the toast: whoever asks says in place what went wrong. */
  attempt<T>(call: (client: AgentClient) => T | Promise<T>): Promise<T | ChatError>;
  /** Shows a conversation; null: none. Then the keyboard is ready to answer, or, for whoever only looks through them, to go on. */
  open(conversationId: string | null, then?: 'answer' | 'read'): void;
  perform(action: ConversationAction): void;
  show(toast: Toast): void;
  openDialog(dialog: InboxDialog): void;
}

/** What an agent does with the conversation that is shown. */
export type ConversationAction =
  | { readonly kind: 'claim' | 'pass' | 'assign-to-me' | 'unassign' | 'resolve' | 'close' | 'reopen' | 'wake' }
  | { readonly kind: 'snooze'; readonly until: number };

/** Dialogs of the inbox; one at a time. */
export type InboxDialog = 'transfer' | 'details' | 'visitor' | 'ban' | 'shortcuts' | 'texts' | NewTextDialog;

/** A text of the agent's own, begun with what they have written elsewhere. */
export interface NewTextDialog {
  readonly begun: string;
}
