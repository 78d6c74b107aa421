import { problemIn, type CodeBlock, type Problem } from './read-code-blocks.ts';
import { readTags } from './read-tags.ts';

/** What `<support-chat>` understands. */
export interface ElementSurface {
  readonly attributes: ReadonlySet<string>;
  readonly slots: ReadonlySet<string>;
}

const GLOBAL_ATTRIBUTE = /^(id|class|style|slot|hidden|dir|lang|nonce|aria-[a-z]+|data-[a-z-]+)$/;

/** Well-formed, and `<support-chat>`, the script tag and slotted content say only what the widget knows. */
export function checkHtml(block: CodeBlock, surface: ElementSurface): Problem[] {
  const { tags, mistakes } = readTags(block.code);
  const problems = mistakes.map(({ line, text }) => problemIn(block, line, text));
  for (const { name, attributes, line } of tags) {
    const isChat = name === 'support-chat';
    const isLoader = name === 'script' && /\/widget\.js\b/.test(attributes.get('src') ?? '');
    for (const attribute of attributes.keys()) {
      const setting = isLoader && attribute.startsWith('data-') ? attribute.slice('data-'.length) : attribute;
      const isKnown = surface.attributes.has(setting) || GLOBAL_ATTRIBUTE.test(isLoader ? setting : attribute);
      if ((isChat || (isLoader && setting !== attribute)) && !isKnown)
        problems.push(problemIn(block, line, `<support-chat> has no attribute "${setting}"`));
    }
    const slot = attributes.get('slot');
    if (slot !== undefined && !isChat && block.code.includes('<support-chat') && !surface.slots.has(slot))
      problems.push(problemIn(block, line, `<support-chat> has no slot "${slot}"`));
  }
  return problems;
}
