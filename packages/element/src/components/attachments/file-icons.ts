import { html, type TemplateResult } from 'lit';

/** Strokes on a grid of 24, as those of the core, for what only files need. */
const paths = {
  clip: 'm20 11.5-8.3 8.3a5.3 5.3 0 0 1-7.5-7.5l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.4 8.4a1.8 1.8 0 0 1-2.5-2.5l7.6-7.6',
  file: 'M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5L13.5 3Zm0 0v5.5H19',
  picture: 'M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Zm-2 12 5-5 9 9m-3-4 3-3 4 4M15 9v.1',
  sound: 'M4 10v4m4-7v10m4-13v16m4-13v10m4-7v4',
  film: 'M4 5h16v14H4zM10 9v6l5-3-5-3Z',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  pause: 'M9 6v12m6-12v12',
  resume: 'M8 5.5v13l10-6.5-10-6.5Z',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9m0-4.5V9H15',
  remove: 'm7 7 10 10M17 7 7 17',
  alert: 'M12 8v5m0 3.2v.1M12 3.5 21.5 20h-19L12 3.5Z',
} as const;

export type FileIcon = keyof typeof paths;

/** Decorative; whoever uses it says in words what it means. */
export function renderFileIcon(name: FileIcon): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>`;
}
