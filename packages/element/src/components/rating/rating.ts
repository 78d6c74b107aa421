import { isChatError, type ChatSnapshot, type Feedback } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import { chatOf, keepFacts, readFacts } from '../../controllers/kept-facts.ts';
import { ChatRatingSubmitEvent } from '../../events/rating-submit.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { PARTS } from '../../styles/parts.ts';
import { ratingStyles } from './rating.styles.ts';

const STARS = [1, 2, 3, 4, 5] as const;
const LIKELIHOODS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Conversations that were rated on this page: nobody is asked twice, also where nothing may be kept. */
const ratedIds = new Set<string>();

/** Of what is kept for the next visit. */
const MOST_RATED = 20;

/**
 * Stands at the end of a conversation that has ended: asks how it was, offers to send it by e-mail and to begin another.
 *
 * @fires chat-rating-submit - The server has what the visitor thinks.
 * @fires start - The visitor wants to begin another conversation.
 */
export class EndedElement extends LitElement {
  static override styles = ratingStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    rating: { state: true },
    nps: { state: true },
    step: { state: true },
    problem: { state: true },
    asksEmail: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;
  protected rating = 0;
  protected nps: number | null = null;
  protected step: 'asking' | 'busy' | 'thanks' = 'asking';
  protected problem = '';
  protected asksEmail = false;
  /** Id of the conversation that all of this is about. */
  #askedAbout = '';

  get #ratedBefore(): readonly string[] {
    const { rated } = readFacts(chatOf(this));
    return Array.isArray(rated) ? rated : [];
  }

  get #id(): string {
    return this.snapshot.conversation?.id ?? '';
  }

  protected override willUpdate(): void {
    if (this.#id === this.#askedAbout) return;
    this.#askedAbout = this.#id;
    [this.rating, this.nps, this.step, this.problem, this.asksEmail] = [0, null, 'asking', '', false];
  }

  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    const { config } = this.snapshot;
    const isRated = this.step === 'thanks' || ratedIds.has(this.#id) || this.#ratedBefore.includes(this.#id);
    return html`<div class="card" part="card">
      <p class="words">${phrases.ended}</p>
      ${isRated ? html`<p class="thanks" tabindex="-1">${phrases.ratingThanks}</p>` : config?.features.feedback === false ? nothing : this.#renderForm()}
      <div class="row">
        <button class="quiet" part="button-quiet" type="button" @click=${this.#onStart}>${phrases.startNew}</button>
        ${config?.features.transcript === false || this.asksEmail ? nothing : html`<button class="quiet" part="button-quiet" type="button" @click=${this.#onTranscript}>${phrases.emailConversation}</button>`}
      </div>
      ${
        this.asksEmail
          ? html`<support-chat-transcript
              exportparts=${PARTS}
              .snapshot=${this.snapshot}
              .localizer=${this.localizer}
              .actions=${this.actions}
            ></support-chat-transcript>`
          : nothing
      }
    </div>`;
  }

  #renderForm(): TemplateResult {
    const { phrases } = this.localizer;
    return html`<form part="form" @submit=${this.#onSubmit}>
      <fieldset class="stars" role="radiogroup">
        <legend>${phrases.ratingTitle}</legend>
        ${STARS.map(
          (value) =>
            html`<label class=${value <= this.rating ? 'on' : ''}
              ><input
                class="sr"
                type="radio"
                name="rating"
                .checked=${value === this.rating}
                @change=${() => (this.rating = value)}
              /><svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z" /></svg
              ><span class="sr">${phrases.stars(value)}</span></label
            >`,
        )}
      </fieldset>
      ${this.rating === 0 ? nothing : this.#renderDetails()}
    </form>`;
  }

  #renderDetails(): TemplateResult {
    const { phrases } = this.localizer;
    return html`${
        this.snapshot.config?.features.nps
          ? html`<fieldset class="nps" role="radiogroup">
              <legend>${phrases.npsTitle}</legend>
              ${LIKELIHOODS.map(
                (value) =>
                  html`<label class=${value === this.nps ? 'on' : ''}
                    ><input
                      class="sr"
                      type="radio"
                      name="nps"
                      .checked=${value === this.nps}
                      @change=${() => (this.nps = value)}
                    />${value}</label
                  >`,
              )}
            </fieldset>`
          : nothing
      }<label for="comment">${phrases.ratingComment}</label>
      <textarea
        id="comment"
        class="field"
        part="control"
        name="comment"
        rows="2"
        maxlength="2000"
        dir="auto"
      ></textarea>
      <p class="problem" role="alert">${this.problem}</p>
      <button class="button" part="button" type="submit" aria-disabled=${this.step === 'busy' ? 'true' : nothing}>
        ${phrases.ratingSend}
      </button>`;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.rating === 0 || this.step === 'busy') return;
    const { phrases } = this.localizer;
    const comment = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    const feedback: Feedback = {
      rating: this.rating,
      ...(comment === '' ? {} : { comment }),
      ...(this.nps === null ? {} : { nps: this.nps }),
    };
    const id = this.#id;
    this.step = 'busy';
    this.problem = '';
    const outcome = await this.actions.ask((chat) => chat.rate(feedback));
    if (isChatError(outcome)) {
      this.step = 'asking';
      this.problem = phrases.failures[outcome.code as keyof typeof phrases.failures] ?? phrases.actionFailed;
      return;
    }
    ratedIds.add(id);
    keepFacts(chatOf(this), { rated: [...this.#ratedBefore, id].slice(-MOST_RATED) });
    this.step = 'thanks';
    this.dispatchEvent(new ChatRatingSubmitEvent(feedback));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.thanks')?.focus();
  };

  readonly #onTranscript = async (): Promise<void> => {
    this.asksEmail = true;
    await this.updateComplete;
    const form = this.renderRoot.querySelector('support-chat-transcript');
    await form?.updateComplete;
    form?.focus();
  };

  readonly #onStart = (): void => void this.dispatchEvent(new CustomEvent('start'));
}
