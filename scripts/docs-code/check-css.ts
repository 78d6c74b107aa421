import { problemIn, type CodeBlock, type Problem } from './read-code-blocks.ts';

/** What a page's style sheet can reach of the chat. */
export interface StyleSurface {
  readonly properties: ReadonlySet<string>;
  readonly parts: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
}

/** Braces match, and every custom property, part and state of ours that is named exists. */
export function checkCss(block: CodeBlock, surface: StyleSurface): Problem[] {
  const problems: Problem[] = [];
  const count = (character: string): number => block.code.split(character).length - 1;
  if (count('{') !== count('}')) problems.push(problemIn(block, 0, 'braces do not match'));
  for (const [index, line] of block.code.split('\n').entries()) {
    const expectKnown = (pattern: RegExp, known: ReadonlySet<string>, what: string): void => {
      for (const [, names = ''] of line.matchAll(pattern)) {
        for (const name of names.split(' '))
          if (!known.has(name)) problems.push(problemIn(block, index, `<support-chat> has no ${what} "${name}"`));
      }
    };
    expectKnown(/(--support-chat-[a-z0-9-]+)/g, surface.properties, 'custom property');
    expectKnown(/::part\(([^)]*)\)/g, surface.parts, 'part');
    expectKnown(/:state\(([^)]*)\)/g, surface.states, 'state');
  }
  return problems;
}
