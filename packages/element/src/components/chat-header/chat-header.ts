import type { ChatSnapshot } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatar, renderAvatars } from '../avatar/avatar.ts';
import { renderIcon } from '../icon/icon.ts';

export interface ChatHeaderModel {
  readonly snapshot: ChatSnapshot;
  readonly heading: string;
  readonly canClose: boolean;
  readonly localizer: Localizer;
  /** Between the name and the way out. */
  readonly menu: TemplateResult;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** Who the visitor talks to, and whether somebody is there. */
export function renderChatHeader({
  snapshot,
  heading,
  canClose,
  localizer,
  menu,
  onBack,
  onClose,
}: ChatHeaderModel): TemplateResult {
  const { phrases } = localizer;
  const { availability, conversation } = snapshot;
  const agent = conversation?.agent;
  const people = agent ? [agent] : (availability?.agents ?? []);
  const isOnline = availability?.status === 'online';
  const replyTime = availability?.replyTimeMs ?? null;
  const status = !isOnline
    ? phrases.away
    : replyTime === null
      ? phrases.online
      : phrases.onlineAnswers(localizer.duration(replyTime, 'short'));
  return html`<div class="header" part="header">
    ${renderBack(phrases.back, onBack)}
    <span class=${isOnline ? 'presence online' : 'presence'} part="status">
      ${people.length > 1 ? renderAvatars(people) : renderAvatar(people[0] ?? { name: heading, avatarUrl: snapshot.config?.logoUrl ?? null })}
    </span>
    <div class="who">
      <h2 class="heading" id="heading" part="heading" tabindex="-1"><bdi>${agent?.name ?? heading}</bdi></h2>
      ${availability === null ? nothing : html`<p>${status}</p>`}
    </div>
    ${menu} ${canClose ? renderClose(phrases.closeChat, onClose) : nothing}
  </div>`;
}

/** Of a screen that is about no single conversation. */
export function renderScreenHeader({
  heading,
  canClose,
  localizer: { phrases },
  onBack,
  onClose,
}: Omit<ChatHeaderModel, 'snapshot' | 'menu'>): TemplateResult {
  return html`<div class="header" part="header">
    ${renderBack(phrases.back, onBack)}
    <div class="who"><h2 class="heading" id="heading" part="heading" tabindex="-1">${heading}</h2></div>
    ${canClose ? renderClose(phrases.closeChat, onClose) : nothing}
  </div>`;
}

function renderBack(label: string, onBack: () => void): TemplateResult {
  return html`<button class="icon-button back" part="icon-button" type="button" aria-label=${label} @click=${onBack}>
    ${renderIcon('back')}
  </button>`;
}

export function renderClose(label: string, onClose: () => void): TemplateResult {
  return html`<button class="icon-button" part="icon-button" type="button" aria-label=${label} @click=${onClose}>
    ${renderIcon('close')}
  </button>`;
}
