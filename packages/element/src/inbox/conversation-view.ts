import type { AgentConversation, AgentSnapshot } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import type { Drafts } from './composer/drafts.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';
import type { InboxActions } from './inbox-actions.ts';

export interface ConversationViewModel {
  readonly snapshot: AgentSnapshot;
  /** Null while nothing is known of it but its id. */
  readonly conversation: AgentConversation | null;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly actions: InboxActions;
  readonly drafts: Drafts;
  readonly isVisitorShown: boolean;
  readonly now: number;
  readonly onToggleVisitor: () => void;
}

/** Header, messages and composer of the conversation that is shown. */
export function renderConversationView({
  snapshot,
  conversation,
  language,
  actions,
  drafts,
  isVisitorShown,
  now,
  onToggleVisitor,
}: ConversationViewModel): TemplateResult {
  return html`${
      conversation === null
        ? nothing
        : html`<support-inbox-header
            exportparts="conversation-header,avatar,button,button-quiet,icon-button"
            .snapshot=${snapshot}
            .language=${language}
            .actions=${actions}
            .conversation=${conversation}
            .isVisitorShown=${isVisitorShown}
            .now=${now}
            @inbox-back=${() => actions.open(null)}
            @inbox-toggle-visitor=${onToggleVisitor}
          ></support-inbox-header>`
    }
    <support-inbox-thread
      exportparts="messages,day-divider,message,message-visitor,message-agent,message-note,message-bot,message-system,bubble,name,meta,quote,file,typing,jump,avatar,icon-button"
      .snapshot=${snapshot}
      .language=${language}
      .actions=${actions}
    ></support-inbox-thread>
    ${
      conversation === null
        ? nothing
        : html`<support-inbox-composer
            exportparts="composer,input,send,attach,canned,mode,upload,palette,quote"
            .snapshot=${snapshot}
            .language=${language}
            .actions=${actions}
            .drafts=${drafts}
            .conversation=${conversation}
          ></support-inbox-composer>`
    }`;
}
