/** Registers `<support-chat-inbox>` and everything it is made of. */
import './define-attachments.ts';
import { defineDesk } from './desk/define-desk.ts';
import { InboxComposerElement } from './inbox/composer/composer.ts';
import { InboxPaletteElement } from './inbox/composer/palette.ts';
import { InboxDetailsElement } from './inbox/header/details-dialog.ts';
import { InboxHeaderElement } from './inbox/header/header.ts';
import { InboxTransferElement } from './inbox/header/transfer-dialog.ts';
import { SupportChatInboxElement } from './inbox/inbox-element.ts';
import { InboxListElement } from './inbox/list/conversation-list.ts';
import { InboxShortcutsElement } from './inbox/shortcuts/shortcuts-dialog.ts';
import { InboxThreadElement } from './inbox/thread/thread.ts';
import { InboxBanElement, InboxEditVisitorElement } from './inbox/visitor/visitor-dialogs.ts';
import { InboxVisitorElement } from './inbox/visitor/visitor-panel.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-inbox': SupportChatInboxElement;
    'support-inbox-ban': InboxBanElement;
    'support-inbox-composer': InboxComposerElement;
    'support-inbox-details': InboxDetailsElement;
    'support-inbox-edit-visitor': InboxEditVisitorElement;
    'support-inbox-header': InboxHeaderElement;
    'support-inbox-list': InboxListElement;
    'support-inbox-palette': InboxPaletteElement;
    'support-inbox-shortcuts': InboxShortcutsElement;
    'support-inbox-thread': InboxThreadElement;
    'support-inbox-transfer': InboxTransferElement;
    'support-inbox-visitor': InboxVisitorElement;
  }
}

defineDesk();
register('support-inbox-ban', InboxBanElement);
register('support-inbox-composer', InboxComposerElement);
register('support-inbox-details', InboxDetailsElement);
register('support-inbox-edit-visitor', InboxEditVisitorElement);
register('support-inbox-header', InboxHeaderElement);
register('support-inbox-list', InboxListElement);
register('support-inbox-palette', InboxPaletteElement);
register('support-inbox-shortcuts', InboxShortcutsElement);
register('support-inbox-thread', InboxThreadElement);
register('support-inbox-transfer', InboxTransferElement);
register('support-inbox-visitor', InboxVisitorElement);
register('support-chat-inbox', SupportChatInboxElement);

export { SupportChatInboxElement };
