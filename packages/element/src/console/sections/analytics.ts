import type {
  WireAnalytics,
  WireAnalyticsByAgent,
  WireAnalyticsByWidget,
  WireFigures,
} from '@support-chat/sdk/protocol/admin';
import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { saveAsFile } from '../../components/menu/save-as-file.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import { LoadController } from '../load-controller.ts';
import { renderBarPlot, renderLinePlot, type PlotModel } from '../plots/plot.ts';
import { plotStyles } from '../plots/plot.styles.ts';
import { ConsoleSection } from '../section.ts';

type Breakdown = 'day' | 'widget' | 'agent';

interface Figures {
  readonly all: WireAnalytics;
  readonly byWidget: WireAnalyticsByWidget;
  readonly byAgent: WireAnalyticsByAgent;
}

const DAY_MS = 86_400_000;

/** What happened in some days: totals, a line for each day, the hours, and a table of widgets or people. */
export class ConsoleAnalyticsElement extends ConsoleSection {
  static override styles = [
    ConsoleSection.styles,
    plotStyles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: end;
      }
      .filters .field {
        inline-size: auto;
        min-inline-size: 140px;
      }
      .totals {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: 12px;
      }
      @container section (inline-size < 720px) {
        .totals {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .totals > div {
        padding: 12px 16px;
        border: var(--_line);
        border-radius: var(--_round);
      }
      .totals dt {
        font-size: var(--_small);
        color: var(--support-chat-text-muted);
      }
      .totals dd {
        font-size: calc(var(--support-chat-font-size) * 1.5);
        font-weight: 650;
        letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    ...ConsoleSection.properties,
    from: { state: true },
    to: { state: true },
    widgetId: { state: true },
    breakdown: { state: true },
  };

  private from = dayOf(Date.now() - 29 * DAY_MS);
  private to = dayOf(Date.now());
  private widgetId = '';
  private breakdown: Breakdown = 'day';
  readonly #figures = new LoadController<Figures>(this, async () => {
    const { client } = this.context;
    const range = { from: this.from, to: this.to };
    const query = { ...range, widget_id: this.widgetId || undefined };
    const [all, byWidget, byAgent] = await Promise.all([
      client.getAnalytics(query),
      client.getAnalyticsByWidget(range),
      client.getAnalyticsByAgent(query),
    ]);
    return { all, byWidget, byAgent };
  });

  protected override renderSection(): TemplateResult {
    const { words } = this;
    return html`<div class="head" part="section-header">
        <h1 class="grow">${words.sections.analytics}</h1>
        <button class="button quiet" part="button-quiet" type="button" @click=${this.#download}>
          ${renderDeskIcon('download')}${words.actions.download}
        </button>
      </div>
      <div class="stack">
        ${this.#renderFilters()} ${this.#figures.render(words, (figures) => this.#renderFigures(figures))}
      </div>`;
  }

  #renderFilters(): TemplateResult {
    const { fields, states, choices, sections } = this.words;
    const date = (name: 'from' | 'to'): TemplateResult =>
      html`<div class="labelled" part="field">
        <label for=${name}>${fields[name]}</label>
        <input
          class="field"
          part="control"
          id=${name}
          type="date"
          .value=${this[name]}
          @change=${(event: Event) => this.#filter(name, event)}
        />
      </div>`;
    return html`<div class="filters">
      ${date('from')}${date('to')}
      <div class="labelled" part="field">
        <label for="widget">${fields.widget}</label>
        <select class="field" part="control" id="widget" @change=${(event: Event) => this.#filter('widgetId', event)}>
          <option value="">${states.everything}</option>
          ${this.#figures.value?.byWidget.widgets.map(
            ({ widget_id, name }) =>
              html`<option value=${widget_id} ?selected=${widget_id === this.widgetId}>${name}</option>`,
          )}
        </select>
      </div>
      <div class="labelled" part="field">
        <label for="breakdown">${fields.breakdown}</label>
        <select
          class="field"
          part="control"
          id="breakdown"
          @change=${({ target }: Event) => (this.breakdown = (target as HTMLSelectElement).value as Breakdown)}
        >
          <option value="day">${choices.days}</option>
          <option value="widget">${sections.widgets}</option>
          <option value="agent">${choices.agents}</option>
        </select>
      </div>
    </div>`;
  }

  #renderFigures({ all, byWidget, byAgent }: Figures): TemplateResult {
    const { figures, fields } = this.words;
    return html`${this.#renderTotals(all.totals)}
    ${this.breakdown === 'day' ? html`<div class="stack">${this.#renderPlots(all)}</div>` : ''}
    ${
      this.breakdown === 'widget'
        ? this.#renderTable(
            [
              fields.widget,
              figures.conversations,
              figures.answered,
              figures.missed,
              figures.firstResponse,
              figures.rating,
            ],
            byWidget.widgets.map((one) => [
              one.name,
              this.#number(one.conversations),
              this.#number(one.answered),
              this.#number(one.missed),
              this.#duration(one.first_response_seconds_mean),
              this.#number(one.rating_mean),
            ]),
          )
        : ''
    }
    ${
      this.breakdown === 'agent'
        ? this.#renderTable(
            [
              fields.name,
              figures.conversations,
              figures.messages,
              figures.resolved,
              figures.firstResponse,
              figures.peak,
              figures.rating,
            ],
            byAgent.agents.map((one) => [
              one.name,
              this.#number(one.conversations),
              this.#number(one.messages),
              this.#number(one.resolved),
              this.#duration(one.first_response_seconds_mean),
              this.#number(one.peak_concurrent),
              this.#number(one.rating_mean),
            ]),
          )
        : ''
    }`;
  }

  #renderTotals(totals: WireFigures): TemplateResult {
    const { figures } = this.words;
    const entries: readonly (readonly [string, string])[] = [
      [figures.conversations, this.#number(totals.conversations)],
      [figures.answered, this.#number(totals.answered)],
      [figures.missed, this.#number(totals.missed)],
      [figures.visitors, this.#number(totals.visitors)],
      [figures.firstResponse, this.#duration(totals.first_response_seconds_mean)],
      [figures.resolution, this.#duration(totals.resolution_seconds_mean)],
      [figures.rating, this.#number(totals.rating_mean)],
      [figures.nps, this.#number(totals.nps)],
    ];
    return html`<dl class="totals">
      ${entries.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #renderPlots({ days, totals }: WireAnalytics): TemplateResult {
    const { figures, fields, choices, states } = this.words;
    const day = new Intl.DateTimeFormat(this.#code, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const base: Omit<PlotModel, 'title' | 'series'> = {
      labels: days.map((one) => day.format(Date.parse(`${one.day}T00:00Z`))),
      labelsName: fields.day,
      format: (value) => this.#number(value),
      tableName: choices.days,
      emptyText: states.empty,
    };
    const series = (name: 'conversations' | 'answered' | 'missed') => ({
      name: figures[name],
      values: days.map((one) => one[name]),
    });
    const minutes = new Intl.NumberFormat(this.#code, {
      style: 'unit',
      unit: 'minute',
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    });
    const hour = new Intl.DateTimeFormat(this.#code, { hour: 'numeric', timeZone: 'UTC' });
    return html`<div class="card" part="card">
        ${renderLinePlot({ ...base, title: figures.conversations, series: [series('conversations'), series('answered'), series('missed')] })}
      </div>
      <div class="card" part="card">
        ${renderLinePlot({
          ...base,
          title: figures.firstResponse,
          format: (value) => minutes.format(value),
          series: [
            {
              name: figures.firstResponse,
              values: days.map(({ first_response_seconds_mean: seconds }) => (seconds === null ? null : seconds / 60)),
            },
          ],
        })}
      </div>
      <div class="card" part="card">
        ${renderBarPlot({
          ...base,
          title: `${figures.conversations}: ${choices.hours}`,
          labels: totals.conversations_by_hour.map((_, index) => hour.format(index * 3_600_000)),
          labelsName: choices.hours,
          tableName: choices.hours,
          series: [{ name: figures.conversations, values: totals.conversations_by_hour }],
        })}
      </div>`;
  }

  #renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): TemplateResult {
    return html`<div class="rows scroll-x" part="rows" tabindex="0" role="region" aria-label=${heads[0] ?? ''}>
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  get #code(): string {
    return this.chat.phrases.code;
  }

  #number(value: number | null): string {
    return value === null ? '–' : new Intl.NumberFormat(this.#code, { maximumFractionDigits: 2 }).format(value);
  }

  #duration(seconds: number | null): string {
    return seconds === null ? '–' : this.chat.duration(seconds * 1000, 'short');
  }

  #filter(name: 'from' | 'to' | 'widgetId', { target }: Event): void {
    const { value } = target as HTMLInputElement;
    if (value === '' && name !== 'widgetId') return;
    this[name] = value;
    // Whoever picks a day after the end wants to see that day.
    if (this.from > this.to) this[name === 'from' ? 'to' : 'from'] = value;
    void this.#figures.reload();
  }

  readonly #download = async (): Promise<void> => {
    const { from, to, widgetId, breakdown } = this;
    try {
      const query = { from, to, by: breakdown, widget_id: breakdown === 'widget' ? undefined : widgetId || undefined };
      const text = await this.context.client.getAnalyticsFile(query);
      saveAsFile(`support-${breakdown}-${from}-${to}.csv`, text, 'text/csv;charset=utf-8');
    } catch (cause) {
      this.context.fail(cause);
    }
  };
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
