import type { AgentConversation, AgentSnapshot, ConversationPriority } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { renderAvatar } from '../../components/avatar/avatar.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { DeskMenuElement, DeskMenuItem } from '../../desk/menu/menu.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { ConversationAction, InboxActions } from '../inbox-actions.ts';
import { headerStyles } from './header.styles.ts';
import { mainActions, moreItems } from './possible-actions.ts';
import { snoozeUntil, type SnoozeChoice } from './snooze-times.ts';

const SNOOZES: readonly SnoozeChoice[] = ['hour', 'threeHours', 'tomorrow', 'nextWeek'];

/**
 * Top of a conversation: whose it is, who has it, and what can be done with it; the likeliest next step as a button, the
 * rest in menus.
 *
 * @fires inbox-back - Back to the list, where there is no room for both.
 * @fires inbox-toggle-visitor - Show or hide what is known of the visitor.
 */
export class InboxHeaderElement extends LitElement {
  static override styles = headerStyles;
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    conversation: { attribute: false },
    isVisitorShown: { attribute: false },
    now: { attribute: false },
  };

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  conversation!: AgentConversation;
  isVisitorShown = false;
  now = 0;

  /** Opens the menu of snoozes. */
  openSnooze(): void {
    this.renderRoot.querySelector<DeskMenuElement>('.snooze')?.open();
  }

  /** Moves the keyboard to the name of the visitor. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const { conversation, snapshot } = this;
    const visitor = snapshot.thread?.details?.visitor;
    const name = visitor?.name ?? conversation.visitorName ?? words.visitor;
    const isOpen = conversation.status === 'queued' || conversation.status === 'active';
    const isSnoozed = conversation.snoozedUntil !== null && conversation.snoozedUntil > this.now;
    return html`<header part="conversation-header">
      <button
        class="icon-button back"
        part="icon-button"
        type="button"
        aria-label=${chat.phrases.back}
        @click=${() => this.dispatchEvent(new Event('inbox-back'))}
      >
        ${renderDeskIcon('back')}
      </button>
      ${renderAvatar({ name, avatarUrl: visitor?.avatarUrl ?? null })}
      <div class="titles">
        <h2 class="cut" tabindex="-1"><bdi>${name}</bdi></h2>
        <p class="cut">
          <span aria-hidden="true">#${conversation.number}</span
          ><span class="sr">${words.conversationNumber(conversation.number)}</span> · ${this.#holder()}
          ${conversation.subject ? html`· <bdi>${conversation.subject}</bdi>` : nothing}
        </p>
      </div>
      <div class="actions">
        ${mainActions(conversation, snapshot.me).map(
          (kind, index) =>
            html`<button
              class=${index === 0 ? 'button' : 'button quiet'}
              part=${index === 0 ? 'button' : 'button-quiet'}
              type="button"
              @click=${() => this.actions.perform({ kind })}
            >
              ${this.#label(kind)}
            </button>`,
        )}
        ${
          isOpen
            ? html`<support-desk-menu
                  class="snooze wide"
                  .label=${words.snooze}
                  .items=${this.#snoozeItems(isSnoozed)}
                  @desk-choose=${this.#onSnooze}
                  >${renderDeskIcon('snooze')}</support-desk-menu
                >
                <button
                  class="icon-button wide"
                  part="icon-button"
                  type="button"
                  aria-label=${words.transfer}
                  title=${words.transfer}
                  aria-haspopup="dialog"
                  @click=${() => this.actions.openDialog('transfer')}
                >
                  ${renderDeskIcon('transfer')}
                </button>`
            : nothing
        }
        <support-desk-menu
          .label=${words.moreActions}
          .items=${moreItems(conversation, snapshot.me, this.language)}
          @desk-choose=${this.#onMore}
          >${renderDeskIcon('more')}</support-desk-menu
        >
        <button
          class="icon-button"
          part="icon-button"
          type="button"
          aria-label=${words.aboutVisitor}
          title=${words.aboutVisitor}
          aria-pressed=${this.isVisitorShown ? 'true' : 'false'}
          @click=${() => this.dispatchEvent(new Event('inbox-toggle-visitor'))}
        >
          ${renderDeskIcon('person')}
        </button>
      </div>
    </header>`;
  }

  #holder(): unknown {
    const { words } = this.language;
    const { agent, status } = this.conversation;
    if (status === 'resolved' || status === 'closed') return words.statuses[status];
    if (agent === null) return words.unassigned;
    return agent.id === this.snapshot.me?.agent.id ? words.yours : words.assignedTo(agent.name);
  }

  #label(kind: ConversationAction['kind']): string {
    const { words } = this.language;
    return {
      claim: words.claim,
      pass: words.pass,
      'assign-to-me': words.assignToMe,
      unassign: words.putBack,
      resolve: words.resolve,
      close: words.end,
      reopen: words.reopen,
      snooze: words.snooze,
      wake: words.wake,
    }[kind];
  }

  #snoozeItems(isSnoozed: boolean): DeskMenuItem[] {
    const { words, chat } = this.language;
    const items: DeskMenuItem[] = SNOOZES.map((choice) => ({
      id: choice,
      label: words.snoozeFor[choice],
      hint: chat.time(snoozeUntil(choice, this.now)),
    }));
    return isSnoozed ? [{ id: 'wake', label: words.wake, icon: 'clock' }, ...items] : items;
  }

  readonly #onSnooze = ({ detail }: CustomEvent<{ readonly id: string }>): void => {
    const choice = SNOOZES.find((known) => known === detail.id);
    if (choice === undefined) this.actions.perform({ kind: 'wake' });
    else this.actions.perform({ kind: 'snooze', until: snoozeUntil(choice, Date.now()) });
  };

  readonly #onMore = ({ detail }: CustomEvent<{ readonly id: string }>): void => {
    const { id } = detail;
    const { conversation, actions } = this;
    if (id === 'transfer' || id === 'details') return actions.openDialog(id);
    if (id.startsWith('priority-')) {
      const priority = id.slice('priority-'.length) as ConversationPriority;
      void actions.ask((client) => client.updateConversation(conversation.id, { priority }));
      return;
    }
    actions.perform({ kind: id as Exclude<ConversationAction['kind'], 'snooze'> });
  };
}
