import type { AgentClient } from '@support-chat/sdk/agent';
import type { PropertyDeclarations } from 'lit';
import { DeskElement } from '../desk/desk-element.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';
import en from './i18n/locales/en.ts';
import { inboxTables } from './i18n/tables.ts';

/**
 * What a page can set on `<support-chat-inbox>`, hear from it and style of it, besides what all elements of the team have.
 *
 * @fires inbox-ready - The server knows who is signed in.
 * @fires inbox-unread-change - The number of the agent's conversations with something unread changed.
 * @fires inbox-conversation-open - Another conversation is shown, or none.
 * @fires inbox-sign-in-required - Nobody is signed in, or the agent asks to sign in.
 * @fires inbox-error - Something went wrong; the agent was told.
 *
 * @csspart top-bar - The team's name and what belongs to the agent.
 * @csspart presence - The switch of whether the agent is there.
 * @csspart banner - What stands between agent and visitors: offline, not sent.
 * @csspart gate - What whoever is not signed in, or not of the team, sees.
 * @csspart tabs - Mine, queue and all.
 * @csspart tab - One of them.
 * @csspart search - The field above the list.
 * @csspart conversations - The list.
 * @csspart conversation - A line of it.
 * @csspart conversation-open - The line of the conversation that is shown.
 * @csspart badge - How much is unread.
 * @csspart conversation-header - Whom a conversation is with, and what can be done with it.
 * @csspart messages - All messages, and what lies between them.
 * @csspart day-divider - The day, or the first new message.
 * @csspart message - A message, whoever wrote it.
 * @csspart message-visitor - A visitor's message.
 * @csspart message-agent - A message of the team.
 * @csspart message-bot - An automatic message.
 * @csspart message-note - A note, which only the team reads.
 * @csspart message-system - A line about what happened.
 * @csspart bubble - The words of a message.
 * @csspart name - Who wrote it.
 * @csspart meta - When, and how far it has come.
 * @csspart quote - What a message answers.
 * @csspart file - A file in a message.
 * @csspart typing - That the visitor is writing.
 * @csspart jump - The button that leads to the newest message.
 * @csspart composer - Where a reply or a note is written.
 * @csspart mode - The choice between the two.
 * @csspart input - The text field.
 * @csspart attach - The button that adds files.
 * @csspart canned - The button that opens the prepared texts.
 * @csspart palette - The prepared texts.
 * @csspart upload - A file that was added and not sent yet.
 * @csspart send - The button that sends.
 * @csspart visitor - Who the conversation is with.
 * @csspart avatar - A picture, or initials.
 * @csspart button - A button with a filled surface.
 * @csspart button-quiet - A button without one.
 * @csspart icon-button - A button with nothing but a glyph.
 */
export abstract class SupportChatInboxApi extends DeskElement<InboxPhrases> {
  static override properties: PropertyDeclarations = { client: { attribute: false } };

  /** An agent's client of the page's own; then `api-url`, `organization-id` and `getAccessToken` do nothing. */
  client: AgentClient | null = null;

  constructor() {
    super(en, inboxTables);
  }
}
