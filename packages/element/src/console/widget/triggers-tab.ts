import type {
  WireTriggerDryRunResult,
  WireTriggerSettings,
  WireTriggerVerdict,
} from '@support-chat/sdk/protocol/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import { itemsOf } from '../form/list-form.ts';
import { renderListSetting } from '../form/list-setting.ts';
import { sectionStyles } from '../section.styles.ts';
import type { TabModel } from './tab-model.ts';
import { conditionFields, CONDITION_LABELS, messageFields } from './trigger-fields.ts';
import { widgetEditorStyles } from './widget-editor.styles.ts';

const LIST = 'triggers';

/** Messages that the page shows by itself, and what would become of them for a visitor that somebody makes up. */
export class ConsoleTriggersElement extends LitElement {
  static override styles = [deskStyles, sectionStyles, widgetEditorStyles];
  static override properties = { model: { attribute: false }, result: { state: true } };

  declare model: TabModel;
  private result: WireTriggerDryRunResult | null = null;

  protected override render(): TemplateResult | typeof nothing {
    if (this.model === undefined) return nothing;
    const { words, draft } = this.model;
    return html`<div class="stack">
      <div class="card" part="card">
        ${renderListSetting({
          path: LIST,
          form: draft,
          words,
          most: 50,
          key: 'id',
          stem: 'message',
          preset: { text: words.fields.message },
          addLabel: words.actions.addTrigger,
          nameOf: ({ name, text, id }) => String(name || text || id),
          renderItem: (_, fields) =>
            html`<div class="columns">${fields(messageFields(words))}</div>
              <details>
                <summary>${words.fields.conditions}</summary>
                <div class="columns">${fields(conditionFields(words))}</div>
              </details>`,
        })}
      </div>
      ${itemsOf(draft, LIST).length === 0 ? nothing : this.#renderDryRun()}
    </div>`;
  }

  #renderDryRun(): TemplateResult {
    const { words } = this.model;
    const { fields, choices } = words;
    return html`<div class="card" part="card">
      <h2>${words.dryRun}</h2>
      <form @submit=${this.#try}>
        <div class="columns">
          <div class="labelled" part="field">
            <label for="url">${fields.address}</label>
            <input
              class="field"
              part="control"
              id="url"
              name="url"
              type="url"
              dir="ltr"
              required
              value="https://shop.example/"
            />
          </div>
          ${(['seconds_on_page', 'scroll_percent', 'visits'] as const).map(
            (name) =>
              html`<div class="labelled" part="field">
                <label for=${name}>${fields[CONDITION_LABELS[name]]}</label>
                <input
                  class="field"
                  part="control"
                  id=${name}
                  name=${name}
                  type="number"
                  min=${name === 'visits' ? 1 : 0}
                  value=${name === 'visits' ? 1 : 0}
                />
              </div>`,
          )}
          <div class="labelled" part="field">
            <label for="availability">${fields.availability}</label>
            <select class="field" part="control" id="availability" name="availability">
              ${(['online', 'away', 'offline'] as const).map((one) => html`<option value=${one}>${choices[one]}</option>`)}
            </select>
          </div>
          <div class="labelled" part="field">
            <label for="device">${fields.device}</label>
            <select class="field" part="control" id="device" name="device">
              <option value="desktop">${choices.desktop}</option>
              <option value="tablet">${choices.tablet}</option>
              <option value="phone">${choices.phone_device}</option>
            </select>
          </div>
          <label class="check"><input name="is_identified" type="checkbox" /><span>${fields.identified}</span></label>
        </div>
        <div class="buttons">
          <button class="button quiet" part="button-quiet" type="submit">${words.actions.tryIt}</button>
        </div>
      </form>
      <div role="status">
        ${
          this.result === null
            ? nothing
            : html`<ul class="bare">
                ${this.result.triggers.map((verdict) => this.#renderVerdict(verdict))}
              </ul>`
        }
      </div>
    </div>`;
  }

  #renderVerdict({ verdict, due_in_seconds, text, reasons }: WireTriggerVerdict): TemplateResult {
    const { words } = this.model;
    const shows = verdict === 'shows';
    const says = {
      shows: words.dryRunShows,
      next: words.dryRunStays,
      waits: words.dryRunWaits(String(due_in_seconds ?? '')),
      held_back: words.dryRunStays,
      switched_off: words.dryRunStays,
    }[verdict];
    const because = [
      ...(verdict === 'switched_off' ? [words.states.off] : []),
      ...reasons.map(({ condition }) =>
        condition === 'frequency' ? words.fields.frequency : words.fields[CONDITION_LABELS[condition]],
      ),
    ];
    return html`<li class="verdict">
      <span class="chip ${shows ? 'accent' : ''}" part="chip">${text}</span>
      ${says} ${shows || verdict === 'waits' ? nothing : because.join(', ')}
    </li>`;
  }

  readonly #try = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { context, draft } = this.model;
    const given = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Readonly<Record<string, string>>;
    const { url = '', seconds_on_page, scroll_percent, visits, availability, device, is_identified } = given;
    try {
      this.result = await context.client.dryRunTriggers({
        triggers: itemsOf(draft, LIST) as unknown as readonly WireTriggerSettings[],
        situation: {
          url,
          seconds_on_page: Number(seconds_on_page),
          scroll_percent: Number(scroll_percent),
          visits: Number(visits),
          availability: availability as 'online' | 'away' | 'offline',
          device: device as 'desktop' | 'tablet' | 'phone',
          // An unchecked box is not part of its form's data.
          is_identified: is_identified !== undefined,
        },
      });
    } catch (cause) {
      context.fail(cause);
    }
  };
}
