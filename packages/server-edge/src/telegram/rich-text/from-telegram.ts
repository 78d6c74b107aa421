import type { WireTextEntity, WireTextStyle } from '@support-chat/sdk/protocol';
import type { MessageEntity } from 'grammy/types';
import { nestEntities } from '../../rich-text/nest-entities.ts';
import { safeAddress } from '../../rich-text/safe-address.ts';
import type { AgentWords } from '../telegram-intent.ts';

/** Our own kinds that Telegram calls the same (core.telegram.org/bots/api#messageentity). */
const STYLE = /^(?:bold|italic|underline|strikethrough|spoiler|code|blockquote)$/;

/** What is no word is no language. */
const LANGUAGE = /^[\w+#.-]{1,40}$/;

type Given = { readonly [Name in 'type' | 'offset' | 'length' | 'url' | 'language']?: unknown };

/**
 * What an agent formatted in Telegram, in our model. Mentions, hashtags, commands, dates and custom emoji are the text that
 * they stand on; so is every kind that Telegram adds later, and a link that no browser should follow.
 */
export function fromTelegram(text: string, entities: readonly MessageEntity[] = []): readonly WireTextEntity[] {
  if (!Array.isArray(entities)) return [];
  return nestEntities(
    text,
    entities.flatMap((entity: Given | null) => (entity === null ? [] : (translate(entity, text) ?? []))),
  );
}

/** A text as an intent carries it: without entities when it is plain. */
export function agentWords(text: string, entities?: readonly MessageEntity[]): AgentWords {
  const formatting = fromTelegram(text, entities);
  return formatting.length === 0 ? { text } : { text, entities: formatting };
}

function translate(entity: Given, text: string): WireTextEntity | null {
  const { type, offset, length, url, language } = entity;
  if (typeof offset !== 'number' || typeof length !== 'number') return null;
  const style = type === 'expandable_blockquote' ? 'blockquote' : type;
  if (typeof style === 'string' && STYLE.test(style)) return { type: style as WireTextStyle['type'], offset, length };
  if (type === 'pre') {
    const isNamed = typeof language === 'string' && LANGUAGE.test(language);
    return isNamed ? { type, offset, length, language } : { type, offset, length };
  }
  const address = addressOf(type, text.slice(offset, offset + length), url);
  return address === null ? null : { type: 'link', offset, length, url: address };
}

/** Telegram finds addresses in the text by itself; those of pages may come without a scheme. */
function addressOf(type: unknown, words: string, url: unknown): string | null {
  switch (type) {
    case 'text_link':
      return typeof url === 'string' ? safeAddress(url) : null;
    case 'url':
      return safeAddress(/^[a-z][a-z\d+.-]*:\/\//i.test(words) ? words : `https://${words}`);
    case 'email':
      return safeAddress(`mailto:${words}`);
    case 'phone_number':
      return safeAddress(`tel:${words.replace(/[^\d+]/g, '')}`);
    default:
      return null;
  }
}
