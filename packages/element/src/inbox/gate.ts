import type { AgentStatus } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../desk/icons.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';

export interface GateModel {
  readonly status: AgentStatus;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly onSignIn: () => void;
}

/** What stands in place of the inbox for whoever may not see it, or not yet. */
export function renderGate({ status, language, onSignIn }: GateModel): TemplateResult {
  const { words } = language;
  if (status.name === 'starting') return html`<p class="sr" role="status">${words.starting}</p>`;
  const isRefused = status.name === 'refused';
  // Signed in, and yet there is nobody to sign in as: another account may help only where this one is unknown.
  const isUnknown = isRefused && status.error.code === 'agent_not_found';
  const [title, text] = isUnknown
    ? [words.refusedTitle, words.refusedText]
    : isRefused
      ? [words.unavailableTitle, words.unavailableText]
      : [words.signedOutTitle, words.signedOutText];
  return html`<div class="blank gate" part="gate" role="alert">
    ${renderDeskIcon('lock')}
    <h2>${title}</h2>
    <p>${text}</p>
    ${
      isRefused && !isUnknown
        ? nothing
        : html`<button class="button" part="button" type="button" @click=${onSignIn}>${words.signIn}</button>`
    }
  </div>`;
}
