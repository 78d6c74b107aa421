/**
 * `npm run openapi:write` makes docs/openapi.json from the schemas of the server; `npm run openapi:check` (`--check`)
 * fails when the file is not what the schemas make.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describeApi } from '../packages/server-edge/src/openapi/document.ts';
import { conclude, ROOT } from './read-packages.ts';

const FILE = 'docs/openapi.json';
const path = join(ROOT, FILE);
const made = await format(JSON.stringify(describeApi()), { ...(await resolveConfig(path)), parser: 'json' });
const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';

if (process.argv.includes('--check')) {
  const problems =
    made === kept ? [] : [`${FILE} is not what the schemas say. Run npm run openapi:write and commit it.`];
  conclude('OpenAPI document', problems, `${FILE} agrees with the schemas`);
} else {
  writeFileSync(path, made);
  console.log(`${FILE}: ${(made.length / 1024).toFixed(0)} KB${made === kept ? ', unchanged' : ''}`);
}
