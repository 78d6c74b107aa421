/**
 * Writes docs/sdk/reference/ from the docstrings of the SDK, one file per entry point. With `--check` it writes nothing
 * and fails when the files are not what the source says. Either way it fails when something that is exported has no
 * docstring, or mentions a type that nobody outside can name.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Application, LogLevel, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { conclude, ROOT } from './read-packages.ts';

const SDK = join(ROOT, 'packages/sdk');
const TARGET = join(ROOT, 'docs/sdk/reference');
const ENTRY_POINTS = ['index', 'agent/index', 'react/index', 'vue/index', 'svelte/index'];

const OPTIONS: TypeDocOptions & Partial<PluginOptions> = {
  entryPoints: ENTRY_POINTS.map((name) => join(SDK, 'src', `${name}.ts`)),
  tsconfig: join(SDK, 'tsconfig.json'),
  // Else the members of a union stand in the order in which the compiler happened to meet them.
  compilerOptions: { stableTypeOrdering: true },
  plugin: ['typedoc-plugin-markdown'],
  readme: 'none',
  sort: ['source-order'],
  kindSortOrder: ['Function', 'Variable', 'Interface', 'Class', 'TypeAlias'],
  groupOrder: ['Functions', 'Variables', 'Interfaces', 'Classes', 'Type Aliases'],
  excludeExternals: true,
  validation: { notDocumented: true, notExported: true, invalidLink: true },
  // A property whose name and type say everything needs no sentence.
  requiredToBeDocumented: ['Class', 'Interface', 'TypeAlias', 'Variable', 'Function', 'Method', 'CallSignature'],
  // The wire is described by docs/openapi.json and exported by `@support-chat/sdk/protocol`.
  intentionallyNotExported: [
    'AgentTabMessage',
    'StoredSession',
    'WireConversation',
    'WireConversationOutcome',
    'WireConversationStatus',
    'WireMessage',
    'WirePriority',
    'WireTeamRole',
    'WireVisitorExport',
  ],
  // Lines move with every edit, and the checkout has another path elsewhere.
  disableSources: true,
  outputFileStrategy: 'modules',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  expandParameters: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
  },
};

const problems: string[] = [];
const isCheck = process.argv.includes('--check');
const written = await generate();
const stored = existsSync(TARGET) ? readdirSync(TARGET) : [];

if (isCheck) {
  for (const [name, text] of written) {
    const path = join(TARGET, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text)
      problems.push(`docs/sdk/reference/${name} is not what the docstrings say. Run npm run docs:write.`);
  }
  for (const name of stored) {
    if (!written.has(name)) problems.push(`docs/sdk/reference/${name} belongs to nothing. Run npm run docs:write.`);
  }
} else {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  for (const [name, text] of written) writeFileSync(join(TARGET, name), text);
}
conclude(
  'SDK reference',
  problems,
  `${written.size} files ${isCheck ? 'are up to date' : 'written'}, all is documented`,
);

/** File name → text. */
async function generate(): Promise<ReadonlyMap<string, string>> {
  const out = mkdtempSync(join(tmpdir(), 'sdk-reference-'));
  try {
    const app = await Application.bootstrapWithPlugins({ ...OPTIONS, out, logLevel: LogLevel.Warn });
    app.logger.log = (message, level) => {
      if (level >= LogLevel.Warn) problems.push(stripVTControlCharacters(message));
    };
    const project = await app.convert();
    if (!project) throw new Error(`TypeDoc could not read the SDK:\n${problems.join('\n')}`);
    app.validate(project);
    await app.generateOutputs(project);
    const names = readdirSync(out).filter((name) => name !== 'README.md');
    return new Map(names.map((name) => [name, tidy(readFileSync(join(out, name), 'utf8'), name)]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * Without what says nothing: anchors that nothing links to (they are numbered, so that one new property would change
 * many lines), and sections that only repeat the types of the line above them.
 */
function tidy(text: string, name: string): string {
  const entry = name.replace(/\.md$/, '');
  const title = entry === 'index' ? '@support-chat/sdk' : `@support-chat/sdk/${entry}`;
  return text
    .replace(/^# .*$/m, `# ${title}`)
    .replace(/<a id="[^"]*"><\/a> /g, '')
    .replace(/^#+ (?:Type )?Parameters\n\n\| (?:Type )?Parameter \|(?: Type \|)?\n(?:\|.*\n)+\n?/gm, '')
    .replace(/^#+ Returns\n\n.+\n\n?(?=#|\*\*\*|$)/gm, '')
    .replace(/^(#+ Throws\n\n)(?=#|\*\*\*|$)/gm, '$1`ChatError`\n\n');
}
