import { html, type TemplateResult } from 'lit';
import { renderFields } from '../form/render-field.ts';
import {
  attachmentFields,
  basicFields,
  behaviorFields,
  featureFields,
  routingFields,
  websiteFields,
} from './fields.ts';
import type { TabModel } from './tab-model.ts';

/** What the chat does, and what it offers. */
export function renderBehavior({ words, draft, departments }: TabModel): TemplateResult {
  const choices = departments.map(({ id, name }) => [id, name] as const);
  return html`<div class="card" part="card"><div class="columns">${renderFields(basicFields, draft, words)}</div></div>
    <div class="card" part="card">
      <div class="columns">${renderFields(behaviorFields(words.choices), draft, words)}</div>
    </div>
    <div class="card" part="card">
      <div class="columns">${renderFields(routingFields(words.choices, choices), draft, words)}</div>
    </div>
    <div class="card" part="card"><div class="columns">${renderFields(featureFields, draft, words)}</div></div>
    <div class="card" part="card"><div class="columns">${renderFields(attachmentFields, draft, words)}</div></div>`;
}

/** Whose pages may show it. */
export function renderWebsites({ words, draft }: TabModel): TemplateResult {
  return html`<div class="card" part="card">${renderFields(websiteFields, draft, words)}</div>`;
}
