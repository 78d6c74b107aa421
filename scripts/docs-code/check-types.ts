import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from '../read-packages.ts';
import type { CodeBlock, Problem } from './read-code-blocks.ts';

/** A script, wherever in a document it stands. */
export interface Script {
  readonly block: CodeBlock;
  /** Counted from 0 within the block. */
  readonly line: number;
  readonly language: 'ts' | 'tsx' | 'js';
  readonly code: string;
}

/** Inside node_modules, where imports of our packages resolve and nobody else looks. */
const CACHE = join(ROOT, 'node_modules/.cache');

/** What a fragment may take for granted, by the name in `given="…"`. */
const GIVEN: Readonly<Record<string, string>> = {
  chat: `declare const chat: import('@support-chat/sdk').SupportChat;`,
  element: `declare const chat: import('@support-chat/element').SupportChatElement;`,
};

/** The globals of the script tag. Stubs that queue calls are assigned to them, so nothing is said of their type. */
const GLOBALS = ['SupportChat', 'supportChatSettings', 'chatdesk', 'LiveChatWidget'];

/** A page knows the elements of its tags. */
const TAGS = ['define', 'inbox', 'console'].map((entry) => `/// <reference types="@support-chat/element/${entry}" />`);

/**
 * Type-checks scripts against the source of the packages, TypeScript as strictly as the project itself, JavaScript for
 * what is certainly wrong: names, imports, arguments. Each script keeps its line number, so messages point into the document.
 */
export async function checkTypes(scripts: readonly Script[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const files = new Map<string, Script>();
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtemp(join(CACHE, 'docs-code-'));
  await writeFile(
    join(directory, 'globals.d.ts'),
    [...TAGS, ...GLOBALS.map((name) => `declare var ${name}: any; interface Window { ${name}: any }`)].join('\n'),
  );
  for (const [index, script] of scripts.entries()) {
    const name = `${index}.${script.language}`;
    files.set(name, script);
    await writeFile(join(directory, name), sourceOf(script, problems));
  }
  const project = async (file: string, extensions: RegExp, compilerOptions: object): Promise<void> => {
    const names = [...files.keys()].filter((name) => extensions.test(name));
    if (names.length === 0) return;
    const config = {
      extends: relative(directory, join(ROOT, 'tsconfig.test.json')),
      compilerOptions: {
        noUnusedLocals: false,
        noUnusedParameters: false,
        allowJs: true,
        checkJs: true,
        jsx: 'react-jsx',
        ...compilerOptions,
      },
      include: [],
      files: [...names, 'globals.d.ts'],
    };
    await writeFile(join(directory, file), JSON.stringify(config));
    problems.push(...readMessages(await runCompiler(join(directory, file)), files));
  };
  await Promise.all([
    project('strict.json', /\.tsx?$/, {}),
    project('loose.json', /\.js$/, {
      strict: false,
      noImplicitReturns: false,
      noUncheckedIndexedAccess: false,
      exactOptionalPropertyTypes: false,
      maxNodeModuleJsDepth: 0,
    }),
  ]);
  await rm(directory, { recursive: true });
  return problems;
}

function sourceOf({ block, line, language, code }: Script, problems: Problem[]): string {
  const given = (block.notes.get('given') ?? '').split(' ').filter((name) => name !== '');
  for (const name of given) {
    if (GIVEN[name] === undefined)
      problems.push({
        place: `${block.file}:${block.line - 1}`,
        text: `given="${name}" is not known; there are ${Object.keys(GIVEN).join(', ')}`,
      });
  }
  // JavaScript has no `declare`: what is given to it is a variable of that type.
  const preamble = given
    .map((name) => GIVEN[name] ?? '')
    .map((text) =>
      language === 'js' ? text.replace(/^declare const (\w+): (.*);$/, '/** @type {$2} */ let $1;') : text,
    )
    .join(' ');
  const padding = '\n'.repeat(Math.max(1, block.line + line - 1));
  return `${preamble}${padding}${code}\nexport {};\n`;
}

function readMessages(output: string, files: ReadonlyMap<string, Script>): Problem[] {
  const problems: Problem[] = [];
  for (const match of output.matchAll(/^(.*?)\((\d+),\d+\): error (TS\d+: .*)$/gm)) {
    const [, path = '', line = '', text = ''] = match;
    const script = files.get(path.slice(path.lastIndexOf('/') + 1));
    // Complaints about the source, which `npm run types` checks, come from JavaScript being checked less strictly.
    if (script !== undefined) problems.push({ place: `${script.block.file}:${line}`, text });
  }
  if (!/^.*\(\d+,\d+\): error/m.test(output) && output.includes('error'))
    problems.push({ place: 'TypeScript', text: output.trim() });
  return problems;
}

function runCompiler(project: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('tsc', ['--pretty', 'false', '-p', project], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve(error === null ? '' : stdout || stderr || `error: ${error.message}`),
    );
  });
}
