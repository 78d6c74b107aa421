import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { saveAsFile } from '../../components/menu/save-as-file.ts';
import { PARTS } from '../parts.ts';
import { ConsoleSection } from '../section.ts';

/** What a visitor may ask of the team: everything that is stored about them, or the end of it. */
export class ConsoleVisitorsElement extends ConsoleSection {
  static override properties: PropertyDeclarations = {
    ...ConsoleSection.properties,
    visitorId: { state: true },
    isErasing: { state: true },
    repeated: { state: true },
  };

  private visitorId = '';
  private isErasing = false;
  private repeated = '';

  protected override renderSection(): TemplateResult {
    const { words, visitorId } = this;
    return html`<div class="head" part="section-header"><h1 class="grow">${words.sections.visitors}</h1></div>
      <form class="card" part="card" @submit=${this.#export}>
        <p>${words.visitorText}</p>
        ${this.#renderId('visitor', visitorId, (id) => (this.visitorId = id))}
        <div class="buttons">
          <button class="button quiet" part="button-quiet" type="submit" ?disabled=${visitorId === ''}>
            ${words.actions.downloadData}
          </button>
          <button
            class="button danger"
            part="button"
            type="button"
            ?disabled=${visitorId === ''}
            @click=${() => (this.isErasing = true)}
          >
            ${words.actions.erase}
          </button>
        </div>
      </form>
      ${this.isErasing ? this.#renderQuestion() : nothing}`;
  }

  #renderQuestion(): TemplateResult {
    const { words } = this;
    return html`<support-desk-dialog
      exportparts=${PARTS}
      heading=${words.eraseTitle}
      close-label=${words.actions.close}
      @desk-close=${this.#close}
    >
      <p>${words.eraseText}</p>
      <form id="erase" @submit=${this.#erase}>
        ${this.#renderId('again', this.repeated, (id) => (this.repeated = id))}
      </form>
      <div slot="actions" class="buttons end">
        <button class="button quiet" part="button-quiet" type="button" @click=${this.#close}>
          ${words.actions.cancel}
        </button>
        <button
          class="button danger"
          part="button"
          type="submit"
          form="erase"
          ?disabled=${this.repeated !== this.visitorId}
        >
          ${words.actions.erase}
        </button>
      </div>
    </support-desk-dialog>`;
  }

  #renderId(name: string, value: string, onInput: (id: string) => void): TemplateResult {
    return html`<div class="labelled" part="field">
      <label for=${name}>${this.words.fields.visitor}</label>
      <input
        class="field"
        part="control"
        id=${name}
        dir="ltr"
        required
        ?autofocus=${name === 'again'}
        autocomplete="off"
        spellcheck="false"
        .value=${value}
        @input=${({ target }: Event) => onInput((target as HTMLInputElement).value.trim())}
      />
    </div>`;
  }

  readonly #close = (): void => {
    this.isErasing = false;
    this.repeated = '';
  };

  readonly #export = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      const data = await this.context.client.exportVisitor(this.visitorId);
      saveAsFile(`visitor-${this.visitorId}.json`, JSON.stringify(data, null, 2));
    } catch (cause) {
      this.context.fail(cause);
    }
  };

  readonly #erase = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.repeated !== this.visitorId) return;
    try {
      await this.context.client.eraseVisitor(this.visitorId);
      this.context.saved('visitor', this.visitorId, this.words.states.deleted);
      this.visitorId = '';
      this.#close();
    } catch (cause) {
      this.context.fail(cause);
    }
  };
}
