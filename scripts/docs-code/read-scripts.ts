import { compileScript, parse as parseVue } from 'vue/compiler-sfc';
import { compile as compileSvelte } from 'svelte/compiler';
import type { Script } from './check-types.ts';
import { problemIn, type CodeBlock, type Problem } from './read-code-blocks.ts';
import { readTags } from './read-tags.ts';

/** The scripts of a block, to be type-checked. What Vue and Svelte say of their own files goes to `problems`. */
export function readScripts(block: CodeBlock, problems: Problem[]): Script[] {
  const { language } = block;
  switch (language) {
    case 'ts':
    case 'tsx':
    case 'js':
      return [{ block, line: 0, language, code: block.code }];
    case 'html':
      return inlineScripts(block);
    case 'vue':
    case 'svelte':
      problems.push(...(language === 'vue' ? complaintsOfVue(block) : complaintsOfSvelte(block)));
      return inlineScripts(block);
    default:
      return [];
  }
}

function inlineScripts(block: CodeBlock): Script[] {
  return readTags(block.code).tags.flatMap(({ name, attributes, rawText }) => {
    const type = attributes.get('type') ?? '';
    const isCode = name === 'script' && (type === '' || type === 'module') && rawText?.text.trim();
    if (!isCode || rawText === undefined) return [];
    const language = attributes.get('lang') === 'ts' ? 'ts' : 'js';
    return [{ block, line: rawText.line, language, code: rawText.text }];
  });
}

function complaintsOfVue(block: CodeBlock): Problem[] {
  const { descriptor, errors } = parseVue(block.code, { filename: 'Document.vue' });
  const complaints = errors.map((error) => problemIn(block, 0, error.message));
  if (complaints.length > 0 || descriptor.scriptSetup === null) return complaints;
  return complaintsOf(block, () => compileScript(descriptor, { id: 'document' }));
}

function complaintsOfSvelte(block: CodeBlock): Problem[] {
  return complaintsOf(block, () => compileSvelte(block.code, { generate: false }));
}

function complaintsOf(block: CodeBlock, compile: () => unknown): Problem[] {
  try {
    compile();
    return [];
  } catch (error) {
    return [problemIn(block, 0, error instanceof Error ? error.message : String(error))];
  }
}
