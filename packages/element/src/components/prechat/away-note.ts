import { isChatError, type ChatSnapshot, type SupportChat } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { opensAt } from '../../content/beginning.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';
import { awayNoteStyles } from './away-note.styles.ts';
import { typedAnswers } from './typed-answers.ts';

/** What was typed into this field is kept beside the answers to a form; no field of one has such a name. */
const KEY = 'away:email';

/**
 * Above the composer while nobody of the team is there: when somebody is back, and where the answer may go until then.
 */
export class AwayNoteElement extends LitElement {
  static override styles = awayNoteStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    client: { attribute: false },
    problem: { state: true },
    saved: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  client!: SupportChat;
  private problem = '';
  /** The address that was given just now: only that is answered with a word. */
  private saved = '';

  protected override render(): TemplateResult | typeof nothing {
    const { localizer, snapshot, saved } = this;
    const { phrases } = localizer;
    const { config, messages, visitor } = snapshot;
    const opening = opensAt(snapshot);
    const words =
      opening !== null
        ? phrases.backAt(...localizer.moment(opening, Date.now()))
        : messages.length === 0
          ? phrases.greetingAway
          : null;
    const isAsked = config?.prechat?.fields.some(({ kind }) => kind === 'email') === true;
    const asksEmail = !isAsked && !visitor?.email && saved === '';
    return html`<div class=${words === null && !asksEmail && saved === '' ? 'note empty' : 'note'} part="note">
      ${words === null ? nothing : html`<p class="words">${renderIcon('clock')}<span>${words}</span></p>`}
      ${asksEmail ? this.#renderForm() : nothing}
      ${
        saved === ''
          ? nothing
          : html`<p class="words saved" tabindex="-1">
              ${renderIcon('check')}<span>${phrases.emailSaved(saved)}</span>
            </p>`
      }
    </div>`;
  }

  #renderForm(): TemplateResult {
    const { phrases } = this.localizer;
    const { problem } = this;
    return html`<form part="form" novalidate @submit=${this.#onSubmit}>
      <label for="email">${phrases.emailForAnswer} <span class="optional">${phrases.optional}</span></label>
      <div class="line">
        <input
          part="control"
          id="email"
          type="email"
          inputmode="email"
          autocomplete="email"
          placeholder="name@example.com"
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem ? 'email-error' : nothing}
          .value=${String(typedAnswers(this.client).get(KEY) ?? '')}
          @input=${this.#onInput}
        />
        <button class="save" part="button-quiet" type="submit">${phrases.save}</button>
      </div>
      ${problem ? html`<p class="error" id="email-error">${problem}</p>` : nothing}
    </form>`;
  }

  readonly #onInput = ({ target }: Event): void => {
    typedAnswers(this.client).set(KEY, (target as HTMLInputElement).value);
    this.problem = '';
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#submit((event.target as HTMLFormElement).querySelector('input') as HTMLInputElement);
  };

  async #submit(field: HTMLInputElement): Promise<void> {
    const email = field.value.trim();
    const { phrases } = this.localizer;
    if (/^[^@\s]+@[^@\s]+\.[^@\s.]+$/u.test(email)) {
      try {
        await this.client.identify({ email });
        typedAnswers(this.client).delete(KEY);
        this.saved = email;
        await this.updateComplete;
        // The field that had the focus is gone; what took its place is read because it has it now.
        this.renderRoot.querySelector<HTMLElement>('.saved')?.focus({ preventScroll: true });
        return;
      } catch (cause) {
        const isRefused = isChatError(cause) && cause.code === 'invalid_request';
        this.problem = isRefused ? phrases.answerFaults.email : phrases.loadFailed;
      }
    } else this.problem = phrases.answerFaults.email;
    await this.updateComplete;
    field.focus();
  }
}
