/**
 * The database port: one method per SQL function of `public.support_*`, nothing else.
 *
 * Business rules live in those functions, so a method is one round trip and one transaction. Arguments are camelCase and
 * become `p_snake_case`; answers come exactly as SQL builds them (snake_case, the wire's shapes) and are trusted, because
 * the migrations belong to the same release; the integration test parses them with the schemas. Failures are
 * `DatabaseError`s.
 */
import { createAdminDb, type AdminDb } from './admin-db.ts';
import { createAgentDb, type AgentDb } from './agent-db.ts';
import { createAgentFilesDb, type AgentFilesDb } from './agent-files-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { createFilesDb, type FilesDb } from './files-db.ts';
import { createInboxDb, type InboxDb } from './inbox-db.ts';
import { createMailDb, type MailDb } from './mail-db.ts';
import { createOutboxDb, type OutboxDb } from './outbox-db.ts';
import { createTeamDb, type TeamDb } from './team-db.ts';
import { createTelegramDb, type TelegramDb } from './telegram-db.ts';
import { createVisitorChangesDb, type VisitorChangesDb } from './visitor-changes-db.ts';
import { createVisitorDataDb, type VisitorDataDb } from './visitor-data-db.ts';
import { createVisitorDb, type VisitorDb } from './visitor-db.ts';

export interface ChatDb
  extends
    VisitorDb,
    VisitorChangesDb,
    VisitorDataDb,
    AgentDb,
    AgentFilesDb,
    TeamDb,
    InboxDb,
    AdminDb,
    FilesDb,
    TelegramDb,
    OutboxDb,
    MailDb {}

export function createChatDb(caller: DatabaseCaller): ChatDb {
  return {
    ...createVisitorDb(caller),
    ...createVisitorChangesDb(caller),
    ...createVisitorDataDb(caller),
    ...createAgentDb(caller),
    ...createAgentFilesDb(caller),
    ...createTeamDb(caller),
    ...createInboxDb(caller),
    ...createAdminDb(caller),
    ...createFilesDb(caller),
    ...createTelegramDb(caller),
    ...createOutboxDb(caller),
    ...createMailDb(caller),
  };
}
