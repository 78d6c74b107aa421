import { isChatError, type AgentSnapshot, type CannedResponse } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import {
  differs,
  faultOf,
  faultOfError,
  fieldsOf,
  MOST_OWN_TEXTS,
  NO_FIELDS,
  tidied,
  toSave,
  type TextFault,
  type TextFields,
} from './text-fields.ts';
import { renderTextForm } from './text-form.ts';
import { renderTextList } from './text-list.ts';
import { textsStyles } from './texts.styles.ts';

/** A text that is being written. `id`: null for one that the server does not have. `begun`: what was there at first. */
interface Writing {
  readonly id: string | null;
  readonly begun: TextFields;
}

/** What the dialog shows. Only `discarding` and `form` have something in them that could be lost. */
type View =
  | { readonly name: 'list' }
  | { readonly name: 'form'; readonly writing: Writing }
  | { readonly name: 'discarding'; readonly writing: Writing; readonly leave: () => void }
  | { readonly name: 'deleting'; readonly text: CannedResponse };

/**
 * The agent's own prepared texts: a list, and a form for one of them. What was written stays in the form until the server
 * has it, or until the agent says that it may go.
 *
 * @fires desk-close - Done, or given up.
 */
export class InboxTextsElement extends LitElement {
  static override styles = textsStyles;
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    begun: { attribute: false },
    view: { state: true },
    fields: { state: true },
    fault: { state: true },
    news: { state: true },
    isBusy: { state: true },
    hasFailed: { state: true },
  };

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  /** A text to begin a new one with; null: the list is shown first. */
  begun: string | null = null;
  private view: View = { name: 'list' };
  private fields: TextFields = NO_FIELDS;
  private fault: TextFault | null = null;
  private news = '';
  private isBusy = false;
  private hasFailed = false;
  /** The text that was last looked at: where the focus goes in the list. */
  #touchedId: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.begun !== null) this.#write(null, { ...NO_FIELDS, body: this.begun });
    void this.#load();
  }

  protected override updated(changed: PropertyValues): void {
    // The dialog itself sees to the focus when it opens.
    if (!changed.has('view') || changed.get('view') === undefined) return;
    const touched =
      this.view.name === 'list' && this.#touchedId !== null
        ? `[data-id="${CSS.escape(this.#touchedId)}"] button`
        : null;
    const goal = touched === null ? null : this.renderRoot.querySelector<HTMLElement>(touched);
    (goal ?? this.renderRoot.querySelector<HTMLElement>('[data-focus]'))?.focus();
  }

  protected override render(): TemplateResult {
    return html`<support-desk-dialog
      .heading=${this.#heading}
      .closeLabel=${this.language.chat.phrases.close}
      @desk-close=${this.#onClose}
    >
      ${this.#renderView()}</support-desk-dialog
    >`;
  }

  get #heading(): string {
    const { texts } = this.language.words;
    const { view } = this;
    if (view.name === 'list') return texts.title;
    if (view.name === 'deleting') return texts.removeQuestion(view.text.title);
    if (view.name === 'discarding') return texts.discardQuestion;
    return view.writing.id === null ? texts.add : texts.change(view.writing.begun.title);
  }

  #renderView(): TemplateResult {
    const { view, language, isBusy } = this;
    const { words, chat } = language;
    switch (view.name) {
      case 'list':
        return html`${renderTextList({
            texts: this.#own,
            hasFailed: this.hasFailed,
            news: this.news,
            language,
            onEdit: (text) => this.#write(text.id, fieldsOf(text)),
            onDelete: (text) => this.#show({ name: 'deleting', text }),
            onAgain: () => void this.#load(),
          })}<button
            slot="actions"
            class="button"
            type="button"
            data-first
            data-focus
            ?disabled=${this.#isFull}
            @click=${() => this.#write(null, NO_FIELDS)}
          >
            ${renderDeskIcon('plus')}${words.texts.add}
          </button>`;
      case 'form':
        return html`${renderTextForm({
            fields: this.fields,
            fault: this.fault,
            language,
            onInput: this.#onInput,
            onSubmit: this.#onSubmit,
          })}<button slot="actions" class="button quiet" type="button" @click=${this.#onCancel}>
            ${chat.phrases.cancel}</button
          ><button slot="actions" class="button" type="submit" form="form" ?disabled=${isBusy}>
            ${chat.phrases.save}
          </button>`;
      case 'discarding':
        return html`<p class="body" dir="auto">${this.fields.body}</p>
          ${this.#renderChoice(words.texts.goOn, this.#goOn, words.texts.discard, view.leave)}`;
      case 'deleting':
        return html`<p>${words.texts.removeText}</p>
          ${this.fault === null ? nothing : html`<p class="notice" role="alert">${chat.phrases.actionFailed}</p>`}
          ${this.#renderChoice(chat.phrases.cancel, this.#toList, words.texts.delete, () => void this.#delete(view.text))}`;
    }
  }

  /** Two ways on; the safe one has the focus. */
  #renderChoice(safe: string, onSafe: () => void, danger: string, onDanger: () => void): TemplateResult {
    return html`<button slot="actions" class="button quiet" type="button" data-focus @click=${onSafe}>${safe}</button
      ><button slot="actions" class="button danger" type="button" ?disabled=${this.isBusy} @click=${onDanger}>
        ${danger}
      </button>`;
  }

  get #own(): readonly CannedResponse[] | null {
    return this.snapshot.cannedResponses?.filter(({ scope }) => scope === 'own') ?? null;
  }

  get #isFull(): boolean {
    return (this.#own?.length ?? 0) >= MOST_OWN_TEXTS;
  }

  async #load(): Promise<void> {
    this.hasFailed = false;
    this.hasFailed = isChatError(await this.actions.attempt((client) => client.loadCannedResponses()));
  }

  #show(view: View): void {
    this.view = view;
    this.fault = null;
    this.news = '';
  }

  #write(id: string | null, begun: TextFields): void {
    this.#touchedId = id;
    this.fields = begun;
    this.#show({ name: 'form', writing: { id, begun } });
  }

  readonly #onInput = (name: keyof TextFields, value: string): void => {
    this.fields = { ...this.fields, [name]: value };
    // What was wrong with it may be right now; the server's word on the whole stays until it is asked again.
    if (this.fault?.field === name) this.fault = null;
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#save();
  };

  async #save(): Promise<void> {
    const { view } = this;
    if (view.name !== 'form' || this.isBusy) return;
    const { id, begun } = view.writing;
    const fields = tidied(this.fields);
    this.fault = faultOf(fields);
    if (this.fault !== null) return this.#focusFault();
    const response = toSave(id, fields, begun);
    if (response === null) return this.#leaveForm();
    this.isBusy = true;
    const answer = await this.actions.attempt((client) => client.saveOwnResponse(response));
    this.isBusy = false;
    // Given up meanwhile.
    if (this.view !== view) return;
    if (isChatError(answer)) {
      this.fault = faultOfError(answer, this.#own?.length ?? 0);
      if (this.fault.kind === 'gone') this.view = { name: 'form', writing: { id: null, begun } };
      return this.#focusFault();
    }
    this.#touchedId = answer.id;
    this.#leaveForm();
    this.news = this.language.words.done.saved;
  }

  /** To where the agent came from. */
  #leaveForm(): void {
    if (this.begun === null) return this.#toList();
    this.actions.show({ words: this.language.words.done.saved });
    this.#close();
  }

  #focusFault(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  }

  async #delete(text: CannedResponse): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    const answer = await this.actions.attempt((client) => client.deleteOwnResponse(text.id));
    this.isBusy = false;
    if (isChatError(answer) && answer.code !== 'record_not_found') {
      this.fault = faultOfError(answer, 0);
      return;
    }
    // Somebody else's doing: the list is out of date.
    if (isChatError(answer)) void this.#load();
    this.#toList();
    this.news = this.language.words.texts.deleted;
  }

  /** Leaves the form; first asks when something would be lost. */
  #leave(leave: () => void): void {
    const { view } = this;
    if (view.name !== 'form' || !differs(this.fields, view.writing.begun)) return leave();
    this.#show({ name: 'discarding', writing: view.writing, leave });
  }

  readonly #onCancel = (): void => this.#leave(this.begun === null ? this.#toList : this.#close);

  readonly #onClose = (): void => {
    const { name } = this.view;
    if (name === 'form') this.#leave(this.#close);
    else if (name === 'discarding') this.#goOn();
    else if (name === 'deleting') this.#toList();
    else this.#close();
  };

  readonly #goOn = (): void => {
    if (this.view.name === 'discarding') this.#show({ name: 'form', writing: this.view.writing });
  };

  readonly #toList = (): void => this.#show({ name: 'list' });

  readonly #close = (): void => {
    this.dispatchEvent(new Event('desk-close'));
  };
}
