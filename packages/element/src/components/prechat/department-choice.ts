import type { ChatDepartment } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';

/** Which part of the team the first message goes to, where no form asks for it. */
export function renderDepartmentChoice(
  departments: readonly ChatDepartment[],
  localizer: Localizer,
  onChoose: (departmentId: string) => void,
): TemplateResult {
  return html`<h3 id="title" tabindex="-1">${localizer.phrases.chooseDepartment}</h3>
    <ul class="choices">
      ${departments.map(
        (department) =>
          html`<li>
            <button class="choice" part="card" type="button" @click=${() => onChoose(department.id)}>
              ${renderDepartment(department, localizer)}${renderIcon('chevron')}
            </button>
          </li>`,
      )}
    </ul>`;
}

/** A name, what it is for, and whether somebody is there, as far as that is known. */
export function renderDepartment(
  { name, description, isOnline }: ChatDepartment,
  { phrases }: Localizer,
): TemplateResult {
  return html`<span class="department">
    <span class="name"><bdi>${name}</bdi></span>
    ${description ? html`<span class="description"><bdi>${description}</bdi></span>` : nothing}
    ${
      isOnline === null
        ? nothing
        : html`<span class=${isOnline ? 'state online' : 'state'}
            >${isOnline ? phrases.online : phrases.departmentAway}</span
          >`
    }
  </span>`;
}
