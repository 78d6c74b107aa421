import { html, nothing, type TemplateResult } from 'lit';
import { answersAsText, faultOf } from '../../content/form-answers.ts';
import type { MessageForm } from '../../content/rich-content.ts';
import { renderIcon } from '../icon/icon.ts';
import type { PrechatFaults } from '../prechat/prechat-faults.ts';
import { renderPrechatField } from '../prechat/prechat-field.ts';
import type { RichElement } from './rich.ts';

/**
 * The questions of a form message. The answers go into the conversation as an answer to that message, in words; where there
 * is one already, also from another visit, nothing is asked any more.
 */
export class MessageFormView {
  readonly #host: RichElement;
  #faults: PrechatFaults = {};
  /** Handed in, though the message is not in the list yet. */
  #isSent = false;

  constructor(host: RichElement) {
    this.#host = host;
  }

  render(form: MessageForm, text: string): TemplateResult {
    const { localizer } = this.#host;
    const { phrases } = localizer;
    const title = form.title ?? (text.trim() || phrases.prechatTitle);
    const count = Object.keys(this.#faults).length;
    if (this.#isAnswered)
      return html`<div class="card padded" part="card">
        <p class="title" dir="auto">${title}</p>
        <p class="sent" role="status" tabindex="-1">${renderIcon('check')}${phrases.rich.formSent}</p>
      </div>`;
    return html`<form
      class="card padded"
      part="card form"
      novalidate
      aria-labelledby="title"
      @input=${this.#onInput}
      @submit=${(event: Event) => void this.#onSubmit(event, form)}
    >
      <p class="title" id="title" dir="auto">${title}</p>
      ${form.fields.map((field) =>
        renderPrechatField({ field, departments: [], initial: undefined, fault: this.#faults[field.name], localizer }),
      )}
      <p class="sr" role="status">${count > 0 ? phrases.answersToCheck(count) : nothing}</p>
      <button class="button" part="button" type="submit">${form.submitLabel ?? phrases.send}</button>
    </form>`;
  }

  get #isAnswered(): boolean {
    const { message, messages } = this.#host;
    return (
      this.#isSent || messages.some(({ replyTo, sender }) => replyTo?.id === message.id && sender.kind === 'visitor')
    );
  }

  readonly #onInput = ({ target }: Event): void => {
    // What is being corrected is not wrong any more; whether it is right turns out when it is handed in.
    const { [(target as HTMLInputElement).name]: fault, ...others } = this.#faults;
    if (fault !== undefined) this.#setFaults(others);
  };

  async #onSubmit(event: Event, { fields }: MessageForm): Promise<void> {
    event.preventDefault();
    const { message, localizer, actions, renderRoot } = this.#host;
    const inputs = renderRoot.querySelectorAll<HTMLInputElement>('form [name]');
    const answers = new Map(
      Array.from(inputs, ({ name, type, checked, value }) => [name, type === 'checkbox' ? checked : value.trim()]),
    );
    const faults = fields.flatMap((field) => {
      const fault = faultOf(field, answers.get(field.name));
      return fault === null ? [] : [[field.name, fault] as const];
    });
    this.#setFaults(Object.fromEntries(faults));
    const text = answersAsText(fields, answers, localizer.phrases.rich);
    if (faults.length === 0 && text !== '') this.#isSent = actions.send(text, { replyTo: message.id });
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    renderRoot.querySelector<HTMLElement>('[aria-invalid], .sent')?.focus();
  }

  #setFaults(faults: PrechatFaults): void {
    this.#faults = faults;
    this.#host.requestUpdate();
  }
}
