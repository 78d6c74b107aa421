import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../read-packages.ts';

const BINARY = join(ROOT, 'node_modules/@supabase/cli-linux-x64/bin/supabase');

/** Undefined on machines for which package.json brings none; what needs it is not checked there. */
export const SUPABASE_CLI = existsSync(BINARY) ? BINARY : undefined;
