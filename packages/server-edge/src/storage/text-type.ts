/**
 * What a file is that has no magic bytes: text, markup that a browser would run, or neither. The rules for telling text
 * from binary are those of the MIME Sniffing Standard (mimesniff.spec.whatwg.org, §3 and §7.2), so text in an older
 * encoding than UTF-8, as spreadsheets still write it, is text too.
 */

/** Bytes that occur in no text: C0 controls but tab, line feed, form feed, carriage return and escape. */
const BINARY_BYTE = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F]/;

/** How a page, a picture or a feed begins, behind its prolog. */
const MARKUP_START =
  /^<(?:!doctype\s+html|html|head|body|script|iframe|style|title|table|div|span|p|br|h[1-6]|a|b|font|img|form|meta|link|base|object|embed|video|audio|svg:svg|svg|math)(?=[\s>/])/i;
const PROLOG = /^(?:<\?[^>]*>|<!--[^]*?-->|<!doctype\s+svg[^[>]*(?:\[[^]*?\]\s*)?>|\s+)/i;

/** `undefined`: not text. Otherwise `text/plain`, or the type under which a browser would run it. */
export function detectTextType(start: Uint8Array): string | undefined {
  const text = decode(start);
  if (text === undefined) return undefined;
  const isXml = /^\s*<\?xml\s/i.test(text);
  let rest = text;
  for (let prolog = PROLOG.exec(rest); prolog !== null; prolog = PROLOG.exec(rest)) rest = rest.slice(prolog[0].length);
  if (/^<(?:svg:)?svg[\s>/]/i.test(rest)) return 'image/svg+xml';
  if (/^<html\s[^>]*xmlns/i.test(rest)) return 'application/xhtml+xml';
  if (MARKUP_START.test(rest)) return 'text/html';
  if (/^(?:#!|<\?php|<\?=)/i.test(text.trimStart())) return 'text/x-script';
  // A prolog that does not end within what was read: whatever follows, it is markup.
  if (isXml || /^<(?:!--|!doctype|\?)/i.test(rest) || /^<[a-z][\w.:-]*\s[^>]*xmlns/i.test(rest)) return 'text/xml';
  return 'text/plain';
}

/** One character per byte when there is no byte order mark; every encoding agrees on what is looked for here. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('latin1').decode(bytes).replace(/^\u00EF\u00BB\u00BF/, '');
  return BINARY_BYTE.test(text) ? undefined : text;
}
