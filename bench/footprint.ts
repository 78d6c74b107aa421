/**
 * What one conversation costs: requests and Realtime events of a visitor's browser, and bytes in Postgres. Needs
 * `npm run build`. The figures stand in docs/scaling.md.
 *
 *   node --conditions=@support-chat/source bench/footprint.ts
 */
import { chromium } from 'playwright';
import { startLocalStack } from '@support-chat/local';
import { ChatWidget } from '../e2e/support/chat-widget.ts';
import { Team } from '../e2e/support/team.ts';
import { createTestDatabase } from '../packages/local/testing/test-database.ts';
import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { fillDatabase } from './database-fill.ts';

const TURNS = 4;
const STORED_MESSAGES = 50_000;

await printTraffic();
await printSizes();

/** A visitor opens the chat, and visitor and agent say {@link TURNS} things each, in turn. */
async function printTraffic(): Promise<void> {
  const stack = await startLocalStack({ telegram: { kind: 'simulator', rateLimits: 'off' } });
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArguments() });
  try {
    const page = await browser.newPage();
    const requests = new Map<string, number>();
    let events = 0;
    page.on('request', (request) => {
      const path = new URL(request.url()).pathname.split('/functions/v1/support-chat/')[1];
      if (path !== undefined) requests.set(path, (requests.get(path) ?? 0) + 1);
    });
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (/broadcast|support:visitor/.test(String(payload)) && !/phx_/.test(String(payload))) events += 1;
      }),
    );
    await page.goto(stack.url);
    const chat = new ChatWidget(page);
    const team = new Team(stack);
    await chat.open();
    for (let turn = 1; turn <= TURNS; turn++) {
      await chat.send(`Question ${turn}`);
      const topic = await team.topicWith(`Question ${turn}`);
      team.answer(topic.id, `Answer ${turn}`);
      await chat.message(`Answer ${turn}`).waitFor();
    }
    // The last answer is marked as read a moment after it was seen.
    await page.waitForTimeout(3_000);
    const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
    console.log(`A conversation of ${2 * TURNS} messages, half of them the visitor's:`);
    console.log(`  ${total} requests: ${[...requests].map(([path, count]) => `${count} × ${path}`).join(', ')}`);
    console.log(`  ${events} Realtime events to the visitor's browser`);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function printSizes(): Promise<void> {
  const database = await createTestDatabase();
  try {
    await fillDatabase(database, STORED_MESSAGES);
    const rows = await database.query<{ table: string; rows: number; bytes: number }>(`
      select relname as table, reltuples::integer as rows,
        (pg_total_relation_size(oid) / greatest(reltuples, 1))::integer as bytes
      from pg_class
      where relnamespace = 'support'::regnamespace and relname in ('visitors', 'sessions', 'conversations', 'messages')
      order by relname`);
    console.log(`Bytes a row in Postgres, indexes included, texts of about 120 characters:`);
    for (const { table, rows: count, bytes } of rows) console.log(`  ${table}: ${bytes} (of ${count} rows)`);
  } finally {
    await database.close();
  }
}
