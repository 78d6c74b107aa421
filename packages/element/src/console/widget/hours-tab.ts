import type { WireHoliday, WireShift, WireWeekday, WireWorkingHours } from '@support-chat/sdk/protocol/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { Json, JsonObject } from '../changes/json.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { fieldsOfItem, formOfItem } from '../form/list-form.ts';
import { renderField, renderFields } from '../form/render-field.ts';
import { minutesOf, openingOf, WEEKDAYS } from './next-opening.ts';
import { renderShifts } from './shifts.ts';
import type { TabModel } from './tab-model.ts';

const DAYS = 'working_hours.days';
const HOLIDAYS = 'working_hours.holidays';
const HOLIDAY_FIELDS: readonly FieldSpec[] = [
  { kind: 'text', type: 'date', path: 'date', label: 'date', most: 10, isRequired: true },
  { kind: 'text', path: 'name', label: 'name', most: 100 },
];

/** When somebody answers: each day of the week, holidays, and what visitors are told of it. */
export function renderHours({ words, draft, context }: TabModel): TemplateResult {
  const hours = (draft.read('working_hours') ?? {}) as unknown as WireWorkingHours;
  const { days = {}, holidays = [] } = hours;
  const { code } = context.language.chat.phrases;
  const weekday = new Intl.DateTimeFormat(code, { weekday: 'long', timeZone: 'UTC' });
  const write = (path: string, value: unknown, shifts: readonly WireShift[]): void => {
    const isWrong = shifts.some((shift) => shift.some((clock) => minutesOf(clock) === null));
    draft.write(path, value as Json, isWrong ? words.faults.invalid_request : undefined);
  };
  const writeDay = (day: WireWeekday, shifts: readonly WireShift[]): void => {
    write(`${DAYS}.${day}`, shifts.length > 0 ? shifts : undefined, shifts);
  };
  const writeHolidays = (list: readonly WireHoliday[]): void =>
    write(
      HOLIDAYS,
      list.length === 0 ? undefined : list,
      list.flatMap((one) => one.hours ?? []),
    );
  const fault = draft.faultAt(DAYS) ?? draft.faultAt(HOLIDAYS);

  return html`<div class="card" part="card">
      ${renderField({ kind: 'text', path: 'working_hours.time_zone', label: 'timeZone', hint: 'timeZone', most: 64 }, draft, words)}
      <p class="note" role="status">${describeOpening()}</p>
    </div>
    <div class="card" part="card">
      <p class="hint">${words.hints.fromTo}</p>
      <div>
        ${WEEKDAYS.map((day, index) => {
          // The fifth of January 2026 is a Monday.
          const name = weekday.format(Date.UTC(2026, 0, 5 + index));
          return html`<div class="day">
            <span class="name">${name}</span>
            ${renderShifts(days[day] ?? [], name, words, (shifts) => writeDay(day, shifts))}
          </div>`;
        })}
      </div>
      ${typeof fault === 'string' ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
      ${
        draft.isChanged(DAYS)
          ? html`<div class="buttons">
              <button class="button ghost" part="button-quiet" type="button" @click=${() => draft.reset(DAYS)}>
                ${words.actions.reset}
              </button>
            </div>`
          : nothing
      }
    </div>
    <div class="card" part="card">
      ${holidays.map((holiday, index) => renderHoliday(holiday, index))}
      <div class="buttons">
        <button
          class="button quiet"
          part="button-quiet"
          type="button"
          @click=${() => writeHolidays([...holidays, { date: nextFreeDate() }])}
        >
          ${renderDeskIcon('plus')}${words.actions.addHoliday}
        </button>
      </div>
    </div>`;

  function describeOpening(): string {
    const zone = hours.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const opening = openingOf(hours, zone, Date.now());
    if (opening === null) return words.alwaysOpen;
    if (opening.isOpen) return words.openNow;
    if (opening.opensAt === null) return words.opensNever;
    const when = new Intl.DateTimeFormat(code, { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
    return `${words.closedNow} ${words.opensNext(when.format(opening.opensAt))}`;
  }

  function renderHoliday(holiday: WireHoliday, index: number): TemplateResult {
    const change = (hours: readonly WireShift[]): void =>
      writeHolidays(holidays.map((one, at) => (at === index ? { ...one, hours } : one)));
    const form = formOfItem(
      {
        write: (_, list) => writeHolidays(list as unknown as readonly WireHoliday[]),
        faultAt: (path) => draft.faultAt(path),
      },
      HOLIDAYS,
      holidays as unknown as readonly JsonObject[],
      index,
    );
    return html`<div class="item">
      <div class="columns">${renderFields(fieldsOfItem(HOLIDAY_FIELDS, index), form, words)}</div>
      ${renderShifts(holiday.hours ?? [], holiday.name || holiday.date, words, change)}
      <div class="buttons end">
        <button
          class="button ghost"
          part="button-quiet"
          type="button"
          aria-label="${words.actions.remove}: ${holiday.name || holiday.date}"
          @click=${() => writeHolidays(holidays.filter((one) => one !== holiday))}
        >
          ${renderDeskIcon('trash')}${words.actions.remove}
        </button>
      </div>
    </div>`;
  }

  /** Each date is there once. */
  function nextFreeDate(): string {
    const taken = holidays.map(({ date }) => date);
    for (let ahead = 1; ; ahead += 1) {
      const date = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
      if (!taken.includes(date)) return date;
    }
  }
}
