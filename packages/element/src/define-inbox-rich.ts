/** Registers what agents see of cards, forms and suggested answers; a chunk of the inbox, for conversations that have some. */
import { QuickRepliesElement } from './components/rich/quick-replies.ts';
import { InboxRichElement } from './inbox/thread/rich.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-inbox-rich': InboxRichElement;
  }
}

register('support-chat-quick-replies', QuickRepliesElement);
register('support-inbox-rich', InboxRichElement);
