import type { AgentSnapshot } from '@support-chat/sdk/agent';
import { css, html, nothing, type TemplateResult } from 'lit';
import { renderAvatar } from '../components/avatar/avatar.ts';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../desk/icons.ts';
import type { DeskMenuItem } from '../desk/menu/menu.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';
import type { InboxPreferences } from './preferences.ts';

export interface TopBarModel {
  readonly snapshot: AgentSnapshot;
  readonly heading: string;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly preferences: InboxPreferences;
  readonly onPresence: (choice: PresenceChoice) => void;
  readonly onSetting: (setting: SettingChoice) => void;
}

export type SettingChoice = keyof InboxPreferences | 'texts';

export type PresenceChoice = 'auto' | 'away' | 'hour' | 'tomorrow';

/** The team's name, whether this agent is there, and what they have chosen. */
export function renderTopBar(model: TopBarModel): TemplateResult {
  const { snapshot, heading, language, onPresence, onSetting } = model;
  const { words } = language;
  const { me, presence } = snapshot;
  const status = presence?.status ?? 'offline';
  return html`<div class="top-bar" part="top-bar">
    <div class="where">
      <h1 class="cut"><bdi>${heading || (me?.organization.name ?? words.inbox)}</bdi></h1>
      ${
        presence === null || presence.maxConcurrentChats === 0
          ? nothing
          : html`<p class="hint cut">${words.load(presence.openConversations, presence.maxConcurrentChats)}</p>`
      }
    </div>
    <support-desk-menu
      .label=${words.settings}
      .items=${settingItems(model)}
      @desk-choose=${({ detail }: CustomEvent<{ readonly id: SettingChoice }>) => onSetting(detail.id)}
      >${renderDeskIcon('settings')}</support-desk-menu
    >
    <support-desk-menu
      class="presence"
      part="presence"
      look="face"
      .label=${words.presence}
      .items=${presenceItems(model)}
      @desk-choose=${({ detail }: CustomEvent<{ readonly id: PresenceChoice }>) => onPresence(detail.id)}
    >
      <span class="face">
        ${renderAvatar({ name: me?.agent.name ?? '', avatarUrl: me?.agent.avatarUrl ?? null })}<span
          class="dot ${status}"
        ></span
        ><span class="sr">${words.presence}: ${words.presences[status]}</span>
      </span>
    </support-desk-menu>
  </div>`;
}

function presenceItems({ snapshot: { presence }, language: { words, chat } }: TopBarModel): DeskMenuItem[] {
  const isAway = presence?.choice === 'away';
  const until = presence?.until ?? null;
  return [
    { id: 'auto', label: words.available, hint: words.availableHint, isChecked: presence !== null && !isAway },
    {
      id: 'away',
      label: words.awayUntilBack,
      hint: isAway && until !== null ? chat.time(until) : undefined,
      isChecked: isAway,
    },
    { id: 'hour', label: words.awayForHour, isChecked: false },
    { id: 'tomorrow', label: words.awayUntilTomorrow, isChecked: false },
  ];
}

function settingItems({ language: { words, chat }, preferences }: TopBarModel): DeskMenuItem[] {
  return [
    { id: 'sound', label: chat.phrases.sound, icon: 'sound', isChecked: preferences.sound },
    {
      id: 'notifications',
      label: chat.phrases.notifications,
      icon: 'bell',
      isChecked: preferences.notifications,
    },
    { id: 'texts', label: words.texts.title, icon: 'slash', startsGroup: true },
    { id: 'shortcuts', label: words.shortcuts, icon: 'keyboard', hint: '?' },
  ];
}

export const topBarStyles = css`
  .top-bar {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 60px;
    padding: 8px 12px;
  }
  .where {
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: 4px;
  }
  h1 {
    font-size: calc(var(--support-chat-font-size) * 1.2);
  }
  .where .hint {
    font-size: var(--_tiny);
  }
  .presence {
    --_avatar: 32px;
  }
  .face {
    position: relative;
    display: block;
  }
  .face .dot {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 12px;
    block-size: 12px;
    box-shadow: 0 0 0 2px var(--support-chat-surface);
  }
`;
