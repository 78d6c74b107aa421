/** Every phrase of the three elements is said somewhere: one that nobody says would be translated for nothing. */
import { join } from 'node:path';
import ts from 'typescript';
import { findUnusedPhrases, type PhraseTable } from './phrases/find-unused-phrases.ts';
import { conclude, ROOT } from './read-packages.ts';

const SOURCE = join(ROOT, 'packages/element/src');
const TABLES: readonly PhraseTable[] = [
  { file: join(SOURCE, 'i18n/translation.ts'), type: 'Translation' },
  { file: join(SOURCE, 'inbox/i18n/inbox-phrases.ts'), type: 'InboxPhrases' },
  { file: join(SOURCE, 'console/i18n/phrases.ts'), type: 'ConsolePhrases' },
];
/** Tests, and the tables themselves with what pages put in their place. */
const NO_SOURCE = /\.test\.ts$|\/i18n\/(?:locales\/|own-words\.ts|translation\.ts)|\/console\/i18n\//;

const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.test.json'), (path) => ts.sys.readFile(path)) as {
  config: { include: string[] };
};
config.include = ['packages/element/src'];
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
const program = ts.createProgram(fileNames, options);
const unused = TABLES.flatMap((table) =>
  findUnusedPhrases(program, table, (file) => file.startsWith(SOURCE) && !NO_SOURCE.test(file)).map(
    (path) => `${table.type} has ${path}, which nothing says.`,
  ),
);
conclude('phrases', unused, 'all are said somewhere');
