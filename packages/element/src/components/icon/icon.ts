import { html, type TemplateResult } from 'lit';

/** Strokes on a grid of 24. */
export const icons = {
  back: 'm15 5-7 7 7 7',
  close: 'm6 6 12 12M18 6 6 18',
  down: 'm6 9.5 6 6 6-6',
  send: 'M12 19V5.5m-6 6 6-6 6 6',
  chevron: 'm9 5 7 7-7 7',
  alert: 'M12 8v5m0 3.2v.1M12 3.5 21.5 20h-19L12 3.5Z',
  offline:
    'm3 3 18 18M2.5 9.2a14 14 0 0 1 5-3m4-.7a14.2 14.2 0 0 1 10 3.7M5.8 13a9 9 0 0 1 4.4-2.3m4.6.6a9 9 0 0 1 3.4 1.9M9 16.4a4.5 4.5 0 0 1 6 0m-3 3.2v.1',
  check: 'm4.5 12.5 4.5 4.5L19 7',
  checks: 'm2 12.8 4 4 8.5-9M11 16l.8.8 8.7-9',
  more: 'M12 5.5v.01M12 12v.01m0 6.49v.01',
  smile: 'M8.5 14.3a4.2 4.2 0 0 0 7 0M9 9.5v.01m6-.01v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  clock: 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
} as const;

/** Decorative; whoever uses it says in words what it means. */
export function renderIcon(name: keyof typeof icons): TemplateResult {
  return html`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true"><path d=${icons[name]} /></svg>`;
}
