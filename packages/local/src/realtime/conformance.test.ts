/**
 * Holds the endpoint to recordings of the real server (`fixtures/transcripts`, described in `fixtures/README.md`): the
 * recorded client frames are sent as they were, the recorded SQL is run, and the server's frames, errors, handshakes and
 * close codes are compared, apart from ids, refs and times.
 */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';

import { TRANSCRIPTS, readTranscript } from '../../testing/realtime/transcript.ts';
import { TranscriptPlayer } from '../../testing/realtime/transcript-player.ts';
import type { PlayerOptions } from '../../testing/realtime/transcript-player.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import type { DatabaseNotice, LocalDatabase } from '../database/local-database.ts';

type Scenario = Pick<PlayerOptions, 'delays' | 'onNote' | 'elided' | 'isOmitted' | 'isOrderedByTopicOnly'> & {
  /** Plays only what comes before this note. */
  readonly until?: string;
  /** Needs roles and policies that would disturb the others. */
  readonly ownDatabase?: (database: LocalDatabase) => Promise<void>;
};

/** Every recording that is not played, or not to its end, and why. */
const NOT_PLAYED: Readonly<Record<string, string>> = {
  '17-postgres-changes-rls': 'The endpoint does not serve postgres_changes; it refuses such joins in words.',
  '26-database-down-and-back':
    'The times and texts are those of the server’s own connection pool; realtime-endpoint.test.ts covers a database that does not answer.',
  '32-cold-server-first-database-broadcasts':
    'Shows broadcasts lost before replication stands; the endpoint listens before it accepts anybody and loses none.',
};
const PLAYED_IN_PART: Readonly<Record<string, string>> = {
  '02-connect-errors': 'Without its last step: the endpoint serves one project and has no unknown tenants.',
  '20-custom-role-support-visitor':
    'Without its last part, which asks what hosted `postgres` may grant: the database, not the endpoint.',
  '23-limits':
    'The flood is 400 broadcasts instead of 27 620; the recorder left out most of the 101 joins and their answers.',
};

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  '02-connect-errors': {
    until: 'unknown tenant host',
    onNote: { 'apikey in x-api-key header': (player) => player.sendKeyAsHeader() },
  },
  // Its second join must still be undecided when the client goes.
  '05-private-join-denied-rls': { delays: { joinErrorMs: 400 } },
  '09-realtime-send-from-sql': {
    onNote: {
      'two in one transaction': (player) => player.beginTransaction('commit'),
      commit: (player) => player.endTransaction(),
      'rolled back': (player) => player.beginTransaction('rollback'),
      'payload that is not an object': (player) => player.endTransaction(),
      'as role authenticated with the claims of session s1': (player) =>
        player.callAs('authenticated', { session_id: 's1' }),
      'as role authenticated with the claims of another session': (player) =>
        player.callAs('authenticated', { session_id: 's2' }),
    },
  },
  '11-presence-two-clients': { onNote: { 'B drops its socket': (player) => player.client('B').terminate() } },
  '15-token-expires-while-joined-raw': { isOrderedByTopicOnly: true },
  '18-rest-broadcast': { onNote: { 'SDK httpSend': sendAsSdk } },
  '20-custom-role-support-visitor': {
    until: '8. what the non-superuser',
    ownDatabase: (database) => database.execute('create role support_visitor nologin'),
  },
  '23-limits': {
    elided: bigBroadcast,
    onNote: { 'flood: 400': () => undefined, 'stopped after': flood, '101 channels': () => undefined },
    isOmitted: (event) => event.kind === 'frame' && isUnrecordedJoin(event.value),
  },
  '24-no-heartbeat': { delays: { idleTimeoutMs: 150 } },
  '25-server-requested-disconnect': {
    onNote: { 'admin reload': (player) => player.server.endpoint.requestDisconnect() },
  },
  '27-server-shutdown-restart': {
    onNote: { SIGTERM: (player) => player.stopServer(), 'server starting': (player) => player.startServer() },
  },
  // Long enough for what the client does while its socket is blocked.
  '28-denied-join-blocks-the-socket': { delays: { joinErrorMs: 400 } },
};

describe('the endpoint says what the real server said', async () => {
  const files = (await readdir(TRANSCRIPTS)).map((file) => file.replace(/\.jsonl$/, '')).sort();
  let database: LocalDatabase;
  const notices: DatabaseNotice[] = [];
  const onNotice = (notice: DatabaseNotice) => void (notice.severity === 'WARNING' && notices.push(notice));

  before(async () => {
    database = await createTestDatabase({ migrations: false, onNotice });
    await database.execute(POLICIES);
  });
  after(() => database.close());

  it('in as many scenarios as were recorded, none forgotten', () => {
    const numbers = new Set(files.map((file) => file.slice(0, 2)));
    assert.equal(numbers.size, 32);
    for (const name of [...Object.keys(NOT_PLAYED), ...Object.keys(PLAYED_IN_PART), ...Object.keys(SCENARIOS)]) {
      assert.ok(
        files.some((file) => scenarioOf(file) === name),
        `${name} names no recording`,
      );
    }
  });

  for (const file of files) {
    const name = scenarioOf(file);
    const title = PLAYED_IN_PART[name] === undefined ? file : `${file} (${PLAYED_IN_PART[name]})`;
    it(title, { skip: NOT_PLAYED[name] ?? false }, async () => {
      const { until, ownDatabase, ...scenario } = SCENARIOS[name] ?? {};
      const all = await readTranscript(file);
      const end = until === undefined ? -1 : all.findIndex(({ text }) => text?.startsWith(until));
      const lines = end === -1 ? all : all.slice(0, end);
      if (ownDatabase === undefined) {
        await database.execute('truncate realtime.messages');
        await new TranscriptPlayer({ lines: withJoins(file, lines), database, notices, ...scenario }).play();
        return;
      }
      const own = await createTestDatabase({ migrations: false });
      try {
        await own.execute(POLICIES);
        await ownDatabase(own);
        await new TranscriptPlayer({ lines, database: own, notices: [], ...scenario }).play();
      } finally {
        await own.close();
      }
    });
  }
});

/** The policies and the table that the recorder had. */
const POLICIES = `
  create policy chat_read on realtime.messages for select to authenticated
    using (realtime.topic() = 'chat:' || (auth.jwt() ->> 'session_id'));
  create policy chat_write on realtime.messages for insert to authenticated
    with check (realtime.topic() = 'chat:' || (auth.jwt() ->> 'session_id'));
  create policy read_only on realtime.messages for select to authenticated
    using (realtime.topic() = 'ro:' || (auth.jwt() ->> 'session_id'));
  create policy broadcast_only_read on realtime.messages for select to authenticated
    using (extension = 'broadcast' and realtime.topic() = 'bo:' || (auth.jwt() ->> 'session_id'));
  create policy broadcast_only_write on realtime.messages for insert to authenticated
    with check (extension = 'broadcast' and realtime.topic() = 'bo:' || (auth.jwt() ->> 'session_id'));

  create table public.chat_events (id bigint generated always as identity primary key, session_id text, body text);
  create function public.announce_chat_event() returns trigger language plpgsql security definer set search_path = '' as $$
  begin
    perform realtime.broadcast_changes(
      'chat:' || coalesce(new.session_id, old.session_id), tg_op, tg_op, tg_table_name, tg_table_schema, new, old
    );
    return null;
  end
  $$;
  create trigger announce after insert or update or delete on public.chat_events
    for each row execute function public.announce_chat_event();
`;

function scenarioOf(file: string): string {
  return file.replace(/-v[12]$/, '');
}

async function sendAsSdk(player: TranscriptPlayer): Promise<void> {
  const response = await fetch(`${player.server.httpUrl}/api/broadcast/chat%3As1/events/via_sdk?private=true`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await player.token('authenticated session_id=s1')}`,
    },
    body: JSON.stringify({ x: 1 }),
  });
  assert.equal(response.status, 202);
}

async function bigBroadcast(bytes: number): Promise<string> {
  const frame = (data: string) =>
    JSON.stringify(['1', 'big', 'realtime:chat:s1', 'broadcast', { type: 'broadcast', event: 'x', payload: { data } }]);
  return frame('x'.repeat(bytes - frame('').length));
}

function flood(player: TranscriptPlayer): void {
  for (let number = 0; number < 400; number += 1) {
    player
      .client('B')
      .send(
        JSON.stringify([
          '1',
          `f${number}`,
          'realtime:chat:s1',
          'broadcast',
          { type: 'broadcast', event: 'x', payload: { number } },
        ]),
      );
  }
}

/** The recording of the limits has only the first and the last answers to 101 joins, and none of the joins. */
function withJoins(file: string, lines: Awaited<ReturnType<typeof readTranscript>>): typeof lines {
  if (!file.startsWith('23-')) return lines;
  const opened = lines.findIndex(({ conn, kind }) => conn === 'C' && kind === 'http');
  const joins = Array.from({ length: 101 }, (_, index) => ({
    t_ms: lines[opened]?.t_ms ?? 0,
    kind: 'text',
    conn: 'C',
    dir: 'client' as const,
    frame: JSON.stringify([
      String(index + 1),
      String(index + 1),
      `realtime:many${index + 1}`,
      'phx_join',
      { config: { presence: { enabled: false } } },
    ]),
  }));
  return [...lines.slice(0, opened + 1), ...joins, ...lines.slice(opened + 1)];
}

function isUnrecordedJoin(value: unknown): boolean {
  const number =
    Array.isArray(value) && typeof value[2] === 'string' ? /^realtime:many(\d+)$/.exec(value[2])?.[1] : undefined;
  return number !== undefined && !['1', '100', '101'].includes(number);
}
