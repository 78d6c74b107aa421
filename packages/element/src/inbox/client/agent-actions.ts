import { isChatError, type AgentClient, type AgentConversation, type ChatError } from '@support-chat/sdk/agent';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { Toast } from '../../desk/toast/toasts.ts';
import { InboxErrorEvent } from '../events/inbox-events.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { ConversationAction, InboxActions, InboxDialog } from '../inbox-actions.ts';
import type { ClientLink } from './client-link.ts';
import { callFor, type ActionReport } from './conversation-calls.ts';

/** Parts of the inbox that the keyboard can be sent to. */
export type FocusGoal = 'composer' | 'list' | 'thread' | 'visitor';

export interface AgentActionsOptions {
  /** The element: what goes wrong is told as its event. */
  readonly target: EventTarget;
  readonly link: ClientLink;
  readonly language: () => DeskLanguage<InboxPhrases>;
  /** The conversation that is shown. */
  readonly conversation: () => AgentConversation | null;
  readonly showToast: (toast: Toast) => void;
  readonly openDialog: (dialog: InboxDialog) => void;
  /** None is shown any more. */
  readonly onClose: () => void;
  /** Where the keyboard goes once the next drawing is there. */
  readonly focusNext: (goal: FocusGoal) => void;
}

/** What the parts of the inbox ask for, done by the agent's client. */
export class AgentActions implements InboxActions {
  readonly #options: AgentActionsOptions;

  constructor(options: AgentActionsOptions) {
    this.#options = options;
  }

  async ask<T>(call: (client: AgentClient) => T | Promise<T>): Promise<T | ChatError> {
    const answer = await this.attempt(call);
    if (isChatError(answer)) this.#tell(answer);
    return answer;
  }

  async attempt<T>(call: (client: AgentClient) => T | Promise<T>): Promise<T | ChatError> {
    const answer = await this.#options.link.ask(call);
    if (isChatError(answer)) this.#options.target.dispatchEvent(new InboxErrorEvent({ error: answer }));
    return answer;
  }

  open(conversationId: string | null, then: 'answer' | 'read' = 'answer'): void {
    const { link, focusNext, onClose } = this.#options;
    if (conversationId !== null) {
      // On a touch screen a keyboard would jump up uninvited.
      focusNext(then === 'read' || matchMedia('(pointer: coarse)').matches ? 'thread' : 'composer');
      void this.ask((client) => client.openConversation(conversationId));
    } else if (link.snapshot.thread !== null) {
      focusNext('list');
      onClose();
      void this.ask((client) => client.closeConversationView());
    }
  }

  perform(action: ConversationAction): void {
    const conversation = this.#options.conversation();
    if (conversation === null) return;
    void this.#call(action, conversation).then((report) => {
      if (isChatError(report)) return;
      const { words, undo, isSurprise } = report;
      this.show({
        words,
        tone: isSurprise ? 'danger' : 'neutral',
        ...(undo === null ? {} : { action: this.#undoing(undo, conversation) }),
      });
    });
  }

  show(toast: Toast): void {
    this.#options.showToast(toast);
  }

  openDialog(dialog: InboxDialog): void {
    this.#options.openDialog(dialog);
  }

  #undoing(undo: ConversationAction, conversation: AgentConversation): NonNullable<Toast['action']> {
    const run = async (): Promise<void> => {
      const report = await this.#call(undo, conversation);
      if (!isChatError(report)) this.show({ words: report.words });
    };
    return { label: this.#options.language().words.undo, run: () => void run() };
  }

  #call(action: ConversationAction, conversation: AgentConversation): Promise<ActionReport | ChatError> {
    return this.ask((client) => callFor(client, action, conversation, this.#options.language().words));
  }

  #tell(error: ChatError): void {
    if (error.code === 'client_destroyed' || error.code === 'aborted') return;
    const { failures, actionFailed } = this.#options.language().chat.phrases;
    this.show({ words: failures[error.code as keyof typeof failures] ?? actionFailed, tone: 'danger' });
  }
}
