import type { WireAdminWidget, WireSnippet } from '@support-chat/sdk/protocol/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import { LoadController } from '../load-controller.ts';
import { PARTS } from '../parts.ts';
import { sectionStyles } from '../section.styles.ts';
import { renderCode } from './copy-code.ts';
import type { TabModel } from './tab-model.ts';
import { widgetEditorStyles } from './widget-editor.styles.ts';

/** Code for every way to put the widget onto a site, its key, and the end of it. */
export class ConsoleInstallElement extends LitElement {
  static override styles = [deskStyles, sectionStyles, widgetEditorStyles];
  static override properties = { model: { attribute: false }, target: { state: true }, dialog: { state: true } };

  declare model: TabModel;
  private target = '';
  private dialog: 'key' | 'delete' | null = null;
  /** Over the one of the model once the key was changed here. */
  #widget: WireAdminWidget | null = null;
  readonly #snippets = new LoadController(this, () =>
    this.model.context.client.getSnippets({ widget_id: this.model.widget.id }),
  );

  protected override render(): TemplateResult | typeof nothing {
    if (this.model === undefined) return nothing;
    const { words, context } = this.model;
    const widget = this.#widget ?? this.model.widget;
    const { actions, fields } = words;
    return html`<div class="stack">
      <div class="card" part="card">
        ${this.#snippets.render(words, ({ snippets }) => this.#renderSnippets(snippets))}
      </div>
      <div class="card" part="card">
        <h2>${fields.key}</h2>
        ${renderCode(widget.key, fields.key, context)}
        <p class="hint">${words.installKeyText}</p>
        ${widget.retired_keys.map(
          ({ key, works_until }) =>
            html`<p class="hint"><code dir="ltr">${key}</code> → ${this.#date(works_until)}</p>`,
        )}
        <div class="buttons">
          <button class="button quiet" part="button-quiet" type="button" @click=${() => (this.dialog = 'key')}>
            ${actions.renewKey}
          </button>
          <button class="button danger" part="button" type="button" @click=${() => (this.dialog = 'delete')}>
            ${actions.delete}
          </button>
        </div>
      </div>
      ${this.#renderDialog()}
    </div>`;
  }

  #renderSnippets(snippets: readonly WireSnippet[]): TemplateResult {
    const { words, context } = this.model;
    const shown = snippets.find(({ target }) => target === this.target) ?? snippets[0];
    return html`<div class="labelled" part="field">
        <label for="target">${words.tabs.install}</label>
        <select
          class="field"
          part="control"
          id="target"
          @change=${({ target }: Event) => (this.target = (target as HTMLSelectElement).value)}
        >
          ${snippets.map(({ target, title }) => html`<option value=${target} ?selected=${target === shown?.target}>${title}</option>`)}
        </select>
      </div>
      ${shown === undefined || shown.install === null ? nothing : renderCode(shown.install, shown.title, context)}
      ${shown?.files.map(
        ({ name, code }) =>
          html`<h2><code dir="ltr">${name}</code></h2>
            ${renderCode(code, name, context)}`,
      )}`;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const { words } = this.model;
    const { actions } = words;
    const close = (): void => void (this.dialog = null);
    if (this.dialog === 'key')
      return html`<support-desk-dialog
        exportparts=${PARTS}
        heading=${actions.renewKey}
        close-label=${actions.close}
        @desk-close=${close}
      >
        <p>${words.renewKeyText}</p>
        <form id="renew" @submit=${this.#renew}>
          <div class="labelled" part="field">
            <label for="hours">${words.fields.grace} (${words.units.hours})</label>
            <input
              class="field"
              part="control"
              id="hours"
              name="hours"
              type="number"
              min="0"
              max="8760"
              value="168"
              required
              ?autofocus=${true}
            />
          </div>
        </form>
        <div slot="actions" class="buttons end">
          <button class="button quiet" part="button-quiet" type="button" @click=${close}>${actions.cancel}</button>
          <button class="button" part="button" type="submit" form="renew">${actions.renewKey}</button>
        </div>
      </support-desk-dialog>`;
    if (this.dialog === 'delete')
      return html`<support-desk-dialog
        exportparts=${PARTS}
        heading=${words.deleteTitle(this.model.widget.name)}
        close-label=${actions.close}
        @desk-close=${close}
      >
        <p>${words.deleteWidgetText}</p>
        <div slot="actions" class="buttons end">
          <button class="button quiet" part="button-quiet" type="button" @click=${close}>${actions.cancel}</button>
          <button class="button danger" part="button" type="button" @click=${this.#delete}>${actions.delete}</button>
        </div>
      </support-desk-dialog>`;
    return nothing;
  }

  #date(iso: string): string {
    const { code } = this.model.context.language.chat.phrases;
    return new Intl.DateTimeFormat(code, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(iso));
  }

  readonly #renew = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { context, widget } = this.model;
    const hours = Number(new FormData(event.target as HTMLFormElement).get('hours'));
    try {
      const answer = await context.client.refreshKey({ widget_id: widget.id, grace_hours: hours });
      this.#widget = answer.widget;
      this.dialog = null;
      context.saved('widget', widget.id);
      await this.#snippets.reload();
    } catch (cause) {
      context.fail(cause);
    }
  };

  readonly #delete = async (): Promise<void> => {
    const { context, widget, draft, words } = this.model;
    try {
      await context.client.deleteWidget(widget.id);
      this.dialog = null;
      draft.discard();
      context.saved('widget', widget.id, words.states.deleted);
      context.navigate('widgets');
    } catch (cause) {
      context.fail(cause);
    }
  };
}
