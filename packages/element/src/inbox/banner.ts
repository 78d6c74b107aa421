import type { AgentSnapshot } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../desk/icons.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';

export interface BannerModel {
  readonly snapshot: AgentSnapshot;
  /** True once the connection was lost; the first connecting is nobody's business. */
  readonly wasOffline: boolean;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly onReconnect: () => void;
}

/** What stands between the agent and the visitors. The region is always there, so that what comes into it is said. */
export function renderBanner({ snapshot, wasOffline, language, onReconnect }: BannerModel): TemplateResult {
  const { words, chat } = language;
  const { connection, outbox, storage } = snapshot;
  const isOffline = connection === 'offline';
  const text = isOffline
    ? (navigator.onLine ? words.unreachable : words.offline)(outbox.waiting)
    : connection === 'connecting' && wasOffline
      ? chat.phrases.reconnecting
      : outbox.failed > 0
        ? words.notSent(outbox.failed)
        : storage === 'memory' && outbox.waiting > 0
          ? words.memoryOnly
          : null;
  return html`<div role="status">
    ${
      text === null
        ? nothing
        : html`<div class="banner" part="banner">
            ${renderDeskIcon(isOffline ? 'offline' : 'alert')}<span>${text}</span>
            ${
              isOffline
                ? html`<button class="retry" type="button" @click=${onReconnect}>${chat.phrases.tryAgain}</button>`
                : nothing
            }
          </div>`
    }
  </div>`;
}
