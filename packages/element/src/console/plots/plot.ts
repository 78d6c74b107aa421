import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { roundTicks, spread } from './scale.ts';

/** One thing that was measured. Null: nothing is known for that place, which is a gap and not a zero. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface PlotModel {
  readonly title: string;
  /** What the places along the bottom are called, such as days. */
  readonly labels: readonly string[];
  /** Heading of their column in the table. */
  readonly labelsName: string;
  /** At most three: each has a stroke of its own, so that they can be told apart without colours. */
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly tableName: string;
  readonly emptyText: string;
}

/** Of the drawing, which is stretched to its place; words are beside it, so that they are not. */
const WIDTH = 1000;
const HEIGHT = 240;

/** A line for each series, from left to right. */
export function renderLinePlot(model: PlotModel): TemplateResult {
  return renderFrame(model, (y) => {
    const { length } = model.labels;
    const x = (index: number): number => (length === 1 ? WIDTH / 2 : (index * WIDTH) / (length - 1));
    return model.series.map(
      ({ values }, index) => svg`<path class="line series-${index}" d=${linePath(values, x, y)} />`,
    );
  });
}

/** A group of bars at each place. */
export function renderBarPlot(model: PlotModel): TemplateResult {
  return renderFrame(model, (y) => {
    const place = WIDTH / Math.max(1, model.labels.length);
    const width = (place * 0.7) / model.series.length;
    return model.series.map(({ values }, series) =>
      values.map((value, index) =>
        value === null
          ? nothing
          : svg`<rect class="bar series-${series}" x=${index * place + place * 0.15 + series * width} width=${width}
              y=${y(value)} height=${HEIGHT - y(value)} />`,
      ),
    );
  });
}

/** `M` where a line begins, also after a gap; a single known place between gaps is a short dash. */
export function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const isStart = index === 0 || values[index - 1] === null;
    const isAlone = isStart && (values[index + 1] ?? null) === null;
    path += `${isStart ? 'M' : 'L'}${round(x(index))} ${round(y(value))}${isAlone ? 'h0.1' : ''}`;
  });
  return path;
}

function renderFrame(
  { title, labels, labelsName, series, format, tableName, emptyText }: PlotModel,
  draw: (y: (value: number) => number) => unknown,
): TemplateResult {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0)
    return html`<figure class="plot" part="plot">
      <figcaption>${title}</figcaption>
      <p class="muted">${emptyText}</p>
    </figure>`;
  const ticks = roundTicks(known);
  const most = ticks.at(-1) ?? 1;
  const y = (value: number): number => HEIGHT - (value / most) * HEIGHT;
  const lines: SVGTemplateResult[] = ticks.map(
    (tick) => svg`<line class="grid" x1="0" x2=${WIDTH} y1=${y(tick)} y2=${y(tick)} />`,
  );
  return html`<figure class="plot" part="plot">
    <figcaption>${title}</figcaption>
    ${
      series.length < 2
        ? nothing
        : html`<ul class="legend">
            ${series.map(({ name }, index) => html`<li class="series-${index}">${name}</li>`)}
          </ul>`
    }
    <div class="drawing" aria-hidden="true">
      <div class="ticks">${ticks.toReversed().map((tick) => html`<span>${format(tick)}</span>`)}</div>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${lines}${draw(y)}</svg>
      <div class="places">${spread(labels.length, 4).map((index) => html`<span>${labels[index]}</span>`)}</div>
    </div>
    <details>
      <summary>${tableName}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${labelsName}</th>
              ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${labels.map(
              (label, index) =>
                html`<tr>
                  <th scope="row">${label}</th>
                  ${series.map(({ values }) => html`<td>${cell(values[index] ?? null, format)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

function cell(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
