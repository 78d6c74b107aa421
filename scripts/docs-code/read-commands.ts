/** One command of a shell script. */
export interface ShellCommand {
  /** Counted from 0. */
  readonly line: number;
  /** `NAME=value` in front of the command; the names. */
  readonly variables: readonly string[];
  readonly words: readonly string[];
}

const TOKEN = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(&&|\|\||[;|&])|(#.*)|([^\s"'#;|&][^\s"';|&]*)|\s+/g;

/**
 * Reads the shell that documentation is written in: words, quotes, comments, `\` at the end of a line, and commands joined
 * by `&&`, `||`, `|`, `;` or `&`. Control structures and here-documents are not for documents.
 */
export function readCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const lines = script.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = at;
    let text = lines[at] ?? '';
    while (text.endsWith('\\') && at + 1 < lines.length) text = `${text.slice(0, -1)} ${lines[++at] ?? ''}`;
    let words: string[] = [];
    let isGlued = false;
    const finish = (): void => {
      const first = words.findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word));
      const split = first === -1 ? words.length : first;
      const variables = words.slice(0, split).map((word) => word.slice(0, word.indexOf('=')));
      if (words.length > 0) commands.push({ line, variables, words: words.slice(split) });
      words = [];
    };
    for (const [token, double, single, operator, comment, bare] of text.matchAll(TOKEN)) {
      const word = double ?? single ?? bare;
      if (comment !== undefined) break;
      if (operator !== undefined) finish();
      if (word !== undefined) words.push(isGlued ? `${words.pop() ?? ''}${word}` : word);
      // `"$URL"/health` and `-d'…'` are one word each.
      isGlued = word !== undefined && token.trim() !== '';
    }
    finish();
  }
  return commands;
}
