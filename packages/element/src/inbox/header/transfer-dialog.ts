import { isChatError, type AgentConversation, type AgentSnapshot } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { renderAvatar } from '../../components/avatar/avatar.ts';
import { deskStyles } from '../../desk/desk.styles.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { dialogStyles } from './dialog-form.styles.ts';
import { transferTargets, type TransferChoice } from './transfer-targets.ts';

/**
 * To whom a conversation goes, and what they should know.
 *
 * @fires desk-close - Done, or given up.
 */
export class InboxTransferElement extends LitElement {
  static override styles = [deskStyles, dialogStyles];
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    conversation: { attribute: false },
    chosen: { state: true },
    isBusy: { state: true },
  };

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  conversation!: AgentConversation;
  private chosen: string | null = null;
  private isBusy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.actions.ask((client) => client.loadTeam());
  }

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const { team, me, live } = this.snapshot;
    const { colleagues, departments } = transferTargets(team, live, me, this.conversation);
    const isEmpty = team !== null && colleagues.length + departments.length === 0;
    return html`<support-desk-dialog
      .heading=${words.transferTitle}
      .closeLabel=${chat.phrases.close}
      @desk-close=${this.#close}
    >
      <form id="form" @submit=${this.#onSubmit}>
        ${team === null ? html`<p class="muted">${chat.phrases.loading}</p>` : nothing}
        ${isEmpty ? html`<p class="muted">${words.nobodyElse}</p>` : nothing}
        ${this.#renderGroup(words.toColleague, colleagues)}${this.#renderGroup(words.toDepartment, departments)}
        <label class="labelled"
          ><span>${words.noteForThem}</span>
          <textarea class="field" name="note" rows="3" maxlength="4000" aria-describedby="note-hint"></textarea>
          <small class="hint" id="note-hint">${words.noteForThemHint}</small></label
        >
      </form>
      <button slot="actions" class="button quiet" type="button" @click=${this.#close}>${chat.phrases.cancel}</button>
      <button slot="actions" class="button" type="submit" form="form" ?disabled=${this.chosen === null || this.isBusy}>
        ${words.transfer.replace(/\s*…$/, '')}
      </button>
    </support-desk-dialog>`;
  }

  #renderGroup(label: string, choices: readonly TransferChoice[]): TemplateResult | typeof nothing {
    if (choices.length === 0) return nothing;
    const { words } = this.language;
    return html`<fieldset>
      <legend>${label}</legend>
      ${choices.map(
        ({ key, name, avatarUrl, presence, open }) =>
          html`<label class="choice ${key === this.chosen ? 'chosen' : ''}">
            <input
              type="radio"
              data-first
              name="target"
              value=${key}
              .checked=${key === this.chosen}
              @change=${() => (this.chosen = key)}
            />
            ${avatarUrl === undefined ? nothing : renderAvatar({ name, avatarUrl })}
            <bdi class="cut">${name}</bdi>
            ${
              presence === null
                ? nothing
                : html`<span class="state"
                    ><span class="dot ${presence}"></span>${words.presences[presence]}${
                      open === null ? nothing : html` · ${words.openCount(open)}`
                    }</span
                  >`
            }
          </label>`,
      )}
    </fieldset>`;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { chosen, conversation } = this;
    if (chosen === null || this.isBusy) return;
    const note = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    const [kind = '', id = ''] = chosen.split(':');
    this.isBusy = true;
    const answer = await this.actions.ask((client) =>
      client.transfer(conversation.id, {
        ...(kind === 'agent' ? { agentId: id } : { departmentId: id }),
        ...(note === '' ? {} : { note }),
      }),
    );
    this.isBusy = false;
    if (isChatError(answer)) return;
    this.actions.show({ words: this.language.words.done.transferred });
    this.#close();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('desk-close'));
  };
}
