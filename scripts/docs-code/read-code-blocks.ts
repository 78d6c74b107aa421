/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** Path from the root of the repository. */
  readonly file: string;
  /** Of the first line of code, counted from 1. */
  readonly line: number;
  /** First word of the fence, '' without one. */
  readonly language: string;
  /** The rest of the fence: `given="chat"`, `unchecked="why"`; a bare word has the value ''. */
  readonly notes: ReadonlyMap<string, string>;
  /** `<!-- file: path -->` stands before it: scripts/check-docs.ts holds it to that file, whose tests say the rest. */
  readonly isCopyOfFile: boolean;
  readonly code: string;
}

/** What a checker has to say; `place` is `file:line`. */
export interface Problem {
  readonly place: string;
  readonly text: string;
}

const NOTE = /([a-z-]+)(?:="([^"]*)")?/g;

/** All fenced blocks in the order of the file. Throws where a fence is never closed, because everything after it would count as code. */
export function readCodeBlocks(file: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const opening = /^( *)(`{3,})(\w*)(.*)$/.exec(lines[at] ?? '');
    if (opening === null) continue;
    const [, indent = '', fence = '', language = '', rest = ''] = opening;
    const start = at + 1;
    const closing = new RegExp(`^ *${fence}\\s*$`);
    do at++;
    while (at < lines.length && !closing.test(lines[at] ?? ''));
    if (at >= lines.length) throw new Error(`${file}:${start} opens a code block that is never closed.`);
    const code = lines.slice(start, at).map((line) => line.slice(Math.min(indent.length, line.search(/\S|$/))));
    blocks.push({
      file,
      line: start + 1,
      language,
      notes: new Map([...rest.matchAll(NOTE)].map(([, name = '', value = '']) => [name, value])),
      isCopyOfFile: /^<!-- file: \S+ -->$/.test(lastTextBefore(lines, start - 1)),
      code: code.join('\n'),
    });
  }
  return blocks;
}

/** A problem with one line of a block, counted from 0 within its code. */
export function problemIn(block: CodeBlock, lineInBlock: number, text: string): Problem {
  return { place: `${block.file}:${block.line + lineInBlock}`, text };
}

function lastTextBefore(lines: readonly string[], index: number): string {
  return lines.slice(0, index).findLast((line) => line.trim() !== '') ?? '';
}
