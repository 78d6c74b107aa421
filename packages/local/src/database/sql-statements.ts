/**
 * Splits a script into its statements, the way the Supabase CLI fills `schema_migrations.statements`: comments stay with
 * the statement they precede, the closing semicolon goes. It knows strings, quoted names, dollar quotes, both kinds of
 * comments, and `begin atomic … end` bodies; it does not otherwise understand SQL.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let position = 0;
  let atomicDepth = 0;
  let word = '';
  const finish = (end: number) => {
    const statement = script.slice(start, end).trim();
    if (statement !== '') statements.push(statement);
    start = end + 1;
  };
  while (position < script.length) {
    const skipped = skipQuoted(script, position);
    if (skipped > position) {
      position = skipped;
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(script.slice(position, position + 64))?.[0].toLowerCase();
    if (name !== undefined) {
      if (name === 'atomic' && word === 'begin') atomicDepth = 1;
      else if (atomicDepth > 0 && name === 'case') atomicDepth += 1;
      else if (atomicDepth > 0 && name === 'end') atomicDepth -= 1;
      word = name;
      position += name.length;
      continue;
    }
    if (script[position] === ';' && atomicDepth === 0) finish(position);
    position += 1;
  }
  finish(script.length);
  return statements;
}

/** Where the string, quoted name or comment that starts at `position` ends; `position` itself when none starts there. */
function skipQuoted(script: string, position: number): number {
  const rest = script.slice(position, position + 66);
  if (rest.startsWith('--')) return endOf(script, '\n', position);
  if (rest.startsWith('/*')) return skipBlockComment(script, position);
  if (rest.startsWith('"')) return endOf(script, '"', position + 1);
  if (rest.startsWith("'")) {
    const escapes =
      /e$/i.test(script.slice(Math.max(0, position - 1), position)) && !/\w/.test(script.charAt(position - 2));
    return skipString(script, position + 1, escapes);
  }
  const tag = /^\$(?:[A-Za-z_]\w*)?\$/.exec(rest)?.[0];
  if (tag !== undefined && !/\w/.test(script.charAt(position - 1))) return endOf(script, tag, position + tag.length);
  return position;
}

function skipString(script: string, position: number, escapes: boolean): number {
  for (let at = position; at < script.length; at += 1) {
    if (escapes && script[at] === '\\') at += 1;
    // A doubled quote ends one string and starts the next, which comes to the same.
    else if (script[at] === "'") return at + 1;
  }
  return script.length;
}

function skipBlockComment(script: string, position: number): number {
  let depth = 0;
  for (let at = position; at < script.length; at += 1) {
    if (script.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (script.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return script.length;
}

function endOf(script: string, closing: string, from: number): number {
  const at = script.indexOf(closing, from);
  return at === -1 ? script.length : at + closing.length;
}
