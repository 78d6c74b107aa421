import { ChatError } from '@support-chat/sdk/admin';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import { DraftController, type Versioned } from '../changes/draft-controller.ts';
import type { JsonObject } from '../changes/json.ts';
import { recordOf } from '../changes/record.ts';
import { focusWhenLost } from '../focus-when-lost.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { renderFields } from '../form/render-field.ts';
import { renderConflict } from '../form/save-bar.ts';
import { LoadController } from '../load-controller.ts';
import { PARTS } from '../parts.ts';
import { ConsoleSection } from '../section.ts';

/** What is open above the list: a new one (`item` null), one that is there, or the question whether one may go. */
type Dialog<Item> =
  { readonly name: 'edit'; readonly item: Item | null } | { readonly name: 'delete'; readonly item: Item };

/** A section that lists records of one kind, and makes, changes and deletes them in a dialog. */
export abstract class RecordsSection<Item extends { readonly id: string }> extends ConsoleSection {
  static override properties: PropertyDeclarations = { ...ConsoleSection.properties, dialog: { state: true } };

  protected dialog: Dialog<Item> | null = null;

  protected readonly items = new LoadController<readonly Item[]>(this, () => this.list());
  readonly #draft = new DraftController(this, {
    save: async (changed, version) => {
      const item = this.dialog?.item ?? null;
      if (item !== null) return this.#asRead(await this.change(item, changed, version));
      await this.create(changed);
      return { settings: this.#draft.settings, version: null };
    },
    read: async () => {
      const id = this.dialog?.item?.id;
      const item = (await this.list()).find((one) => one.id === id);
      if (item === undefined) throw new ChatError('record_not_found', 'Somebody has deleted it.');
      return this.#asRead(item);
    },
    fail: (cause) => this.context.fail(cause),
    onTaken: (count) => this.context.tell(this.words.conflictTaken(count)),
    onSaved: () => {
      this.context.saved(this.what, this.dialog?.item?.id ?? null);
      this.close();
      void this.items.reload();
    },
    onChange: (count) => this.context?.setUnsaved(count),
  });

  /** What the page is told was saved. */
  protected abstract readonly what: string;
  protected abstract get heading(): string;
  /** What the button says that makes a new one. */
  protected abstract get creation(): string;
  protected abstract list(): Promise<readonly Item[]>;
  protected abstract fieldsOf(): readonly FieldSpec[];
  protected abstract nameOf(item: Item): string;
  protected abstract renderItem(item: Item): TemplateResult;
  protected abstract create(values: JsonObject): Promise<unknown>;
  /** Answers what is stored then. */
  protected abstract change(item: Item, values: JsonObject, version: number | null): Promise<Item>;
  protected abstract erase(item: Item): Promise<unknown>;

  protected override renderSection(): TemplateResult {
    const { words } = this;
    return html`<div class="head" part="section-header">
        <h1 class="grow">${this.heading}</h1>
        <button class="button" part="button" type="button" @click=${() => this.edit(null)}>
          ${renderDeskIcon('plus')}${this.creation}
        </button>
      </div>
      ${this.items.render(words, (items) =>
        items.length === 0
          ? html`<p class="blank">${words.states.empty}</p>`
          : html`<ul class="rows" part="rows">
              ${items.map((item) => html`<li class="row" part="row">${this.renderItem(item)}${this.#renderActions(item)}</li>`)}
            </ul>`,
      )}
      ${this.#renderDialog()}`;
  }

  #renderActions(item: Item): TemplateResult {
    const { actions } = this.words;
    const name = this.nameOf(item);
    return html`<button
        class="icon-button"
        part="icon-button"
        type="button"
        aria-label="${actions.edit}: ${name}"
        @click=${() => this.edit(item)}
      >
        ${renderDeskIcon('edit')}
      </button>
      <button
        class="icon-button"
        part="icon-button"
        type="button"
        aria-label="${actions.delete}: ${name}"
        @click=${() => (this.dialog = { name: 'delete', item })}
      >
        ${renderDeskIcon('trash')}
      </button>`;
  }

  protected edit(item: Item | null): void {
    this.#draft.begin(this.#asRead(item ?? {}));
    this.dialog = { name: 'edit', item };
  }

  protected close(): void {
    this.dialog = null;
    this.#draft.begin({ settings: {}, version: null });
  }

  #asRead(item: Item | object): Versioned {
    return recordOf(
      item,
      this.fieldsOf().map(({ path }) => path),
    );
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const { dialog, words } = this;
    const { actions } = words;
    const close = (): void => this.close();
    if (dialog === null) return nothing;
    if (dialog.name === 'delete')
      return html`<support-desk-dialog
        exportparts=${PARTS}
        heading=${words.deleteTitle(this.nameOf(dialog.item))}
        close-label=${actions.close}
        @desk-close=${close}
      >
        <p>${words.deleteText}</p>
        <div slot="actions" class="buttons end">
          <button class="button quiet" part="button-quiet" type="button" @click=${close}>${actions.cancel}</button>
          <button class="button danger" part="button" type="button" @click=${() => this.#delete(dialog.item)}>
            ${actions.delete}
          </button>
        </div>
      </support-desk-dialog>`;
    const save = (event: SubmitEvent): void => {
      event.preventDefault();
      void this.#draft.save();
    };
    return html`<support-desk-dialog
        exportparts=${PARTS}
        heading=${dialog.item === null ? this.creation : this.nameOf(dialog.item)}
        close-label=${actions.close}
        @desk-close=${close}
      >
        <form id="record" @submit=${save}>${renderFields(this.fieldsOf(), this.#draft, words)}</form>
        <div slot="actions" class="buttons end">
          <button class="button quiet" part="button-quiet" type="button" @click=${close}>${actions.cancel}</button>
          <button class="button" part="button" type="submit" form="record" ?disabled=${!this.#draft.canSave}>
            ${actions.save}
          </button>
        </div>
      </support-desk-dialog>
      ${renderConflict(this.#draft, words, this.fieldsOf())}`;
  }

  async #delete(item: Item): Promise<void> {
    try {
      await this.erase(item);
      this.close();
      this.context.saved(this.what, item.id, this.words.states.deleted);
      await this.items.reload();
      await this.updateComplete;
      focusWhenLost(this.renderRoot.querySelector<HTMLElement>('.head .button'));
    } catch (cause) {
      this.context.fail(cause);
    }
  }
}
