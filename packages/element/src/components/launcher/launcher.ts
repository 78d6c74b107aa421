import type { ChatLauncher } from '@support-chat/sdk';
import { html, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderPicture } from '../avatar/avatar.ts';
import { renderIcon } from '../icon/icon.ts';
import { LAUNCHER_GLYPH } from './launcher-shape.ts';

export interface LauncherModel {
  readonly isOpened: boolean;
  /** A picture and words of the team's own, as far as that is known. */
  readonly branding: ChatLauncher | undefined;
  readonly unreadCount: number;
  /** Said to screen readers, once: what the card beside the launcher says. */
  readonly announcement: string | null;
  readonly localizer: Localizer;
  readonly onClick: () => void;
  /** The visitor comes near: time to fetch what opening needs. */
  readonly onIntent: () => void;
}

/** The round button in the corner, with the number of unread messages. */
export function renderLauncher({
  isOpened,
  branding,
  unreadCount,
  announcement,
  localizer,
  onClick,
  onIntent,
}: LauncherModel): TemplateResult {
  const { phrases } = localizer;
  const hasUnread = unreadCount > 0 && !isOpened;
  const words = isOpened ? null : branding?.label;
  const label = words || (isOpened ? phrases.closeChat : phrases.openChat);
  return html`<button
      class=${words ? 'launcher labelled' : 'launcher'}
      part="launcher"
      type="button"
      aria-haspopup="dialog"
      aria-expanded=${isOpened ? 'true' : 'false'}
      aria-label=${hasUnread ? `${label}, ${phrases.unread(unreadCount)}` : label}
      @click=${onClick}
      @pointerenter=${onIntent}
      @focus=${onIntent}
    >
      <slot name="launcher"
        >${branding?.iconUrl && html`<span class="glyph" part="glyph">${renderPicture(branding.iconUrl)}</span>`}<svg
          class="glyph"
          viewBox="0 0 28 28"
          aria-hidden="true"
        >
          <path d=${LAUNCHER_GLYPH} /></svg
        >${renderIcon('down')}</slot
      >
      ${words && html`<span class="label" part="label" aria-hidden="true">${words}</span>`}
      ${hasUnread ? html`<span class="badge" part="badge" aria-hidden="true">${unreadCount > 99 ? '99+' : unreadCount}</span>` : null}
    </button>
    <span class="sr" role="status">${hasUnread ? phrases.unread(unreadCount) : announcement}</span>`;
}
