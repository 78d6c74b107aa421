import type { AgentConversation, AgentSnapshot } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChunkController } from '../controllers/chunk-controller.ts';
import type { DeskLanguage } from '../desk/i18n/desk-language.ts';
import { renderComingDialog } from './coming-dialog.ts';
import type { InboxPhrases } from './i18n/inbox-phrases.ts';
import type { InboxActions, InboxDialog, NewTextDialog } from './inbox-actions.ts';

export interface DialogModel {
  /** Null: none is open. */
  readonly dialog: InboxDialog | null;
  readonly snapshot: AgentSnapshot;
  /** The one that is shown. */
  readonly conversation: AgentConversation | null;
  readonly language: DeskLanguage<InboxPhrases>;
  readonly actions: InboxActions;
  readonly areShortcutsOn: boolean;
  readonly onShortcuts: () => void;
  readonly onClose: () => void;
  /** The code of the agent's own texts. */
  readonly texts: ChunkController;
}

/** The dialog that is open. What it is about may be gone by now: then there is none. */
export function renderInboxDialog({
  dialog,
  snapshot,
  conversation,
  language,
  actions,
  areShortcutsOn,
  onShortcuts,
  onClose,
  texts,
}: DialogModel): TemplateResult | typeof nothing {
  const visitor = snapshot.thread?.details?.visitor;
  if (dialog === 'shortcuts')
    return html`<support-inbox-shortcuts
      .language=${language}
      .isOn=${areShortcutsOn}
      @desk-close=${onClose}
      @shortcuts-toggle=${onShortcuts}
    ></support-inbox-shortcuts>`;
  if (isAboutTexts(dialog))
    return texts.isHere
      ? html`<support-inbox-texts
          .snapshot=${snapshot}
          .language=${language}
          .actions=${actions}
          .begun=${dialog === 'texts' ? null : dialog.begun}
          @desk-close=${onClose}
        ></support-inbox-texts>`
      : renderComingDialog({ heading: language.words.texts.title, language, chunk: texts, onClose });
  if (dialog === 'transfer' && conversation !== null)
    return html`<support-inbox-transfer
      .snapshot=${snapshot}
      .language=${language}
      .actions=${actions}
      .conversation=${conversation}
      @desk-close=${onClose}
    ></support-inbox-transfer>`;
  if (dialog === 'details' && conversation !== null)
    return html`<support-inbox-details
      .language=${language}
      .actions=${actions}
      .conversation=${conversation}
      @desk-close=${onClose}
    ></support-inbox-details>`;
  if (visitor === undefined || (dialog !== 'visitor' && dialog !== 'ban')) return nothing;
  return dialog === 'visitor'
    ? html`<support-inbox-edit-visitor
        .language=${language}
        .actions=${actions}
        .visitor=${visitor}
        @desk-close=${onClose}
      ></support-inbox-edit-visitor>`
    : html`<support-inbox-ban
        .language=${language}
        .actions=${actions}
        .visitor=${visitor}
        @desk-close=${onClose}
      ></support-inbox-ban>`;
}

/** The dialogs whose code comes when one of them is asked for. */
export function isAboutTexts(dialog: InboxDialog | null): dialog is 'texts' | NewTextDialog {
  return dialog === 'texts' || (typeof dialog === 'object' && dialog !== null);
}
