import { fileURLToPath } from 'node:url';

/**
 * Run from source, the repository's own migrations, which need no build; built, the copy that `@support-chat/server-edge`
 * ships, because an installed package has no repository around it.
 */
export const MIGRATIONS = fileURLToPath(
  import.meta.url.endsWith('.ts')
    ? new URL('../../../supabase/migrations', import.meta.url)
    : new URL('dist/supabase/migrations', import.meta.resolve('@support-chat/server-edge/package.json')),
);
