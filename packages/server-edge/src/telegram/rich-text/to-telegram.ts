import type { WireTextEntity } from '@support-chat/sdk/protocol';
import type { MessageEntity } from 'grammy/types';
import { followText } from '../../rich-text/follow-text.ts';
import { nestEntities } from '../../rich-text/nest-entities.ts';
import type { FormattedText } from '../formatted-text.ts';
import { cleanText, WORD_JOINER } from '../plain-text.ts';

/** What an agent wrote elsewhere, cleaned and formatted for Telegram. */
export function richText(text: string, entities: readonly WireTextEntity[] = []): FormattedText {
  const clean = cleanText(text);
  const sound = nestEntities(text, entities);
  return {
    text: clean,
    entities: toTelegram(followText(sound, { before: text, after: clean, inserted: WORD_JOINER })),
  };
}

/** Mail addresses and phone numbers stay text: Telegram links them by itself, and takes no links to them. */
export function toTelegram(entities: readonly WireTextEntity[]): readonly MessageEntity[] {
  return entities.flatMap((entity): readonly MessageEntity[] => {
    if (entity.type !== 'link') return [entity];
    const { offset, length, url } = entity;
    return /^https?:/.test(url) ? [{ type: 'text_link', offset, length, url }] : [];
  });
}
