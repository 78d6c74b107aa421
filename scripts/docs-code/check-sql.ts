import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { seedDemoOrganization } from '../../packages/local/src/seed.ts';
import { createTestDatabase } from '../../packages/local/testing/test-database.ts';
import { problemIn, type CodeBlock, type Problem } from './read-code-blocks.ts';

/** Extensions that hosted projects have and the embedded Postgres has not: documents name them, here they are left out. */
const HOSTED_EXTENSION = /^create extension if not exists (?:pg_cron|pg_net|supabase_vault)\b.*;/gm;

const UNDO = 'that was all';

/**
 * Runs every block against our migrations and the demo organization, each in a transaction that is rolled back. A name
 * that changed, a function that went, a column that never was: all fail here.
 */
export async function checkSql(blocks: readonly CodeBlock[]): Promise<Problem[]> {
  if (blocks.length === 0) return [];
  const problems: Problem[] = [];
  const database = await createTestDatabase();
  try {
    await seedDemoOrganization(database, { chatId: -1001000000001, mode: 'topics', agents: [] });
    for (const block of blocks) {
      const complaint = await complaintOf(database, block.code.replaceAll(HOSTED_EXTENSION, ''));
      if (complaint !== undefined) problems.push(problemIn(block, 0, complaint));
    }
  } finally {
    await database.close();
  }
  return problems;
}

/** A script is one transaction; ending it with an error of our own undoes whatever it did. */
async function complaintOf(database: LocalDatabase, sql: string): Promise<string | undefined> {
  try {
    await database.execute(`${sql}\n;do $undo$ begin raise exception '${UNDO}'; end $undo$`);
    return 'the script ended its own transaction';
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.includes(UNDO) ? undefined : message;
  }
}
