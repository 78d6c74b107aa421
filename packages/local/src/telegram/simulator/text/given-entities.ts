import type { ApiEntity } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';

const FORMATTING_TYPES = new Set([
  'bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote', 'code', 'pre',
  'text_link', 'text_mention', 'custom_emoji', 'date_time',
]); // prettier-ignore

/** [DOC] Telegram finds these by itself and ignores them when a bot names them. */
const DETECTED_TYPES = new Set([
  'mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number', 'bank_card_number',
]); // prettier-ignore

/** Reads `entities` as a bot gives them: JSON of the right shape, known types, ranges that fit the text. */
export function readGivenEntities(
  value: unknown,
  text: string,
  renderUser: (id: number) => ApiEntity['user'],
): ApiEntity[] {
  if (!Array.isArray(value)) throw badRequest("can't parse entities JSON object");
  const entities = value.flatMap((item: unknown) => readEntity(item, renderUser) ?? []);
  for (const entity of entities) checkRange(entity, text);
  return entities;
}

function readEntity(item: unknown, renderUser: (id: number) => ApiEntity['user']): ApiEntity | undefined {
  const fail = (reason: string) => badRequest(`can't parse MessageEntity: ${reason}`);
  if (typeof item !== 'object' || item === null) throw fail('expected an Object');
  const { type, offset, length, url, language, user, custom_emoji_id, unix_time, date_time_format } = item as Record<
    string,
    unknown
  >;
  if (typeof type !== 'string') throw fail('Can\'t find field "type"');
  if (!Number.isInteger(offset)) throw fail('Can\'t find field "offset"');
  if (!Number.isInteger(length)) throw fail('Can\'t find field "length"');
  if (DETECTED_TYPES.has(type)) return undefined;
  if (!FORMATTING_TYPES.has(type)) throw fail('Unsupported type specified');
  const entity: ApiEntity = { type, offset: offset as number, length: length as number };
  if (type === 'text_link') {
    if (typeof url !== 'string') throw fail('Can\'t find field "url"');
    if (!URL.canParse(url)) throw badRequest(`entity URL '${url}' is invalid: Wrong HTTP URL`);
    entity.url = url;
  }
  if (type === 'pre' && typeof language === 'string' && language) entity.language = language;
  if (type === 'text_mention') {
    const id = typeof user === 'object' && user !== null ? (user as { id?: unknown }).id : undefined;
    if (typeof id !== 'number') throw fail('Field "user" must be of type Object');
    const mentioned = renderUser(id);
    if (mentioned) entity.user = mentioned;
  }
  if (type === 'custom_emoji') entity.custom_emoji_id = String(custom_emoji_id ?? '');
  if (type === 'date_time') {
    if (typeof unix_time !== 'number') throw fail('Can\'t find field "unix_time"');
    entity.unix_time = unix_time;
    entity.date_time_format = typeof date_time_format === 'string' ? date_time_format : '';
  }
  return entity;
}

/** The refusals of TDLib's fix_formatted_text, which count entity ranges in UTF-16 units. */
function checkRange({ offset, length }: ApiEntity, text: string): void {
  const end = offset + length;
  if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
  if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
  if (offset > text.length) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
  if (end > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    );
  }
  const bytes = (index: number) => Buffer.byteLength(text.slice(0, index - 1)) + 4;
  if (isInsidePair(text, offset))
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytes(offset)}`);
  if (isInsidePair(text, end)) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes(end)}`,
    );
  }
}

function isInsidePair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
