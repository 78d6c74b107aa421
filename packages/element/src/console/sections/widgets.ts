import type { WireAdminWidget } from '@support-chat/sdk/protocol/admin';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import { refusedPaths } from '../fault.ts';
import { LoadController } from '../load-controller.ts';
import { PARTS } from '../parts.ts';
import { ConsoleSection } from '../section.ts';

/** All widgets of the organization, and the way to a new one. */
export class ConsoleWidgetsElement extends ConsoleSection {
  static override properties: PropertyDeclarations = { ...ConsoleSection.properties, creation: { state: true } };

  private creation: 'closed' | 'open' | 'sending' = 'closed';
  readonly #widgets = new LoadController(this, async () => (await this.context.client.listWidgets()).widgets);

  protected override renderSection(): TemplateResult {
    const { words } = this;
    return html`<div class="head" part="section-header">
        <h1 class="grow">${words.sections.widgets}</h1>
        <button class="button" part="button" type="button" @click=${() => (this.creation = 'open')}>
          ${renderDeskIcon('plus')}${words.actions.createWidget}
        </button>
      </div>
      ${this.#widgets.render(words, (widgets) =>
        widgets.length === 0
          ? html`<p class="blank">${words.states.empty}</p>`
          : html`<ul class="rows" part="rows">
              ${widgets.map((widget) => this.#renderWidget(widget))}
            </ul>`,
      )}
      ${this.creation === 'closed' ? nothing : this.#renderCreation()}`;
  }

  #renderWidget({ id, name, key, is_enabled, allowed_domains }: WireAdminWidget): TemplateResult {
    const { states } = this.words;
    return html`<li class="row opens" part="row">
      <div class="grow">
        <button class="link title" type="button" @click=${() => this.context.navigate(`widgets/${id}`)}>${name}</button>
        <p class="muted"><code dir="ltr">${key}</code></p>
      </div>
      <span class="muted cut">${allowed_domains.length === 0 ? states.everything : allowed_domains.join(', ')}</span>
      <span class="chip ${is_enabled ? 'accent' : ''}" part="chip">${is_enabled ? states.on : states.off}</span>
    </li>`;
  }

  #renderCreation(): TemplateResult {
    const { actions, fields } = this.words;
    const close = (): void => void (this.creation = 'closed');
    return html`<support-desk-dialog
      exportparts=${PARTS}
      heading=${actions.createWidget}
      close-label=${actions.close}
      @desk-close=${close}
    >
      <form id="create" @submit=${this.#create}>
        <div class="labelled" part="field">
          <label for="name">${fields.name}</label>
          <input
            class="field"
            part="control"
            id="name"
            name="name"
            required
            maxlength="100"
            ?autofocus=${true}
            autocomplete="off"
          />
        </div>
      </form>
      <div slot="actions" class="buttons end">
        <button class="button quiet" part="button-quiet" type="button" @click=${close}>${actions.cancel}</button>
        <button class="button" part="button" type="submit" form="create" ?disabled=${this.creation === 'sending'}>
          ${actions.create}
        </button>
      </div>
    </support-desk-dialog>`;
  }

  readonly #create = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get('name')).trim();
    if (name === '') return;
    this.creation = 'sending';
    try {
      const { widget } = await this.context.client.createWidget({ name });
      this.creation = 'closed';
      this.context.saved('widget', widget.id);
      this.context.navigate(`widgets/${widget.id}`);
    } catch (cause) {
      // What was typed stays for another try, but what the plan does not allow no other name will change.
      this.creation = refusedPaths(cause).length > 0 ? 'open' : 'closed';
      this.context.fail(cause);
    }
  };
}
