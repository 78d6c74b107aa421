import type { ChatMessage } from '@support-chat/sdk';

export type MessageTool = 'reply' | 'edit' | 'unsend';

/** What the visitor may do with a message now. Only what the server has can be referred to. */
export function toolsFor(message: ChatMessage, editWindowMs: number, now: number): readonly MessageTool[] {
  if (message.seq === null || message.deletedAt !== null || message.sender.kind === 'system') return [];
  const isOpen = message.sender.kind === 'visitor' && now - message.createdAt < editWindowMs;
  if (!isOpen) return ['reply'];
  return message.text === '' ? ['reply', 'unsend'] : ['reply', 'edit', 'unsend'];
}

/** The first words of a message, or what it carries instead. */
export function excerpt({ text, attachments }: ChatMessage): string {
  return (text || attachments.map(({ name }) => name).join(', ')).slice(0, 200);
}
