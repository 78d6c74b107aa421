import { createTestDatabase } from '../../local/testing/test-database.ts';
import { createChatDb } from '../src/db/chat-db.ts';
import { createSqlCaller } from '../src/db/sql-caller.ts';
import { messageResponseSchema, type Message } from '../src/schemas/message.ts';
import { createFakeDeps } from './fake-deps.ts';
import { TestVisitor } from './test-visitor.ts';

export const SHOP_ID = '20000000-0000-4000-8000-000000000001';
export const MIKA_ID = '25000000-0000-4000-8000-000000000001';
export const SHOP_SECRET = { kid: 'k-shop', secret: 'the secret of the shop, 32 bytes at least' };
export const BAKERY_SECRET = { kid: 'k-bakery', secret: 'the secret of the bakery, 32 bytes at least' };

const SEED = `
  insert into support.organizations (id, name) values
    ('${SHOP_ID}', 'Robin''s shop'), ('20000000-0000-4000-8000-000000000002', 'The bakery');
  insert into support.widgets (organization_id, key, name, features) values
    ('${SHOP_ID}', 'wk_demo', 'Demo', '{"tracking": true}'), ('${SHOP_ID}', 'wk_other', 'Other', '{"tracking": true}'),
    ('20000000-0000-4000-8000-000000000002', 'wk_bakery', 'Bakery', '{"tracking": true}');
  insert into support.agents (id, organization_id, name) values ('${MIKA_ID}', '${SHOP_ID}', 'Mika');
  insert into support.organization_identity_secrets (organization_id, kid, secret) values
    ('${SHOP_ID}', '${SHOP_SECRET.kid}', '${SHOP_SECRET.secret}'),
    ('20000000-0000-4000-8000-000000000002', '${BAKERY_SECRET.kid}', '${BAKERY_SECRET.secret}');
`;

/** The app over the real functions: a shop with two widgets and an agent, and a bakery that is none of its business. */
export interface VisitorStage {
  readonly database: Awaited<ReturnType<typeof createTestDatabase>>;
  /** A new app over the database, with nothing counted against any limit. */
  createVisitor(): Promise<TestVisitor>;
}

export async function createVisitorStage(): Promise<VisitorStage> {
  const database = await createTestDatabase();
  await database.execute(SEED);
  const caller = createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));
  return {
    database,
    async createVisitor() {
      await database.execute('truncate support.rate_limits');
      const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
      return new TestVisitor({ ...(await createFakeDeps()), db: createChatDb(caller), randomBytes });
    },
  };
}

export async function say(visitor: TestVisitor, token: string, text: string): Promise<Message> {
  const body = { id: crypto.randomUUID(), text };
  return messageResponseSchema.parse((await visitor.call('chat/message', { token, body })).json()).message;
}

/** As Mika, to the visitor or as a note among agents. */
export async function answer(visitor: TestVisitor, conversationId: string, text: string, internal = false) {
  const messageId = crypto.randomUUID();
  await visitor.deps.db.postAgentMessage({ conversationId, agentId: MIKA_ID, messageId, text, internal });
}
