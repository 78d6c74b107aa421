/**
 * What may stand in a log line. Lines are kept by platforms for weeks and read by people who have no business with
 * visitors, so a value is left out by the name of its field, whatever it holds, and what slips into a sentence (the
 * message of an error, say) is taken out by its looks.
 */

/** A field is private when one of the words of its name is among these: `reply_text`, `visitorEmail`, `x-forwarded-ip`. */
const PRIVATE_WORDS: ReadonlySet<string> = new Set(
  (
    'text content body payload draft subject comment answers prechat traits title query ' +
    'name names firstname lastname username nickname email emails mail phone address addresses ip ips ' +
    'url urls href referrer referer useragent location latitude longitude ' +
    'token tokens jwt secret secrets password authorization cookie cookies apikey key keys credential credentials ' +
    'signature hash detail details'
  ).split(' '),
);

/** In this order: an address inside a token must not split it. */
const PRIVATE_LOOKS: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+\S+/gi, 'Bearer [token]'],
  [/\beyJ[\w-]+(?:\.[\w-]*){1,2}/g, '[token]'],
  [/\b(?:scr|sb_secret|sb_publishable)_[\w-]+/g, '[token]'],
  // A bot's token stands in the addresses of the Bot API.
  [/\d{5,20}:[\w-]{20,}/g, '[token]'],
  [/[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b/gi, '[email]'],
  [/\b(?!127\.)(?:\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  [/\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/gi, '[ip]'],
  [/\b(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}\b/gi, '[ip]'],
];

const REDACTED = '[redacted]';
const MAX_DEPTH = 8;
/** A log explorer cuts lines at 10 000 characters; one long string must not cost the rest of the line. */
const MAX_STRING = 4_000;

/** The same as plain JSON, without what is private. Errors become objects with their message, stack and causes. */
export function redact(value: unknown): unknown {
  return redactValue(value, []);
}

/** A sentence without addresses and tokens. */
export function redactText(text: string): string {
  const short = text.length > MAX_STRING ? `${text.slice(0, MAX_STRING)}…` : text;
  return PRIVATE_LOOKS.reduce((result, [looks, replacement]) => result.replace(looks, replacement), short);
}

function redactValue(value: unknown, parents: readonly object[]): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (parents.includes(value) || parents.length >= MAX_DEPTH) return '[…]';
  const inner = [...parents, value];
  if (Array.isArray(value)) return value.map((item) => redactValue(item, inner));
  if (value instanceof Error) return redactError(value, inner);
  return redactFields(value, inner);
}

/** Errors keep what they say in properties that JSON leaves out. Their name is that of a class, never of a person. */
function redactError(error: Error, parents: readonly object[]): object {
  const { message, stack, cause } = error;
  return {
    ...redactFields(error, parents),
    name: redactText(error.name),
    message: redactText(message),
    ...(stack === undefined ? {} : { stack: redactText(stack) }),
    ...(cause === undefined ? {} : { cause: redactValue(cause, parents) }),
  };
}

function redactFields(value: object, parents: readonly object[]): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      redactText(name),
      isPrivate(name) && field !== undefined && field !== null ? REDACTED : redactValue(field, parents),
    ]),
  );
}

function isPrivate(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => PRIVATE_WORDS.has(word)) || PRIVATE_WORDS.has(words.join(''));
}
