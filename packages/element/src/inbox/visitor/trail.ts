import type { AgentTrail } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { renderSection } from './render-facts.ts';
import { addressOf, shortAddress } from './visitor-facts.ts';

export interface TrailModel {
  /** Null: nobody has asked for it yet. */
  readonly trail: AgentTrail | null;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly actions: InboxActions;
  readonly now: number;
}

/** What the visitor did on the site, when somebody wants to know. */
export function renderTrail({ trail, language, actions, now }: TrailModel): TemplateResult | typeof nothing {
  const { words, chat } = language;
  const load = (): void => void actions.ask((client) => client.loadTrail());
  const more = (label: string): TemplateResult =>
    html`<button class="button ghost" type="button" ?disabled=${trail?.isLoading ?? false} @click=${load}>
      ${label}
    </button>`;
  if (trail === null) return renderSection(words.trail, more(words.showTrail));
  if (trail.events.length === 0)
    return renderSection(
      words.trail,
      html`<p class="hint">${trail.isLoading ? chat.phrases.loading : words.trailEmpty}</p>`,
    );
  return renderSection(
    words.trail,
    html`<ol class="trail">
        ${trail.events.map(({ kind, name, pageTitle, pageUrl, createdAt }) => {
          const href = addressOf(pageUrl ?? '');
          const title = (kind === 'custom' ? name : pageTitle) || shortAddress(pageUrl ?? '') || name;
          return html`<li>
            ${renderDeskIcon(kind === 'custom' ? 'bolt' : 'page')}
            <span class="cut">
              ${
                href === undefined || kind === 'custom'
                  ? html`<bdi>${title}</bdi>`
                  : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow"><bdi>${title}</bdi></a>`
              }
            </span>
            <time>${chat.timeOrDay(createdAt, now)}</time>
          </li>`;
        })}
      </ol>
      ${trail.hasMore ? more(chat.phrases.history.showMore) : nothing}`,
  );
}
