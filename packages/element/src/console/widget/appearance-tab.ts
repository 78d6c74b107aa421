import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { renderDeskIcon } from '../../desk/icons.ts';
import { renderFields } from '../form/render-field.ts';
import { checkAccent, toHex } from './accent-check.ts';
import { brandingCss } from './branding-css.ts';
import { renderCode } from './copy-code.ts';
import { appearanceFields, launcherFields } from './fields.ts';
import type { TabModel } from './tab-model.ts';
import { asWidgetSettings } from './widget-settings.ts';

const ACCENT = 'branding.accent';
/** What the colour picker shows while the widget has the default accent. */
const DEFAULT_ACCENT = '#4263eb';

export function renderAppearance(model: TabModel): TemplateResult {
  const { words, draft, context } = model;
  return html`<div class="card" part="card">
      ${renderAccent(model)}
      <div class="columns">${renderFields(appearanceFields(words.choices), draft, words)}</div>
    </div>
    <div class="card" part="card">
      <div class="columns">${renderFields(launcherFields(words.choices), draft, words)}</div>
    </div>
    <div class="card" part="card">
      <h2>${words.cssTitle}</h2>
      ${renderCode(brandingCss(asWidgetSettings(draft.settings).branding), words.cssTitle, context)}
      <p class="hint">${words.cssNote}</p>
    </div>`;
}

function renderAccent({ words, draft, context }: TabModel): TemplateResult {
  const stored = draft.read(ACCENT);
  const value = typeof stored === 'string' ? stored : '';
  const checked = value === '' ? null : checkAccent(value);
  const isHex = /^#[\da-f]{6}$/i.test(value);
  const write = (text: string): void => {
    const isRight = text === '' || checkAccent(text) !== null;
    draft.write(ACCENT, text === '' ? undefined : text, isRight ? undefined : words.noColour);
  };
  const onInput = ({ target }: Event): void => write((target as HTMLInputElement).value.trim());
  // Not before somebody has finished: `blue` is on the way to `blueviolet`.
  const onChange = ({ target }: Event): void => {
    const text = (target as HTMLInputElement).value.trim();
    write(toHex(text) ?? text);
  };
  const fault = draft.faultAt(ACCENT);
  const number = new Intl.NumberFormat(context.language.chat.phrases.code, { maximumFractionDigits: 1 });
  return html`<div class="labelled" part="field">
    <label for="accent">${words.fields.accent}</label>
    <div class="accent">
      <input
        type="color"
        class="swatch"
        aria-label="${words.fields.accent}: ${words.choices.select}"
        .value=${live(isHex ? value : DEFAULT_ACCENT)}
        @input=${onInput}
      />
      <input
        class="field"
        part="control"
        id="accent"
        dir="ltr"
        spellcheck="false"
        maxlength="100"
        aria-describedby="accent-hint accent-check"
        aria-invalid=${fault === undefined ? nothing : 'true'}
        .value=${live(value)}
        @input=${onInput}
        @change=${onChange}
      />
      ${
        draft.isChanged(ACCENT)
          ? html`<button
              class="icon-button reset"
              part="icon-button"
              type="button"
              aria-label="${words.actions.reset}: ${words.fields.accent}"
              @click=${() => draft.reset(ACCENT)}
            >
              ${renderDeskIcon('reopen')}
            </button>`
          : nothing
      }
    </div>
    <p class="hint" id="accent-hint">${words.hints.accent}</p>
    <div id="accent-check" role="status">
      ${fault === undefined ? nothing : html`<p class="fault">${fault ?? words.faults.invalid_request}</p>`}
      ${
        checked === null
          ? nothing
          : html`<p class="hint">
                ${words.contrastGood(`${number.format(checked.light.contrast)}:1`, `${number.format(checked.dark.contrast)}:1`)}
              </p>
              ${checked.light.isMoved ? html`<p class="note">${words.contrastMoved}</p>` : nothing}
              ${checked.dark.isMoved ? html`<p class="hint">${words.contrastRaised}</p>` : nothing}`
      }
    </div>
  </div>`;
}
