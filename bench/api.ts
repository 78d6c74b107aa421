/**
 * `npm run bench:api`: what one process of the local stack on a real PostgreSQL carries, all on this machine: visitors'
 * messages, configuration, a thousand visitors who poll, a thousand open sockets; and how many round trips to the database
 * each call takes.
 *
 *   --visitors 1000       how many poll, and hold a socket
 *   --soak-minutes 10     then a steady mix for that long, to see whether memory stays flat
 *
 * The load comes from the same machine, so the figures are a lower bound. It fails when a call fails, when a message takes
 * more than one round trip, and when memory grows during the soak.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { WireSession, WireSync, WireWidgetConfig } from '@support-chat/sdk/protocol';
import { countRoundTrips } from './api-round-trips.ts';
import { openSockets } from './api-sockets.ts';
import { LoadClient, type Call, type LoadResult } from './http-load.ts';
import { openServer } from './open-server.ts';
import { summarize } from './statistics.ts';

const MESSAGE_P95_MS = 300;
const RATES = [25, 50, 100, 150, 200, 300, 400];
const RATE_SECONDS = 8;
/** A closed chat asks this often while Realtime is away. */
const POLL_EVERY_SECONDS = 2.5;
/** Of the last soaked minutes over the first ones. */
const MEMORY_GROWTH = 1.2;

const { values: options } = parseArgs({
  options: {
    visitors: { type: 'string', default: '1000' },
    'soak-minutes': { type: 'string', default: '0' },
  },
});
const visitorCount = Number(options.visitors);
const soakMinutes = Number(options['soak-minutes']);

const server = await openServer({ max_connections: '100', shared_buffers: '256MB' });
const database = new pg.Client({ connectionString: server.url });
await database.connect();
const stack = await startStack(server.url);
const client = new LoadClient(`${stack.url}/functions/v1/support-chat`);
try {
  console.log('\nround trips to the database');
  for (const [call, trips] of await countRoundTrips(server.url)) {
    const verdict = call === 'message' && trips !== 1 ? fail(' ✗ must be 1') : '';
    console.log(`${call.padEnd(34)}${String(trips).padStart(4)}${verdict}`);
  }

  const sessions = await openSessions(visitorCount);
  console.log(`\n${String(visitorCount)} sessions are open, the stack holds ${megabytes()} MB`);
  await measureMessages(sessions);
  report('configuration, flat out', await client.flatOut(16, 6, () => ({ path: 'widget-config?id=wk_demo' })));
  const cursors = await readCursors(sessions);
  report(
    `${String(visitorCount)} visitors poll`,
    await client.steady(visitorCount / POLL_EVERY_SECONDS, 15, (index) => poll(sessions, cursors, index)),
  );
  await measureSockets(sessions);
  if (soakMinutes > 0) await soak(sessions, cursors, soakMinutes);
} finally {
  client.close();
  await stack.stop();
  await database.end();
  await server.stop();
}

async function startStack(databaseUrl: string) {
  const child = spawn(process.execPath, ['packages/local/dist/main.js'], {
    env: {
      ...process.env,
      PORT: '0',
      SUPPORT_DATA_DIRECTORY: 'memory',
      TELEGRAM_BOT_TOKEN: '',
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGTERM'));
  // It warns of every pause that Telegram asks for, which is not the subject here; the end matters when it was the end.
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-2_000)));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address !== undefined && output.includes('Ctrl+C')) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the stack ended with ${String(code)}: ${output}${lastWords}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Sessions are limited per widget and minute, which is not what is measured here. */
async function openSessions(count: number): Promise<readonly WireSession[]> {
  const sessions: WireSession[] = [];
  while (sessions.length < count) {
    await database.query('delete from support.rate_limits');
    const batch = Array.from({ length: Math.min(50, count - sessions.length) }, async () => {
      const { status, body } = await client.call({ path: 'chat/session?id=wk_demo', body: {} });
      if (status !== 200) throw new Error(`a session answered ${String(status)}: ${body}`);
      return JSON.parse(body) as WireSession;
    });
    sessions.push(...(await Promise.all(batch)));
  }
  return sessions;
}

async function measureMessages(sessions: readonly WireSession[]): Promise<void> {
  let sustained = 0;
  // Everybody may write five messages in ten seconds.
  const most = (sessions.length * 5) / 10;
  for (const rate of RATES.filter((each) => each < most)) {
    const result = await client.steady(rate, RATE_SECONDS, (index) => message(sessions, index));
    const { p95 } = report(`${String(rate)} messages a second`, result);
    if (p95 >= MESSAGE_P95_MS) break;
    sustained = rate;
  }
  console.log(`sustained with p95 below ${String(MESSAGE_P95_MS)} ms: ${String(sustained)} messages a second`);
}

async function measureSockets(sessions: readonly WireSession[]): Promise<void> {
  const { body } = await client.call({ path: 'widget-config?id=wk_demo' });
  const { realtime } = JSON.parse(body) as WireWidgetConfig;
  const before = megabytes();
  const visitors = sessions.map(({ realtime_topic, access_token }) => ({ topic: realtime_topic, token: access_token }));
  const started = performance.now();
  const { joined, closeAll } = await openSockets({ url: realtime.url, apiKey: realtime.api_key }, visitors, 20);
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${String(visitors.length)} sockets are open after ${seconds.toFixed(1)} s, join median ${joined.median.toFixed(0)} ms, ` +
      `p95 ${joined.p95.toFixed(0)} ms, ${(megabytes() - before).toFixed(0)} MB more`,
  );
  report('100 messages a second besides', await client.steady(100, RATE_SECONDS, (index) => message(sessions, index)));
  closeAll();
}

/** A busy afternoon: messages, polls and page views, minute by minute. */
async function soak(sessions: readonly WireSession[], cursors: readonly string[], minutes: number): Promise<void> {
  console.log(`\n${String(minutes)} minutes of 20 messages, 50 polls and 20 configurations a second`);
  const held: number[] = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    const [messages] = await Promise.all([
      client.steady(20, 60, (index) => message(sessions, index)),
      client.steady(50, 60, (index) => poll(sessions, cursors, index)),
      client.steady(20, 60, () => ({ path: 'widget-config?id=wk_demo' })),
    ]);
    held.push(megabytes());
    report(`minute ${String(minute)}, ${String(held.at(-1))} MB`, messages);
  }
  const third = Math.max(1, Math.floor(held.length / 3));
  const growth = summarize(held.slice(-third)).median / summarize(held.slice(0, third)).median;
  const verdict = growth > MEMORY_GROWTH ? fail(` ✗ budget ${String(MEMORY_GROWTH)}`) : '';
  console.log(`memory, last third over first third: ${growth.toFixed(2)}${verdict}`);
}

function message(sessions: readonly WireSession[], index: number): Call {
  return {
    path: 'chat/message?id=wk_demo',
    token: sessions[index % sessions.length]?.access_token ?? '',
    body: { id: randomUUID(), text: 'Do you ship to Iceland?' },
  };
}

function poll(sessions: readonly WireSession[], cursors: readonly string[], index: number): Call {
  const place = index % sessions.length;
  return { path: `chat/poll?id=wk_demo${cursors[place] ?? ''}`, token: sessions[place]?.access_token ?? '' };
}

/** How far each visitor has read the conversation, as their client would ask from then on. */
async function readCursors(sessions: readonly WireSession[]): Promise<readonly string[]> {
  const cursors: string[] = [];
  for (const { access_token: token } of sessions) {
    const { body } = await client.call({ path: 'chat/poll?id=wk_demo', token });
    const { conversation } = JSON.parse(body) as WireSync;
    cursors.push(
      conversation === null
        ? ''
        : `&conversation_id=${conversation.id}&after_revision=${String(conversation.revision)}`,
    );
  }
  return cursors;
}

function report(name: string, { samples, failures, seconds }: LoadResult) {
  const summary = summarize(samples);
  const rate = (summary.count / seconds).toFixed(0);
  console.log(
    `${name.padEnd(34)}${rate.padStart(6)}/s   median ${summary.median.toFixed(1).padStart(6)} ms   p95 ${summary.p95.toFixed(1).padStart(7)} ms`,
  );
  for (const [failure, times] of failures) console.log(fail(`  ✗ ${String(times)} times: ${failure}`));
  return summary;
}

function fail(text: string): string {
  process.exitCode = 1;
  return text;
}

function megabytes(): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(stack.pid)}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? Number.NaN) / 1_024);
}
