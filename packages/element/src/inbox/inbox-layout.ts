import type { AgentConversation, AgentSnapshot } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../desk/icons.ts';
import type { Drafts } from './composer/drafts.ts';
import { renderConversationView } from './conversation-view.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';
import type { InboxActions } from './inbox-actions.ts';
import type { InboxPreferences } from './preferences.ts';
import type { MessageIntentEvent } from './thread/thread.ts';
import { renderTopBar, type PresenceChoice, type SettingChoice } from './top-bar.ts';

export interface InboxLayoutModel {
  readonly snapshot: AgentSnapshot;
  /** The one that is shown, with what is known of it so far. */
  readonly conversation: AgentConversation | null;
  readonly heading: string;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly actions: InboxActions;
  readonly drafts: Drafts;
  readonly preferences: InboxPreferences;
  /** Whether the visitor would be shown, as soon as there is one. */
  readonly isVisitorShown: boolean;
  readonly now: number;
  readonly onPresence: (choice: PresenceChoice) => void;
  readonly onSetting: (setting: SettingChoice) => void;
  readonly onIntent: (event: MessageIntentEvent) => void;
  readonly onLeaveComposer: () => void;
  readonly onToggleVisitor: () => void;
}

/** The three columns: the list, the conversation, and who it is with. The styles say which of them a narrow screen shows. */
export function renderLayout(model: InboxLayoutModel): TemplateResult {
  const { snapshot, language, actions, now, onIntent, onLeaveComposer, onToggleVisitor } = model;
  const isReading = snapshot.thread !== null;
  const isVisitorShown = isReading && model.isVisitorShown;
  return html`<div
    class=${`layout${isReading ? ' reading' : ''}${isVisitorShown ? ' with-visitor' : ''}`}
    @message-intent=${onIntent}
    @composer-leave=${onLeaveComposer}
  >
    <nav class="side" aria-label=${language.words.conversations}>
      ${renderTopBar(model)}
      <support-inbox-list
        exportparts="tabs,tab,search,conversations,conversation,conversation-open,badge,avatar,icon-button"
        .snapshot=${snapshot}
        .language=${language}
        .actions=${actions}
        .now=${now}
        .openId=${snapshot.thread?.conversationId ?? null}
      ></support-inbox-list>
    </nav>
    <main class="main">${isReading ? renderConversationView({ ...model, isVisitorShown }) : renderChoose(model)}</main>
    ${
      isVisitorShown
        ? html`<support-inbox-visitor
            exportparts="visitor,avatar,icon-button"
            .snapshot=${snapshot}
            .language=${language}
            .actions=${actions}
            .now=${now}
            @inbox-toggle-visitor=${onToggleVisitor}
          ></support-inbox-visitor>`
        : nothing
    }
  </div>`;
}

function renderChoose({ language: { words }, preferences }: InboxLayoutModel): TemplateResult {
  return html`<div class="blank choose">
    ${renderDeskIcon('chat')}
    <h2>${words.chooseTitle}</h2>
    <p>${preferences.shortcuts ? words.chooseText : nothing}</p>
  </div>`;
}
