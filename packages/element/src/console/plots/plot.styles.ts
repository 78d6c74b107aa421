import { css } from 'lit';

export const plotStyles = css`
  .plot {
    display: grid;
    gap: 8px;
    margin: 0;
    min-inline-size: 0;
  }
  .plot figcaption {
    font-weight: 600;
  }
  .drawing {
    display: grid;
    grid-template: 200px auto / auto minmax(0, 1fr);
    gap: 6px 10px;
    color: var(--support-chat-text-muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .drawing svg {
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  /* Time runs as the words do. */
  :host([dir='rtl']) .drawing svg,
  [dir='rtl'] .drawing svg {
    scale: -1 1;
  }
  .ticks,
  .places {
    display: flex;
    justify-content: space-between;
  }
  .ticks {
    flex-direction: column;
    text-align: end;
    margin-block: -0.7em;
  }
  .places {
    grid-column: 2;
  }
  .grid {
    stroke: var(--support-chat-border);
    vector-effect: non-scaling-stroke;
  }
  .line {
    fill: none;
    stroke: var(--plot);
    stroke-width: 2.5px;
    stroke-linecap: round;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .bar {
    fill: var(--plot);
  }
  .series-0 {
    --plot: var(--support-chat-accent);
  }
  .series-1 {
    --plot: var(--support-chat-text-muted);
    stroke-dasharray: 6 5;
  }
  .series-2 {
    --plot: var(--support-chat-danger);
    stroke-dasharray: 1 6;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 12.5px;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .legend li::before {
    content: '';
    inline-size: 18px;
    border-block-start: 3px solid var(--plot);
  }
  .legend .series-1::before {
    border-block-start-style: dashed;
  }
  .legend .series-2::before {
    border-block-start-style: dotted;
  }
  .plot summary {
    cursor: pointer;
    font-size: 12.5px;
    color: var(--support-chat-text-muted);
  }
  @media (forced-colors: active) {
    .series-0,
    .series-1,
    .series-2 {
      --plot: CanvasText;
    }
    .grid {
      stroke: GrayText;
    }
  }
`;
