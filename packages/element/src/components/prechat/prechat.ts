import { isChatError, type ChatPrechatForm, type ChatSnapshot, type SupportChat } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { chatOf, keepFacts, readFacts } from '../../controllers/kept-facts.ts';
import { ChatFormSubmitEvent } from '../../events/form-submit.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderDepartmentChoice } from './department-choice.ts';
import { inLanguage } from './in-language.ts';
import { renderCheck, renderPrechatField } from './prechat-field.ts';
import { faultsOf, type PrechatFaults } from './prechat-faults.ts';
import { prechatStyles } from './prechat.styles.ts';
import { typedAnswers } from './typed-answers.ts';

/** How long an answer, or having skipped the form, counts for who has not written anything yet. */
const ASKED_AGAIN_MS = 24 * 3_600_000;

/**
 * What is asked before the first message: the team's form, or who of several parts is meant.
 *
 * Guarantees that what was typed stays until it has been handed in, and that whatever is wrong with it is said beside
 * the field, the first of which gets the focus.
 *
 * @fires done - The conversation can begin; `departmentId` and `draft` say with what. Internal.
 * @csspart form - The form.
 * @csspart field - A question with its label and its answer.
 */
export class PrechatElement extends LitElement {
  static override styles = prechatStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    client: { attribute: false },
    faults: { state: true },
    problem: { state: true },
    isBusy: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  client!: SupportChat;
  /** Who was chosen without a form. */
  departmentId: string | null = null;
  /** What the visitor has asked in the form already: one keystroke less than writing it again. */
  draft = '';

  private faults: PrechatFaults = {};
  private problem = '';
  private isBusy = false;
  /** It was gone through on this visit or one just before: there is nothing to show. */
  protected wasAsked = false;
  #initial: ReadonlyMap<string, string | boolean> = new Map();

  protected override willUpdate(): void {
    // Not when it is connected: what was set before its class was there is known from the first update on.
    if (this.hasUpdated) return;
    this.wasAsked = this.#wasAnswered;
    if (this.wasAsked) queueMicrotask(this.#done);
    this.#initial = new Map(typedAnswers(this.client));
    const { config } = this.snapshot;
    if (config !== null && config.departments.length > 0)
      // What the configuration said stands when the answer does not come.
      this.client.loadDepartments().catch(() => {});
  }

  /** On touch screens no keyboard jumps up before the questions have been read. */
  override focus(options?: FocusOptions): void {
    const find = (selector: string): HTMLElement | null => this.renderRoot?.querySelector(selector) ?? null;
    const isTouch = matchMedia('(pointer: coarse)').matches;
    const first = isTouch ? null : find('form :is(input, select, textarea)');
    (first ?? find('#title'))?.focus(options);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { config } = this.snapshot;
    const form = config?.prechat ?? null;
    if (this.wasAsked) return nothing;
    return html`<div class="prechat">
      ${
        form === null
          ? renderDepartmentChoice(config?.departments ?? [], this.localizer, this.#choose)
          : this.#renderForm(form)
      }
    </div>`;
  }

  #renderForm(form: ChatPrechatForm): TemplateResult {
    const { localizer, snapshot, faults, problem } = this;
    const { phrases } = localizer;
    const count = Object.keys(faults).length;
    return html`<form part="form" novalidate aria-labelledby="title" @input=${this.#onInput} @submit=${this.#onSubmit}>
      <h3 id="title" tabindex="-1">${form.title ?? phrases.prechatTitle}</h3>
      ${form.fields.map((field) =>
        renderPrechatField({
          field,
          departments: snapshot.config?.departments ?? [],
          initial: this.#initial.get(field.name),
          fault: faults[field.name],
          localizer,
        }),
      )}
      ${this.#renderConsent(form)}
      <p class=${problem ? 'error' : 'sr'} role="status">
        ${problem || (count > 0 ? phrases.answersToCheck(count) : nothing)}
      </p>
      <button class="button" part="button" type="submit" aria-disabled=${this.isBusy ? 'true' : nothing}>
        ${phrases.startChat}
      </button>
      ${
        form.isRequired
          ? nothing
          : html`<button class="button plain" part="button-quiet" type="button" @click=${this.#begin}>
              ${phrases.skip}
            </button>`
      }
    </form>`;
  }

  #renderConsent({ consent }: ChatPrechatForm): TemplateResult | typeof nothing {
    if (consent === null) return nothing;
    const { phrases } = this.localizer;
    const isSafe = consent.link !== null && /^https?:/i.test(consent.link);
    return renderCheck({
      name: 'consent',
      isRequired: consent.isRequired,
      label: html`<bdi>${inLanguage(consent.texts, phrases.code, consent.text)}</bdi>`,
      link: isSafe
        ? html`<a href=${consent.link} target="_blank" rel="noopener noreferrer">${phrases.privacy}</a>`
        : nothing,
      initial: this.#initial.get('consent'),
      fault: this.faults['consent'],
      localizer: this.localizer,
    });
  }

  readonly #onInput = ({ target }: Event): void => {
    const field = target as HTMLInputElement;
    typedAnswers(this.client).set(field.name, field.type === 'checkbox' ? field.checked : field.value);
    // What is being corrected is not wrong any more; whether it is right turns out when it is handed in.
    const { [field.name]: fault, ...others } = this.faults;
    if (fault !== undefined) this.faults = others;
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const form = this.snapshot.config?.prechat;
    if (form && !this.isBusy) void this.#submit(form);
  };

  async #submit(form: ChatPrechatForm): Promise<void> {
    const typed = typedAnswers(this.client);
    const answers = form.fields.map(({ name, kind }): [string, string | boolean] => [
      name,
      typed.get(name) ?? (kind === 'checkbox' ? false : ''),
    ]);
    const { consent } = form;
    const agrees = typed.get('consent') === true;
    if (consent !== null) answers.push(['consent', agrees]);
    this.isBusy = true;
    this.faults = {};
    this.problem = '';
    try {
      await this.client.submitPrechat(Object.fromEntries(answers));
      if (consent !== null && consent.textVersion !== null && agrees)
        await this.client.setConsent('granted', consent.textVersion);
    } catch (cause) {
      await this.#refuse(form, cause);
      return;
    } finally {
      this.isBusy = false;
    }
    this.dispatchEvent(new ChatFormSubmitEvent({ answers: Object.freeze(Object.fromEntries(answers)) }));
    const question = form.fields.find(({ kind }) => kind === 'textarea')?.name;
    this.draft = String((question && typed.get(question)) ?? '').trim();
    typed.clear();
    this.#begin();
  }

  async #refuse(form: ChatPrechatForm, cause: unknown): Promise<void> {
    const { phrases } = this.localizer;
    const error = isChatError(cause) ? cause : null;
    const faults = error?.code === 'prechat_invalid' ? faultsOf(form, error.details) : null;
    if (faults === null) {
      const { failures } = phrases;
      this.problem = failures[error?.code as keyof typeof failures] ?? phrases.loadFailed;
      return;
    }
    this.faults = faults;
    await this.updateComplete;
    const first = this.renderRoot.querySelector<HTMLElement>('[aria-invalid]');
    (first?.querySelector<HTMLElement>('input') ?? first)?.focus();
  }

  readonly #choose = (departmentId: string): void => {
    this.departmentId = departmentId;
    this.#done();
  };

  /** What has to be answered is asked for by the client; what may be skipped is asked once in a while. */
  get #wasAnswered(): boolean {
    const { config, needsPrechat } = this.snapshot;
    const { begunAt = 0 } = readFacts(chatOf(this));
    return !!config?.prechat && !needsPrechat && Date.now() - begunAt < ASKED_AGAIN_MS;
  }

  readonly #begin = (): void => {
    if (this.snapshot.config?.prechat) keepFacts(chatOf(this), { begunAt: Date.now() });
    this.#done();
  };

  readonly #done = (): void => {
    this.dispatchEvent(new Event('done'));
  };
}
