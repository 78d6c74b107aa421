import type { Message } from 'grammy/types';
import type { BotIdentity } from './bridge-deps.ts';
import { noteIn, readText } from './read-command.ts';
import { agentWords } from './rich-text/from-telegram.ts';
import type { TelegramIntent } from './telegram-intent.ts';

const WITH_CAPTION = ['photo', 'document', 'audio', 'voice', 'video', 'animation'] as const;

type AgentEdit = Extract<TelegramIntent, { kind: 'agent_edit' }>;

/**
 * Words under a file have changed; the file stays. Of an album only an edit that says something counts: the words are
 * under one of its files, and edits of the others must not take them away.
 */
export function readCaptionEdit(
  message: Message,
  written: Omit<AgentEdit, 'kind' | 'text' | 'entities'>,
  bot: BotIdentity,
): TelegramIntent {
  const { caption = '', caption_entities: entities } = message;
  if (!WITH_CAPTION.some((kind) => kind in message) || (caption === '' && message.media_group_id !== undefined)) {
    return { kind: 'ignore', reason: 'unknown_message' };
  }
  const read = readText(caption, bot.username, entities);
  return read.kind === 'text'
    ? { kind: 'agent_edit', ...written, ...agentWords(caption, entities) }
    : { kind: 'edit_into_command', ...written, note: noteIn(read) };
}
