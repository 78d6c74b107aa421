import { html, nothing, type TemplateResult } from 'lit';
import type { Fact } from './visitor-facts.ts';

/** A section that is left out when there is nothing in it. */
export function renderSection(heading: string, content: unknown): TemplateResult | typeof nothing {
  return content === nothing
    ? nothing
    : html`<section>
        <h3>${heading}</h3>
        ${content}
      </section>`;
}

export function renderFacts(facts: readonly Fact[]): TemplateResult | typeof nothing {
  if (facts.length === 0) return nothing;
  return html`<dl>
    ${facts.map(
      ({ label, value, href }) =>
        html`<div>
          <dt class="cut">${label}</dt>
          <dd>
            ${
              href === undefined
                ? html`<bdi>${value}</bdi>`
                : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow"><bdi>${value}</bdi></a>`
            }
          </dd>
        </div>`,
    )}
  </dl>`;
}
