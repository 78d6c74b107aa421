import type { ChatMessage, ChatSnapshot } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';

export interface StatusBannerModel {
  readonly snapshot: ChatSnapshot;
  /** True once the connection was lost; the first connecting is nobody's business. */
  readonly wasOffline: boolean;
  /** What did not work, in words; null when there is nothing to say. */
  readonly notice: string | null;
  /** Whether the page asks before anything is kept. */
  readonly asksConsent: boolean;
  readonly localizer: Localizer;
}

/**
 * What stands between the visitor and the team, in words. Polling is not worth a word: answers come within seconds.
 * The region is always there, so that screen readers notice what is put into it.
 */
export function renderStatusBanner({
  snapshot,
  wasOffline,
  notice,
  asksConsent,
  localizer,
}: StatusBannerModel): TemplateResult {
  const { phrases } = localizer;
  const { connection, messages } = snapshot;
  const text =
    connection === 'offline'
      ? (navigator.onLine ? phrases.unreachable : phrases.offline)(countWaiting(messages))
      : connection === 'connecting' && wasOffline
        ? phrases.reconnecting
        : (notice ??
          (snapshot.storage !== 'memory' || messages.length === 0
            ? null
            : !asksConsent
              ? phrases.storageRefused
              : // While nobody has answered, the question itself says it.
                snapshot.consent === 'denied'
                ? phrases.keepsNothing
                : null));
  return html`<div class="banner-region" role="status">
    ${
      text === null
        ? nothing
        : html`<div class="banner" part="banner">
            ${renderIcon(connection === 'offline' ? 'offline' : connection === 'connecting' ? 'clock' : 'alert')}<span
              ><slot name="offline">${text}</slot></span
            >
          </div>`
    }
  </div>`;
}

function countWaiting(messages: readonly ChatMessage[]): number {
  return messages.filter(({ delivery }) => delivery?.state === 'queued' || delivery?.state === 'sending').length;
}
