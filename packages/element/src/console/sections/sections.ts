import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { DeskIcon } from '../../desk/icons.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { PARTS } from '../parts.ts';

export type SectionName = keyof ConsolePhrases['sections'];

interface Section {
  readonly icon: DeskIcon;
  readonly render: (context: ConsoleContext) => TemplateResult;
}

/** In the order of the navigation. */
export const SECTIONS: Readonly<Record<SectionName, Section>> = {
  widgets: {
    icon: 'chat',
    render: (context) =>
      context.path[0] === undefined
        ? html`<support-console-widgets exportparts=${PARTS} .context=${context}></support-console-widgets>`
        : // Another widget is another editor: nothing of one draft may reach the other.
          html`${keyed(
            context.path[0],
            html`<support-console-widget
              exportparts=${PARTS}
              .context=${context}
              .widgetId=${context.path[0]}
            ></support-console-widget>`,
          )}`,
  },
  departments: {
    icon: 'inbox',
    render: (context) =>
      html`<support-console-departments exportparts=${PARTS} .context=${context}></support-console-departments>`,
  },
  team: {
    icon: 'people',
    render: (context) => html`<support-console-team exportparts=${PARTS} .context=${context}></support-console-team>`,
  },
  replies: {
    icon: 'slash',
    render: (context) =>
      html`<support-console-replies exportparts=${PARTS} .context=${context}></support-console-replies>`,
  },
  telegram: {
    icon: 'bell',
    render: (context) =>
      html`<support-console-telegram exportparts=${PARTS} .context=${context}></support-console-telegram>`,
  },
  analytics: {
    icon: 'chart',
    render: (context) =>
      html`<support-console-analytics exportparts=${PARTS} .context=${context}></support-console-analytics>`,
  },
  audit: {
    icon: 'page',
    render: (context) => html`<support-console-audit exportparts=${PARTS} .context=${context}></support-console-audit>`,
  },
  organization: {
    icon: 'settings',
    render: (context) =>
      html`<support-console-organization exportparts=${PARTS} .context=${context}></support-console-organization>`,
  },
  visitors: {
    icon: 'person',
    render: (context) =>
      html`<support-console-visitors exportparts=${PARTS} .context=${context}></support-console-visitors>`,
  },
};

/** `widgets/<id>/appearance`: the section and what is open in it. What nobody knows is the first section. */
export function parseSection(section: string): { readonly name: SectionName; readonly path: readonly string[] } {
  const [name = '', ...path] = section.split('/').filter((part) => part !== '');
  return Object.hasOwn(SECTIONS, name) ? { name: name as SectionName, path } : { name: 'widgets', path: [] };
}

/** Whether leaving one for the other would take an editor off the page. */
export function isSamePlace(one: string, other: string): boolean {
  const [here, there] = [parseSection(one), parseSection(other)];
  return here.name === there.name && here.path[0] === there.path[0];
}

/** The buttons that lead to the sections. */
export function renderNavigation(
  current: SectionName,
  words: ConsolePhrases,
  renderIcon: (icon: DeskIcon) => TemplateResult,
  navigate: (section: string) => void,
): TemplateResult {
  return html`<nav part="navigation" aria-label=${words.actions.navigation}>
    <ul>
      ${(Object.keys(SECTIONS) as SectionName[]).map(
        (name) =>
          html`<li>
            <button
              type="button"
              part="navigation-item"
              class="place"
              aria-current=${name === current ? 'page' : nothing}
              @click=${() => navigate(name)}
            >
              ${renderIcon(SECTIONS[name].icon)}<span>${words.sections[name]}</span>
            </button>
          </li>`,
      )}
    </ul>
  </nav>`;
}
