import type { ChatSnapshot } from '@support-chat/sdk';
import { html, type TemplateResult } from 'lit';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatars } from '../avatar/avatar.ts';
import { renderChatHeader } from '../chat-header/chat-header.ts';
import { renderHome } from '../home/home.ts';
import { renderStatusBanner } from '../status-banner/status-banner.ts';

/** What the panel shows: the start page, or the conversation. */
export type PanelView = 'home' | 'conversation';

export interface PanelModel {
  readonly view: PanelView;
  readonly snapshot: ChatSnapshot;
  readonly wasOffline: boolean;
  readonly localizer: Localizer;
  readonly actions: ChatActions;
  readonly heading: string;
  readonly placeholder: string;
  readonly draft: string;
  /** Whether the visitor can see it: nothing is read while it is hidden. */
  readonly isShown: boolean;
  /** False where the panel is a part of the page. */
  readonly canClose: boolean;
  readonly onNavigate: (view: PanelView) => void;
  /** The visitor comes near what leads to the conversation. */
  readonly onIntent: () => void;
  readonly onClose: () => void;
  readonly onDraft: (event: Event) => void;
}

/** Parts of the inner elements that a page may style. */
const LIST_PARTS =
  'messages,day-divider,message,message-visitor,message-agent,message-bot,message-system,bubble,meta,avatar';

/** Everything inside the panel. */
export function renderPanel(model: PanelModel): TemplateResult {
  const { view, snapshot, heading, canClose, localizer, actions, onNavigate, onClose } = model;
  if (view === 'home') {
    return html`<div class="view home-view">
      ${renderHome({ snapshot, heading, canClose, localizer, onClose, onIntent: model.onIntent, onStart: () => onNavigate('conversation'), onReload: () => actions.reload() })}
    </div>`;
  }
  const { availability, config } = snapshot;
  return html`<div class="view">
    ${renderChatHeader({ snapshot, heading, canClose, localizer, onClose, onBack: () => onNavigate('home') })}
    ${renderStatusBanner({ snapshot, wasOffline: model.wasOffline, localizer })}
    <support-chat-message-list
      exportparts=${LIST_PARTS}
      .snapshot=${snapshot}
      .localizer=${localizer}
      .actions=${actions}
      .isShown=${model.isShown}
    >
      <slot name="empty" slot="empty">
        <div class="intro">${renderAvatars(availability?.agents ?? [])}${localizer.phrases.emptyConversation}</div>
      </slot>
    </support-chat-message-list>
    <support-chat-composer
      exportparts="composer,input,send"
      .draft=${model.draft}
      .placeholder=${model.placeholder}
      .limit=${config?.maxMessageLength ?? 4000}
      .localizer=${localizer}
      .send=${(text: string) => actions.send(text)}
      @draft=${model.onDraft}
    ></support-chat-composer>
  </div>`;
}
