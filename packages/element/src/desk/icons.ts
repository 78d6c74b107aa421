import { html, type TemplateResult } from 'lit';
import { icons as chatIcons } from '../components/icon/icon.ts';

/** Strokes on a grid of 24, as the widget's, for what only the team's side shows. */
const deskIcons = {
  ...chatIcons,
  search: 'm20 20-4.3-4.3M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
  filter: 'M4 6h16M7 12h10m-7 6h4',
  inbox: 'M4 13 6.5 5h11L20 13v5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18v-5Zm0 0h4.5l1.3 2.5h4.4l1.3-2.5H20',
  chat: 'M20.5 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.5-4.9a7.5 7.5 0 1 1 15-3.1Z',
  person: 'M15.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM5 20a7 7 0 0 1 14 0',
  people:
    'M12.5 8a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0ZM3 19.5a6.2 6.2 0 0 1 12.4 0M15.5 5a3.3 3.3 0 0 1 0 6m2.3 3a6.2 6.2 0 0 1 3.2 5.5',
  assign: 'M13 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM3 20a6.6 6.6 0 0 1 12.6-2.7M19 11v6m-3-3h6',
  transfer: 'M4 8.5h15m-4-4 4 4-4 4M20 16H6m3-3.5L5.5 16 9 19.5',
  release: 'M9 5 4.5 9.5 9 14m-4-4.5h9a5.5 5.5 0 0 1 0 11h-2',
  reopen: 'M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 9m0-4.5V9H9',
  archive: 'M4 5h16v4H4zm1.5 4v10h13V9M10 13h4',
  snooze: 'M12 8v4.5l2.8 1.7M19.5 13a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM3 6l3-2.5M21 6l-3-2.5',
  flag: 'M6 21V4m0 .5h11.5L15 8.5l2.5 4H6',
  tag: 'M4 4.5h7.5l8 8a1.6 1.6 0 0 1 0 2.3l-5 5a1.6 1.6 0 0 1-2.3 0l-8-8L4 4.5Zm4 4v.01',
  note: 'M5 4.5h14v9.5L13.5 19.5H5v-15Zm14 9.5h-5.5v5.5M8.5 9h7m-7 3.5h4',
  reply: 'M9.5 6 4 11.5 9.5 17m-5-5.5H14a6 6 0 0 1 6 6v1',
  edit: 'm4.5 19.5.8-4L16 4.8a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8.5 18.7l-4 .8Z',
  trash: 'M5 7h14M10 7V4.5h4V7m-7.5 0 1 12.5h9l1-12.5M10.3 11v5m3.4-5v5',
  ban: 'm6 6 12 12m2.5-6a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z',
  slash: 'M9 20 15 4',
  clip: 'm20 11.5-8.3 8.3a5.3 5.3 0 0 1-7.5-7.5l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.4 8.4a1.8 1.8 0 0 1-2.5-2.5l7.6-7.6',
  bell: 'M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15L6 16.5Zm4.2 4h3.6',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4Zm11.5-.8a4.5 4.5 0 0 1 0 6.6m2.6-9.2a8 8 0 0 1 0 11.8',
  keyboard: 'M3 6.5h18v11H3zM7 10v.01M10.3 10v.01m3.4-.01v.01M17 10v.01M8 14h8',
  info: 'M12 11v5m0-8.2v.1M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z',
  mail: 'M4 5.5h16v13H4zm0 1 8 6.5 8-6.5',
  phone:
    'M8 4H5.5A1.5 1.5 0 0 0 4 5.5 14.5 14.5 0 0 0 18.5 20a1.5 1.5 0 0 0 1.5-1.5V16l-4-1.5-1.8 2A12 12 0 0 1 7.5 9.8L9.5 8 8 4Z',
  globe:
    'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Zm-17 0h17M12 3.5c2.3 2.3 3.4 5.1 3.4 8.5s-1.1 6.2-3.4 8.5c-2.3-2.3-3.4-5.1-3.4-8.5S9.7 5.8 12 3.5Z',
  page: 'M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5Zm0 0v5h5',
  bolt: 'm13 3-8 11h6l-1 7 8-11h-6l1-7Z',
  star: 'm12 4 2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8L12 4Z',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  external: 'M13.5 4.5h6v6m0-6-8.5 8.5M18 14v5.5H4.5V6H10',
  plus: 'M12 5v14m-7-7h14',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9m0-4.5V9H15',
  settings: 'M4 7.5h9m4 0h3M4 16.5h3m4 0h9M17 7.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm-6 9a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  chart: 'M4.5 4v15.5H20M8.5 15v-4m4 4V7.5m4 7.5v-6',
  code: 'm8.5 7-5 5 5 5m7-10 5 5-5 5',
  lock: 'M6 10.5h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v2.5',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  eye: 'M3 12s3.2-6 9-6 9 6 9 6-3.2 6-9 6-9-6-9-6Zm11.5 0a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z',
} as const;

export type DeskIcon = keyof typeof deskIcons;

/** Decorative; whoever uses it says in words what it means. */
export function renderDeskIcon(name: DeskIcon): TemplateResult {
  return html`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${deskIcons[name]} />
  </svg>`;
}
