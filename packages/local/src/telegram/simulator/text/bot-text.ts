import type { ApiEntity } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { cleanText } from './clean-text.ts';
import { detectEntities, overlaps } from './detect-entities.ts';
import { readGivenEntities } from './given-entities.ts';
import { parseHtmlText } from './html-text.ts';
import type { FormattedText } from './html-text.ts';

export interface BotText {
  readonly text: string;
  readonly parseMode: string | undefined;
  /** The raw `entities` parameter, already parsed from JSON. */
  readonly entities: unknown;
}

/** Inside these, Telegram does not look for links, mentions and commands. */
const OPAQUE_TYPES = new Set(['code', 'pre', 'text_link', 'text_mention']);

/**
 * What becomes of a text a bot sends: markup read, text cleaned, and links, mentions and commands found, exactly as
 * they would be in a person's message. So a visitor's "@mika" is a mention unless the bot takes care.
 */
export function readBotText(given: BotText, renderUser: (id: number) => ApiEntity['user']): FormattedText {
  const mode = given.parseMode?.toLowerCase() ?? 'none';
  const cleaned = cleanText(
    mode === 'none' || mode === ''
      ? {
          text: given.text,
          entities: given.entities === undefined ? [] : readGivenEntities(given.entities, given.text, renderUser),
        }
      : parseMarkup(given.text, mode),
  );
  return withDetectedEntities(cleaned);
}

/** A text as it is sent, with what Telegram finds in it added to the formatting it has. */
export function withDetectedEntities({ text, entities }: FormattedText): FormattedText {
  const opaque = entities.filter(({ type }) => OPAQUE_TYPES.has(type));
  const detected = detectEntities(text).filter((entity) => !opaque.some((other) => overlaps(other, entity)));
  return { text, entities: [...entities, ...detected].sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function parseMarkup(text: string, mode: string): FormattedText {
  if (mode === 'html') return parseHtmlText(text);
  if (mode === 'markdown' || mode === 'markdownv2') {
    // Telegram reads these; pretending to would hide escaping mistakes, so the refusal is loud.
    throw badRequest(`parse_mode ${mode} is not modelled by this simulator`);
  }
  throw badRequest('unsupported parse_mode');
}
