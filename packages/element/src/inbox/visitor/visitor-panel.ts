import type { AgentConversationDetails, AgentSnapshot } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { renderAvatar } from '../../components/avatar/avatar.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { renderFacts, renderSection } from './render-facts.ts';
import { renderTrail } from './trail.ts';
import { addressOf, deviceName, shortAddress, toFacts, wordsOf, type Fact } from './visitor-facts.ts';
import { visitorPanelStyles } from './visitor-panel.styles.ts';

/** What the sections on top say already. */
const SHOWN_CONTEXT = ['page_url', 'page_title', 'referrer', 'language', 'time_zone', 'timezone', 'device'];

/**
 * What is known of the visitor: who they are, where they wrote from, what they were asked before, what they did on the
 * site, and what else they wanted. Everything that came from a page is text, and a link only when it is an address.
 *
 * @fires inbox-toggle-visitor - It should go.
 */
export class InboxVisitorElement extends LitElement {
  static override styles = visitorPanelStyles;
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    now: { attribute: false },
  };

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  now = 0;

  /** Moves the keyboard to its heading. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const details = this.snapshot.thread?.details ?? null;
    return html`<aside part="visitor" aria-labelledby="heading">
      <div class="head">
        <h2 id="heading" tabindex="-1">${words.aboutVisitor}</h2>
        <button
          class="icon-button"
          part="icon-button"
          type="button"
          aria-label=${words.hideVisitor}
          @click=${() => this.dispatchEvent(new Event('inbox-toggle-visitor'))}
        >
          ${renderDeskIcon('close')}
        </button>
      </div>
      <div class="body scroll" tabindex="0" role="group" aria-labelledby="heading">
        ${
          details === null
            ? html`<div aria-busy="true">
                <span class="sr">${chat.phrases.loading}</span>
                ${[1, 2, 3, 4].map(() => html`<div class="skeleton"></div>`)}
              </div>`
            : this.#renderDetails(details)
        }
      </div>
    </aside>`;
  }

  #renderDetails(details: AgentConversationDetails): TemplateResult {
    const { words } = this.language;
    const { visitor, prechat } = details;
    const name = visitor.name ?? words.visitor;
    return html`
      <div class="person">
        ${renderAvatar({ name, avatarUrl: visitor.avatarUrl })}
        <div>
          <b><bdi>${name}</bdi></b>
          ${visitor.identifiedAt === null ? nothing : html`<p class="chip accent">${renderDeskIcon('check')}${words.verified}</p>`}
          ${this.#renderBan(details)}
        </div>
      </div>
      <div class="buttons">
        <button class="button quiet" type="button" @click=${() => this.actions.openDialog('visitor')}>
          ${renderDeskIcon('edit')}${words.editVisitor}
        </button>
        ${
          visitor.bannedAt === null
            ? html`<button class="button quiet risky" type="button" @click=${() => this.actions.openDialog('ban')}>
                ${renderDeskIcon('ban')}${words.ban}
              </button>`
            : html`<button class="button quiet" type="button" @click=${this.#onUnban}>${words.unban}</button>`
        }
      </div>
      ${renderSection(words.contact, renderFacts(this.#contactFacts(details)))}
      ${renderSection(words.answersBefore, renderFacts(toFacts(prechat)))}
      ${renderSection(words.traits, renderFacts(toFacts(visitor.traits)))}
      ${renderSection(words.history, renderFacts(this.#conversationFacts(details)))} ${this.#renderTags(details)}
      ${this.#renderOthers(details)}
      ${renderTrail({ trail: this.snapshot.thread?.trail ?? null, language: this.language, actions: this.actions, now: this.now })}
      ${renderSection(words.details, renderFacts(toFacts(withoutShown(details.context))))}
    `;
  }

  #renderBan({ visitor }: AgentConversationDetails): TemplateResult | typeof nothing {
    const { words, chat } = this.language;
    if (visitor.bannedAt === null) return nothing;
    const until =
      visitor.bannedUntil === null
        ? words.bannedForGood
        : words.bannedUntil(...chat.moment(visitor.bannedUntil, this.now));
    return html`<p class="chip danger">${renderDeskIcon('ban')}${until}</p>
      ${visitor.banReason === null ? nothing : html`<p class="hint">${visitor.banReason}</p>`}`;
  }

  #contactFacts({ visitor, context }: AgentConversationDetails): Fact[] {
    const { words, chat } = this.language;
    const page = wordsOf(context['page_url']);
    const referrer = wordsOf(context['referrer']);
    const zone = wordsOf(context['time_zone'] ?? context['timezone']);
    const language = visitor.locale ?? wordsOf(context['language']);
    return present([
      [words.email, visitor.email, visitor.email && `mailto:${visitor.email}`],
      [words.phone, visitor.phone, visitor.phone && `tel:${visitor.phone.replaceAll(/[^\d+]/g, '')}`],
      [words.externalId, visitor.externalId],
      [words.language, languageName(language, chat.phrases.code)],
      [words.localTime, localTime(zone, this.now, chat.phrases.code)],
      [words.beganOn, wordsOf(context['page_title']) || shortAddress(page), addressOf(page)],
      [words.cameFrom, shortAddress(referrer), addressOf(referrer)],
      [words.device, deviceName(wordsOf(context['device']), words.devices)],
      [words.firstSeen, chat.day(visitor.createdAt, this.now)],
      [words.lastSeen, chat.timeOrDay(visitor.lastSeenAt, this.now)],
    ]);
  }

  #conversationFacts(details: AgentConversationDetails): Fact[] {
    const { words, chat } = this.language;
    const { conversation, department, assignments } = details;
    const spell = (seconds: number | null): string | null =>
      seconds === null ? null : chat.duration(seconds * 1000, 'long');
    const names = [...new Set(assignments.map(({ agent }) => agent.name))];
    return present([
      [words.status, words.statuses[conversation.status]],
      [words.priority, words.priorities[conversation.priority]],
      [words.department, department?.name],
      [words.assignments, names.length === 0 ? null : chat.list(names)],
      [words.waited, spell(details.waitSeconds)],
      [words.firstAnswer, spell(details.firstResponseSeconds)],
      [words.untilSolved, spell(details.resolutionSeconds)],
      [
        words.ratingOf,
        conversation.rating === null ? null : `${words.rated(conversation.rating)} ${details.ratingComment ?? ''}`,
      ],
    ]);
  }

  #renderTags({ conversation }: AgentConversationDetails): TemplateResult | typeof nothing {
    if (conversation.tags.length === 0) return nothing;
    return renderSection(
      this.language.words.tags,
      html`<ul class="tags">
        ${conversation.tags.map((tag) => html`<li class="chip"><bdi class="cut">${tag}</bdi></li>`)}
      </ul>`,
    );
  }

  /** Those that the list knows of. */
  #renderOthers({ conversation, visitor }: AgentConversationDetails): TemplateResult | typeof nothing {
    const { words, chat } = this.language;
    const others = this.snapshot.inbox.conversations.filter(
      ({ id, visitorId }) => visitorId === visitor.id && id !== conversation.id,
    );
    if (others.length === 0) return nothing;
    return renderSection(
      words.otherConversations,
      html`<ul>
        ${others.slice(0, 10).map(
          ({ id, number, status, subject, createdAt }) =>
            html`<li>
              <button class="other" type="button" @click=${() => this.actions.open(id)}>
                <span class="cut">#${number} ${subject ?? words.statuses[status]}</span>
                <time>${chat.timeOrDay(createdAt, this.now)}</time>
              </button>
            </li>`,
        )}
      </ul>`,
    );
  }

  readonly #onUnban = (): void => {
    const id = this.snapshot.thread?.details?.visitor.id;
    if (id === undefined) return;
    void this.actions
      .ask((client) => client.unban(id))
      .then((answer) => answer === undefined && this.actions.show({ words: this.language.words.unbanned }));
  };
}

function withoutShown(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => !SHOWN_CONTEXT.includes(name)));
}

type MaybeFact = readonly [label: string, value: string | null | undefined, href?: string | null | undefined];

function present(facts: readonly MaybeFact[]): Fact[] {
  return facts.flatMap(([label, value, href]) => (value ? [{ label, value, href: href || undefined }] : []));
}

/** "German (Austria)"; the tag itself where it is none. */
function languageName(tag: string, code: string): string {
  try {
    return tag === '' ? '' : (new Intl.DisplayNames(code, { type: 'language' }).of(tag) ?? tag);
  } catch {
    return tag;
  }
}

/** What their clock says; nothing for a zone that no browser knows. */
function localTime(timeZone: string, now: number, code: string): string {
  try {
    return timeZone === ''
      ? ''
      : new Intl.DateTimeFormat(code, { timeZone, hour: 'numeric', minute: '2-digit' }).format(now);
  } catch {
    return '';
  }
}
