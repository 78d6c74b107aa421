/** What one tag of an HTML text says. */
export interface Tag {
  readonly name: string;
  /** As written; the value of an attribute without one is ''. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Counted from 0. */
  readonly line: number;
  /** What stands between a `<script>` or `<style>` and its end, and the line on which it begins. */
  readonly rawText?: { readonly text: string; readonly line: number };
}

export interface HtmlReading {
  readonly tags: readonly Tag[];
  readonly mistakes: readonly { readonly line: number; readonly text: string }[];
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const TOKEN =
  /<!--[^]*?-->|<!doctype html>|<\/([a-z][\w-]*)\s*>|<([a-z][\w-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>|</gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

/**
 * Reads HTML as strictly as people should write it in examples: every element that is not void is closed, in order;
 * attribute values are quoted; nothing is said twice. Browsers forgive all of that, readers who copy do not learn it.
 */
export function readTags(html: string): HtmlReading {
  const tags: Tag[] = [];
  const mistakes: { line: number; text: string }[] = [];
  const open: { name: string; line: number }[] = [];
  const lineAt = (index: number): number => html.slice(0, index).split('\n').length - 1;

  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(html); token !== null; token = TOKEN.exec(html)) {
    const line = lineAt(token.index);
    const [text, closed, opened, written = '', slash] = token;
    if (text === '<') mistakes.push({ line, text: 'a "<" that begins no tag, or a tag with unquoted values' });
    if (closed !== undefined) {
      const last = open.pop();
      if (last === undefined) mistakes.push({ line, text: `</${closed}> closes nothing` });
      else if (last.name !== closed)
        mistakes.push({ line, text: `</${closed}> where <${last.name}> has to be closed first` });
    }
    if (opened === undefined) continue;

    const name = opened.toLowerCase();
    if (slash === '/' && !VOID.has(name))
      mistakes.push({ line, text: `<${name} /> closes itself, which HTML ignores` });
    const attributes = new Map<string, string>();
    for (const [, attribute = '', double, single] of written.matchAll(ATTRIBUTE)) {
      if (attributes.has(attribute)) mistakes.push({ line, text: `${attribute} stands twice in <${name}>` });
      attributes.set(attribute, double ?? single ?? '');
    }
    if (name !== 'script' && name !== 'style') {
      tags.push({ name, attributes, line });
      if (!VOID.has(name)) open.push({ name, line });
      continue;
    }
    const start = TOKEN.lastIndex;
    const end = html.indexOf(`</${name}>`, start);
    if (end === -1) {
      mistakes.push({ line, text: `<${name}> is never closed` });
      break;
    }
    tags.push({ name, attributes, line, rawText: { text: html.slice(start, end), line: lineAt(start) } });
    TOKEN.lastIndex = end + name.length + 3;
  }
  for (const { name, line } of open) mistakes.push({ line, text: `<${name}> is never closed` });
  return { tags, mistakes };
}
