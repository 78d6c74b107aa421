import { isChatError, type ChatSnapshot } from '@support-chat/sdk';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { fieldStyles } from './field.styles.ts';

/** Asks where the conversation should be sent to, and says that it was. */
export class TranscriptElement extends LitElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      form {
        display: grid;
        gap: 8px;
      }
      .error {
        color: var(--support-chat-danger);
      }
      p {
        margin: 0;
        font-size: var(--_medium);
        overflow-wrap: anywhere;
      }
      p:empty {
        display: none;
      }
      .done {
        outline: none;
      }
    `,
  ];
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    sentTo: { state: true },
    problem: { state: true },
    isBusy: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;
  protected sentTo: string | null = null;
  protected problem = '';
  protected isBusy = false;

  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    if (this.sentTo !== null) return html`<p class="done" tabindex="-1">${phrases.transcriptSent(this.sentTo)}</p>`;
    return html`<form part="form" novalidate @submit=${this.#onSubmit}>
      <label for="email">${phrases.email}</label>
      <input
        id="email"
        class="field"
        part="control"
        type="email"
        name="email"
        autocomplete="email"
        dir="auto"
        .value=${this.snapshot.visitor?.email ?? ''}
        aria-invalid=${this.problem === '' ? nothing : 'true'}
        aria-describedby="problem"
      />
      <p class="error" id="problem" role="alert">${this.problem}</p>
      <button class="button" part="button" type="submit" aria-disabled=${this.isBusy ? 'true' : nothing}>
        ${phrases.send}
      </button>
    </form>`;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    const { phrases } = this.localizer;
    const field = this.renderRoot.querySelector('input');
    const email = field?.value.trim() ?? '';
    if (field === null || email === '' || !field.validity.valid) {
      this.problem = phrases.emailInvalid;
      field?.focus();
      return;
    }
    this.isBusy = true;
    const outcome = await this.actions.ask((chat) => chat.requestTranscript(email));
    this.isBusy = false;
    if (isChatError(outcome)) {
      this.problem = phrases.failures[outcome.code as keyof typeof phrases.failures] ?? phrases.actionFailed;
      return;
    }
    this.sentTo = outcome;
    await this.updateComplete;
    // The field is gone; what stands in its place is read instead.
    this.renderRoot.querySelector<HTMLElement>('.done')?.focus();
  };
}
