import { COMMANDS } from '../../packages/server-edge/src/cli/commands.ts';
import type { Problem } from './read-code-blocks.ts';

const EVERYWHERE = ['help', 'json', 'version'];

/** `support-chat …` in the middle of a sentence: command and options exist, though what an option needs may be left out. */
export function checkMentions(file: string, markdown: string): Problem[] {
  const problems: Problem[] = [];
  for (const [index, line] of markdown.split('\n').entries()) {
    for (const [mention, said = ''] of line.matchAll(/`(?:npx )?support-chat ([a-z-][^`]*)`/g)) {
      const words = said.split(/\s+/);
      const command = COMMANDS.find((known) => known.words.every((word, at) => words[at] === word));
      const isGroup = words.length === 1 && COMMANDS.some((known) => known.words[0] === words[0]);
      const options = [...Object.keys(command?.options ?? {}), ...EVERYWHERE];
      const unknown = words.filter(
        (word) => word.startsWith('--') && !options.includes(word.slice(2).split('=')[0] ?? ''),
      );
      const place = `${file}:${index + 1}`;
      if (command === undefined && !isGroup && !words[0]?.startsWith('--'))
        problems.push({ place, text: `${mention}: there is no such command` });
      else if (unknown.length > 0) problems.push({ place, text: `${mention}: there is no ${unknown.join(', ')}` });
    }
  }
  return problems;
}
