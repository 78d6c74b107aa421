import type { AgentMessage } from '@support-chat/sdk/agent';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { DeskMenuItem } from '../../desk/menu/menu.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';

/** What the composer goes on with. */
export interface MessageIntent {
  readonly kind: 'reply' | 'edit';
  readonly message: AgentMessage;
}

/** What can be done with a message that has arrived and is still there. */
export function messageMenu(
  { text, isOwn, isInternal, seq, deletedAt, delivery }: AgentMessage,
  { words, chat }: DeskLanguage<InboxPhrases>,
): DeskMenuItem[] {
  const { replies } = chat.phrases;
  const hasArrived = seq !== null && deletedAt === null && delivery?.state !== 'failed';
  const items: (DeskMenuItem | false)[] = [
    hasArrived && !isInternal && { id: 'reply', label: replies.reply, icon: 'reply' },
    text !== '' && { id: 'copy', label: words.copyText, icon: 'copy' },
    hasArrived && isOwn && text !== '' && { id: 'edit', label: replies.edit, icon: 'edit' },
    hasArrived && isOwn && { id: 'delete', label: replies.unsend, icon: 'trash', isDanger: true, startsGroup: true },
  ];
  return items.filter((item) => item !== false);
}

/** So much of a message that one knows which it is. */
export function excerptFor({ text, attachments }: Pick<AgentMessage, 'text' | 'attachments'>): string {
  const words = text || (attachments[0]?.name ?? '');
  return words.length > 40 ? `${words.slice(0, 39).trimEnd()}…` : words;
}
