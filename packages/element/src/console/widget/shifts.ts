import type { WireShift } from '@support-chat/sdk/protocol/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { minutesOf } from './next-opening.ts';

/** The hours of a day, as many as there are. `name` is the day's. */
export function renderShifts(
  shifts: readonly WireShift[],
  name: string,
  words: ConsolePhrases,
  onChange: (shifts: readonly WireShift[]) => void,
): TemplateResult {
  const { fields, actions } = words;
  const write = (index: number, end: 0 | 1, value: string): void =>
    onChange(shifts.map((shift, at) => (at === index ? (shift.with(end, value) as unknown as WireShift) : shift)));
  // People go on after lunch; whoever starts a day starts at nine.
  const next: WireShift = shifts.length === 0 ? ['09:00', '17:00'] : [shifts.at(-1)?.[1] ?? '13:00', '24:00'];
  return html`<div class="bare">
    ${shifts.map(
      (shift, index) =>
        html`<div class="shift" role="group" aria-label="${name} ${index + 1}">
          ${([0, 1] as const).map(
            (end) =>
              html`<input
                class="field"
                part="control"
                dir="ltr"
                inputmode="numeric"
                maxlength="5"
                placeholder="HH:MM"
                aria-label="${end === 0 ? fields.from : fields.to}, ${name}"
                aria-invalid=${minutesOf(shift[end]) === null ? 'true' : nothing}
                .value=${shift[end]}
                @change=${({ target }: Event) => write(index, end, toClock((target as HTMLInputElement).value))}
              />`,
          )}
          <button
            class="icon-button"
            part="icon-button"
            type="button"
            aria-label="${actions.remove}: ${shift.join('–')}, ${name}"
            @click=${() => onChange(shifts.filter((one) => one !== shift))}
          >
            ${renderDeskIcon('trash')}
          </button>
        </div>`,
    )}
    <div class="buttons">
      ${shifts.length === 0 ? html`<span class="chip" part="chip">${words.closedAllDay}</span>` : nothing}
      <button
        class="button ghost"
        part="button-quiet"
        type="button"
        aria-label="${actions.addHours}: ${name}"
        ?disabled=${shifts.length >= 12}
        @click=${() => onChange([...shifts, next])}
      >
        ${renderDeskIcon('plus')}${actions.addHours}
      </button>
    </div>
  </div>`;
}

/** `9`, `9:30` and `930` as people type them. What is no time stays, to be marked as wrong. */
export function toClock(text: string): string {
  const [, hours = '', minutes = '00'] = /^\s*(\d{1,2})(?:[:.h]?([0-5]\d))?\s*$/.exec(text) ?? [];
  const clock = `${hours.padStart(2, '0')}:${minutes}`;
  return minutesOf(clock) === null ? text.trim() : clock;
}
