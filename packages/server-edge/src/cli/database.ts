import { CommandError } from './command.ts';
import { DatabaseError, type DatabaseCaller } from '../db/database-caller.ts';
import { createRpcCaller } from '../db/rpc-caller.ts';
import { toApiError } from '../errors.ts';
import type { Project } from './settings.ts';
import type { CliWorld } from './world.ts';

/** Whoever holds the secret key is the operator of the service and may do everything. */
export const OPERATOR = { kind: 'service' } as const;

/** Calls SQL functions through the Data API; every failure is a {@link CommandError} that says what to do. */
export function openDatabase(project: Project, world: CliWorld): DatabaseCaller {
  const caller = createRpcCaller({ ...project, fetch: world.fetch });
  return {
    async call(functionName, args) {
      try {
        return await caller.call(functionName, args);
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        throw new CommandError(explain(error, functionName, project.url), { cause: error });
      }
    },
  };
}

function explain(error: DatabaseError, functionName: string, url: string): string {
  if (error.sqlstate === '42883') {
    return `The database does not know ${functionName} as this version calls it. Apply the migrations: supabase db push --remote.`;
  }
  if (error.sqlstate === '28000')
    return `${url} refused the key. Is SUPABASE_SECRET_KEY the secret key of this project?`;
  if (error.sqlstate === '42501') {
    return 'This key may not do that. SUPABASE_SECRET_KEY must be a secret key (sb_secret_…), not the publishable one.';
  }
  if (error.kind === 'unavailable') return `${url} gave no answer. Is the address right, and is the project running?`;
  // The database's own sentence names the setting that is wrong; it was written for whoever makes the call.
  if (error.sqlstate === 'SC090') return `Refused: ${error.message}.`;
  return `Refused: ${toApiError(error).message}`;
}
