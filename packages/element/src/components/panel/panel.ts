import type { ChatSnapshot, SupportChat } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { isUnattended } from '../../content/beginning.ts';
import { isEnded } from '../../content/conversation.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { LazyParts } from '../../controllers/lazy-parts.ts';
import type { MenuElement } from '../menu/menu.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatars } from '../avatar/avatar.ts';
import { renderChatHeader, renderScreenHeader } from '../chat-header/chat-header.ts';
import { renderIcon } from '../icon/icon.ts';
import { renderHome } from '../home/home.ts';
import { renderStatusBanner } from '../status-banner/status-banner.ts';
import { PARTS } from '../../styles/parts.ts';

/** What the panel shows: the start page, the conversation, or the list of all of them. */
export type PanelView = 'home' | 'conversation' | 'history';

export interface PanelModel {
  readonly view: PanelView;
  readonly snapshot: ChatSnapshot;
  readonly wasOffline: boolean;
  /** What did not work, in words. */
  readonly notice: string | null;
  /** Whether the page asks before anything is kept. */
  readonly asksConsent: boolean;
  readonly isMuted: boolean;
  /** What the team has said of its own accord; a conversation may begin with it. */
  readonly proactive: { readonly text: string; readonly isBeginning: boolean } | null;
  readonly parts: LazyParts;
  readonly localizer: Localizer;
  readonly actions: ChatActions;
  readonly client: SupportChat | null;
  /** Whether something is asked before the first message. */
  readonly asksFirst: boolean;
  readonly heading: string;
  readonly placeholder: string;
  readonly draft: string;
  /** Whether the visitor can see it: nothing is read while it is hidden. */
  readonly isShown: boolean;
  /** False where the panel is a part of the page. */
  readonly canClose: boolean;
  readonly onNavigate: (view: PanelView) => void;
  /** One step up from where the visitor is. */
  readonly onBack: () => void;
  /** The visitor comes near what leads to the conversation. */
  readonly onIntent: () => void;
  readonly onClose: () => void;
  readonly onDraft: (event: Event) => void;
  readonly onMute: (event: CustomEvent<boolean>) => void;
  /** The visitor wants another conversation. */
  readonly onStartNew: () => void;
  /** Everything that was asked is answered. */
  readonly onBegin: (event: Event) => void;
}

/** Everything inside the panel. */
export function renderPanel(model: PanelModel): TemplateResult {
  const { view, snapshot, heading, canClose, localizer, actions, onNavigate, onBack, onClose } = model;
  // With nothing to read and nothing to write to, there is only what says so and offers to try again.
  const isLost = snapshot.status === 'failed' && snapshot.config === null && snapshot.messages.length === 0;
  if (view === 'home' || isLost) {
    return html`<div class="view home-view">
      ${renderHome({ snapshot, heading, canClose, localizer, onClose, onIntent: model.onIntent, onStart: () => onNavigate('conversation'), onHistory: () => onNavigate('history'), onReload: () => actions.reload() })}
    </div>`;
  }
  if (view === 'history') return renderHistory(model);
  const { availability } = snapshot;
  const { proactive } = model;
  const head = html`${renderChatHeader({ snapshot, heading, canClose, localizer, menu: renderMenu(model), onClose, onBack })}
  ${renderStatusBanner(model)}`;
  const consent = model.asksConsent && snapshot.consent === 'unknown' ? renderConsent(model) : nothing;
  if (model.asksFirst)
    return html`<div class="view">
      ${head}<support-chat-prechat
        exportparts=${PARTS}
        .snapshot=${snapshot}
        .localizer=${localizer}
        .client=${model.client}
        @done=${model.onBegin}
      ></support-chat-prechat>
      ${consent}
    </div>`;
  return html`<div class="view">
    ${head}
    <support-chat-message-list
      exportparts=${PARTS}
      .snapshot=${snapshot}
      .localizer=${localizer}
      .actions=${actions}
      .isShown=${model.isShown}
    >
      <slot name="empty" slot="empty">
        <div class="intro">
          ${renderAvatars(availability?.agents ?? [])}${(model.asksConsent && snapshot.consent !== 'granted') || snapshot.storage === 'memory' ? localizer.phrases.askUs : localizer.phrases.emptyConversation}
        </div>
        ${proactive?.isBeginning ? renderProactive(proactive.text) : nothing}
      </slot>
      ${proactive === null || proactive.isBeginning ? nothing : html`<div slot="after">${renderProactive(proactive.text)}</div>`}
      ${isEnded(snapshot.conversation) ? renderEnded(model) : nothing}
    </support-chat-message-list>
    ${consent}
    ${
      isUnattended(snapshot)
        ? html`<support-chat-away-note
            exportparts=${PARTS}
            .snapshot=${snapshot}
            .localizer=${localizer}
            .client=${model.client}
          ></support-chat-away-note>`
        : nothing
    }
    <support-chat-composer
      exportparts=${PARTS}
      .draft=${model.draft}
      .placeholder=${model.placeholder}
      .localizer=${localizer}
      .snapshot=${snapshot}
      .actions=${actions}
      @draft=${model.onDraft}
    ></support-chat-composer>
  </div>`;
}

function renderHistory(model: PanelModel): TemplateResult {
  const { snapshot, heading, canClose, localizer, actions, parts, onNavigate, onBack, onClose } = model;
  void parts.want('history');
  return html`<div class="view">
    ${renderScreenHeader({ heading: localizer.phrases.conversations, canClose, localizer, onBack, onClose })}
    ${renderStatusBanner(model)}
    <support-chat-conversation-list
      exportparts=${PARTS}
      .snapshot=${snapshot}
      .localizer=${localizer}
      .actions=${actions}
      .heading=${heading}
      @chosen=${() => onNavigate('conversation')}
      @start=${model.onStartNew}
    ></support-chat-conversation-list>
  </div>`;
}

function renderProactive(text: string): TemplateResult {
  return html`<p class="proactive" part="bubble bubble-agent" dir="auto">${text}</p>`;
}

/** The button is there at once; what it opens comes with the first click. */
function renderMenu({ snapshot, localizer, actions, isMuted, parts, onMute, onNavigate }: PanelModel): TemplateResult {
  const onClick = async ({ currentTarget }: Event): Promise<void> => {
    const menu = (currentTarget as HTMLElement).parentElement as MenuElement;
    await parts.want('menu');
    // Without its chunk it is nothing but a box around the button.
    await (menu as Partial<MenuElement>).toggle?.();
  };
  return html`<support-chat-menu
    exportparts=${PARTS}
    .snapshot=${snapshot}
    .localizer=${localizer}
    .actions=${actions}
    .muted=${isMuted}
    @mute=${onMute}
    @history=${() => onNavigate('history')}
  >
    <button
      class="icon-button"
      part="icon-button"
      type="button"
      aria-label=${localizer.phrases.more}
      aria-haspopup="menu"
      aria-expanded="false"
      @click=${onClick}
    >
      ${renderIcon('more')}
    </button>
  </support-chat-menu>`;
}

/** Words until the rest of it is there. */
function renderEnded({ snapshot, localizer, actions, parts, onStartNew }: PanelModel): TemplateResult {
  void parts.want('ended');
  return html`<support-chat-ended
    slot="after"
    exportparts=${PARTS}
    .snapshot=${snapshot}
    .localizer=${localizer}
    .actions=${actions}
    @start=${onStartNew}
    ><p class="ended">${localizer.phrases.ended}</p></support-chat-ended
  >`;
}

function renderConsent({ localizer, actions, parts, onNavigate }: PanelModel): TemplateResult {
  void parts.want('consent');
  return html`<support-chat-consent
    exportparts=${PARTS}
    .localizer=${localizer}
    .actions=${actions}
    @decided=${() => onNavigate('conversation')}
  ></support-chat-consent>`;
}
