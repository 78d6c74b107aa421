import assert from 'node:assert/strict';

import type { DatabaseNotice, LocalDatabase, Statement } from '../../src/database/local-database.ts';
import { FrameNormaliser, isFloating } from './normal-frame.ts';
import type { NormalEvent } from './normal-frame.ts';
import { mintToken, startRealtimeServer } from './realtime-server.ts';
import type { RealtimeServer, RealtimeServerOptions } from './realtime-server.ts';
import { RecordedClient } from './recorded-client.ts';
import type { HeardEvent } from './recorded-client.ts';
import type { TranscriptLine } from './transcript.ts';

export interface PlayerOptions {
  readonly lines: readonly TranscriptLine[];
  readonly database: LocalDatabase;
  readonly notices: readonly DatabaseNotice[];
  readonly delays?: RealtimeServerOptions['delays'];
  /** What a note of the recorder stands for, by the start of its text; see the table in the conformance test. */
  readonly onNote?: Readonly<Record<string, (player: TranscriptPlayer) => Promise<void> | void>>;
  /** Recorded frames that were left out of the recording on the way to the server, by number of bytes. */
  readonly elided?: (bytes: number) => Promise<string>;
  /** Server events that the recording left out. */
  readonly isOmitted?: (event: NormalEvent) => boolean;
  /** For things that happen to several channels at once: only the order within each topic is compared. */
  readonly isOrderedByTopicOnly?: boolean;
}

/** A pause in the recording after which everything before it had settled. */
const PAUSE_MS = 300;
const PATIENCE_MS = 8_000;

/**
 * Plays the client's side of a recording against our endpoint and compares what the server says.
 *
 * Before each client action it waits for every event that the recording has before it; pauses are not waited for, but
 * the server is given the chance to say too much in them.
 */
export class TranscriptPlayer {
  readonly #options: PlayerOptions;
  readonly #clients = new Map<string, RecordedClient>();
  readonly #expected = new Map<string, TranscriptLine[]>();
  readonly #tokens = new Map<string, Promise<string>>();
  readonly #pendingJoins = new Map<string, Set<string>>();
  #server: RealtimeServer | undefined;
  #port: number | undefined;
  #wake = () => {};
  #noticesSeen = 0;
  #caller: Statement | undefined;
  #open: { statements: Statement[]; end: 'commit' | 'rollback' } | undefined;
  #nextHeaders: 'none' | 'x-api-key' = 'none';
  #response: Response | undefined;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#noticesSeen = options.notices.length;
  }

  get server(): RealtimeServer {
    assert.ok(this.#server, 'The server is down.');
    return this.#server;
  }

  async play(): Promise<void> {
    await this.startServer();
    try {
      let previous: TranscriptLine | undefined;
      for (const line of this.#options.lines) {
        if (previous !== undefined && line.t_ms - previous.t_ms > PAUSE_MS) await this.#settle();
        await this.#step(line);
        previous = line;
      }
      await this.#settle();
      await this.#catchUp();
      for (const [name, client] of this.#clients) this.#compare(name, client.heard);
    } finally {
      for (const client of this.#clients.values()) client.terminate();
      await this.stopServer();
    }
  }

  async startServer(): Promise<void> {
    const { database, delays } = this.#options;
    this.#server = await startRealtimeServer({
      database,
      ...(delays === undefined ? {} : { delays }),
      ...(this.#port === undefined ? {} : { port: this.#port }),
    });
    this.#port = this.#server.port;
  }

  async stopServer(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  client(name: string): RecordedClient {
    const existing = this.#clients.get(name);
    if (existing !== undefined) return existing;
    const client = new RecordedClient(() => this.#wake());
    this.#clients.set(name, client);
    this.#expected.set(name, []);
    return client;
  }

  /** Statements until the next `commit` or roll-back note run in one transaction. */
  beginTransaction(end: 'commit' | 'rollback'): void {
    this.#open = { statements: [], end };
  }

  async endTransaction(): Promise<void> {
    const transaction = this.#open;
    this.#open = undefined;
    if (transaction !== undefined) await this.#options.database.batch(transaction.statements, { end: transaction.end });
  }

  /** The next statement runs under this role with these claims. */
  callAs(role: string, claims: Readonly<Record<string, unknown>>): void {
    this.#caller = {
      text: `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)`,
      parameters: [role, { role, ...claims }],
    };
  }

  sendKeyAsHeader(): void {
    this.#nextHeaders = 'x-api-key';
  }

  token(placeholder: string): Promise<string> {
    const existing = this.#tokens.get(placeholder);
    if (existing !== undefined) return existing;
    const minted = mintFor(placeholder);
    this.#tokens.set(placeholder, minted);
    return minted;
  }

  /** Puts tokens where the recording has placeholders, and a recent moment where a replay begins. */
  async fill(text: string): Promise<string> {
    const parts = text.split(/\{\{JWT ([^}]*)\}\}/);
    const filled = await Promise.all(parts.map((part, index) => (index % 2 === 1 ? this.token(part) : part)));
    return filled.join('').replace(/"since":\d+/, `"since":${Date.now() - 60_000}`);
  }

  async #step(line: TranscriptLine): Promise<void> {
    if (line.kind === 'note') return this.#note(line.text ?? '');
    if (line.dir === 'server' && line.conn !== undefined) {
      const client = this.client(line.conn);
      if (client.isClosing && line.kind !== 'close') return;
      this.#expected.get(line.conn)?.push(line);
      if (line.frame !== undefined) this.#answerJoin(line.conn, line.frame);
      return;
    }
    if (line.kind === 'http_response') return this.#compareResponse(line);
    if (line.kind === 'sql_notice') return this.#expectNotice(line.message ?? '');
    if (line.kind === 'sql' && line.query !== undefined) return this.#sql(line.query);
    if (line.kind === 'http_request') return this.#request(line);
    if (line.dir === 'client' && line.conn !== undefined) return this.#act(line, line.conn);
  }

  async #act(line: TranscriptLine, name: string): Promise<void> {
    await this.#catchUp();
    const client = this.client(name);
    if (line.kind === 'open_request') {
      const url = new URL(await this.fill(decodeURIComponent(line.url ?? '')));
      const headers = this.#nextHeaders === 'none' ? {} : { 'x-api-key': await this.token('anon') };
      this.#nextHeaders = 'none';
      client.open(`ws://127.0.0.1:${this.#port}${url.pathname}${url.search}`, headers);
    } else if (line.kind === 'close') client.close(line.code);
    else if (line.base64 !== undefined) client.send(Buffer.from(line.base64, 'base64'));
    else if (line.elided_bytes !== undefined) client.send((await this.#options.elided?.(line.elided_bytes)) ?? '');
    else {
      const frame = await this.fill(line.frame ?? '');
      this.#rememberJoin(name, frame);
      client.send(frame);
    }
  }

  async #note(text: string): Promise<void> {
    const hook = Object.entries(this.#options.onNote ?? {}).find(([start]) => text.startsWith(start))?.[1];
    if (hook === undefined) return;
    await this.#catchUp();
    await hook(this);
  }

  async #sql(query: string): Promise<void> {
    await this.#catchUp();
    if (this.#open !== undefined) {
      this.#open.statements.push({ text: query });
      return;
    }
    const caller = this.#caller;
    this.#caller = undefined;
    await this.#options.database.batch(caller === undefined ? [{ text: query }] : [caller, { text: query }]);
  }

  async #request(line: TranscriptLine): Promise<void> {
    await this.#catchUp();
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    for (const [name, value] of Object.entries(line.headers ?? {})) headers[name] = await this.fill(value);
    const url = `http://127.0.0.1:${this.#port}${line.path ?? ''}`;
    this.#response = await fetch(url, { method: line.method ?? 'POST', headers, body: JSON.stringify(line.body) });
  }

  async #compareResponse(line: TranscriptLine): Promise<void> {
    assert.ok(this.#response, 'The recording answers a request that was not made.');
    assert.deepEqual(
      {
        status: this.#response.status,
        type: this.#response.headers.get('content-type'),
        body: await this.#response.text(),
      },
      { status: line.status, type: line.content_type ?? null, body: line.body ?? '' },
    );
  }

  #expectNotice(message: string): void {
    const fresh = this.#options.notices.slice(this.#noticesSeen).map((notice) => notice.message);
    this.#noticesSeen = this.#options.notices.length;
    assert.deepEqual(fresh, [message]);
  }

  /** Waits until every connection heard as much as the recording has so far. */
  async #catchUp(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (const [name, client] of this.#clients) {
      const wanted = this.#expected.get(name)?.length ?? 0;
      while (this.#counted(client) < wanted) {
        const remaining = deadline - Date.now();
        if (remaining <= 0) this.#compare(name, client.heard);
        assert.ok(remaining > 0, `${name} heard ${this.#counted(client)} of ${wanted} events.`);
        await this.#nextEvent(remaining);
      }
    }
  }

  #counted(client: RecordedClient): number {
    const omitted = this.#options.isOmitted;
    if (omitted === undefined) return client.heard.length;
    const normaliser = new FrameNormaliser();
    return client.heard.filter((event) => event.kind === 'http' || !omitted(normalise(event, normaliser))).length;
  }

  #nextEvent(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Lets the server finish what it was asked, so that a frame too many is heard before the next action. */
  async #settle(): Promise<void> {
    await this.#catchUp();
    if (this.#server === undefined || this.#options.delays?.idleTimeoutMs !== undefined) return;
    for (let round = 0; round < 3; round += 1) {
      await this.#options.database.query('select 1');
      for (const [name, client] of this.#clients) {
        // A join that the recording never answers would hold the fence for as long.
        if ((this.#pendingJoins.get(name)?.size ?? 0) === 0) await client.fence();
      }
    }
  }

  #rememberJoin(name: string, frame: string): void {
    if (!frame.includes('"phx_join"')) return;
    const pending = this.#pendingJoins.get(name) ?? new Set();
    this.#pendingJoins.set(name, pending.add(refOf(frame)));
  }

  #answerJoin(name: string, frame: string): void {
    if (frame.includes('"phx_reply"')) this.#pendingJoins.get(name)?.delete(refOf(frame));
  }

  #compare(name: string, heard: readonly HeardEvent[]): void {
    const expected = this.#expected.get(name) ?? [];
    const recordedEnd = expected.some(({ kind }) => kind === 'close');
    const [ours, theirs] = [new FrameNormaliser(), new FrameNormaliser()];
    const actual = heard
      .filter((event) => event.kind !== 'http' && (recordedEnd || event.kind !== 'close'))
      .map((event) => normalise(event as Exclude<HeardEvent, { kind: 'http' }>, ours))
      .filter((event) => this.#options.isOmitted?.(event) !== true);
    const wanted = expected.filter(({ kind }) => kind !== 'http').map((line) => normaliseLine(line, theirs));
    const replies = (events: readonly NormalEvent[]) => {
      const fixed = events.filter((event) => !isFloating(event));
      return this.#options.isOrderedByTopicOnly === true ? groupByTopic(fixed) : fixed;
    };
    assert.deepEqual(replies(actual), replies(wanted), `replies to ${name}`);
    assert.deepEqual(actual.filter(isFloating), wanted.filter(isFloating), `broadcasts and presence of ${name}`);

    const handshakes = heard
      .filter((event) => event.kind === 'http')
      .map(({ status, contentType, body }) => ({ status, contentType, body }));
    const recorded = expected
      .filter(({ kind }) => kind === 'http')
      .map(({ status, content_type, body }) => ({ status, contentType: content_type ?? undefined, body: body ?? '' }));
    assert.deepEqual(handshakes, recorded, `handshakes of ${name}`);
  }
}

function normalise(event: Exclude<HeardEvent, { kind: 'http' }>, normaliser: FrameNormaliser): NormalEvent {
  switch (event.kind) {
    case 'text':
      return normaliser.text(event.frame);
    case 'binary':
      return normaliser.binary(event.frame);
    case 'close':
      return event;
  }
}

function normaliseLine(line: TranscriptLine, normaliser: FrameNormaliser): NormalEvent {
  if (line.kind === 'close') return { kind: 'close', code: line.code ?? 1005 };
  return line.base64 === undefined
    ? normaliser.text(line.frame ?? '')
    : normaliser.binary(Buffer.from(line.base64, 'base64'));
}

function groupByTopic(events: readonly NormalEvent[]): Readonly<Record<string, readonly NormalEvent[]>> {
  const groups: Record<string, NormalEvent[]> = {};
  for (const event of events) {
    const value = event.kind === 'frame' ? event.value : undefined;
    const topic = Array.isArray(value) ? value[2] : (value as { readonly topic?: unknown } | undefined)?.topic;
    (groups[String(topic)] ??= []).push(event);
  }
  return groups;
}

function refOf(frame: string): string {
  const value = JSON.parse(frame) as unknown;
  return String(Array.isArray(value) ? value[1] : (value as { readonly ref?: unknown }).ref);
}

/** `authenticated session_id=s1 expires in 6 s` and the like, as the recordings write it. */
function mintFor(description: string): Promise<string> {
  const now = Date.now() / 1000;
  const role =
    /^(anon|authenticated|service_role|support_visitor)\b/.exec(description)?.[1] ??
    /^role (\w+)/.exec(description)?.[1];
  const claims: Record<string, unknown> = {
    role: description.startsWith('no role') ? undefined : (role ?? 'authenticated'),
    session_id: /session_id=(\w+)/.exec(description)?.[1],
  };
  if (description.startsWith('no exp')) claims['exp'] = undefined;
  // Six seconds become less than one.
  else if (description.includes('expires in')) claims['exp'] = now + 0.8;
  else if (description.includes('expired')) claims['exp'] = now - 60;
  const nonce = /first|second/.exec(description)?.[0];
  const secret = description.includes('wrong signature') ? 'another secret of thirty-two characters' : undefined;
  return mintToken(nonce === undefined ? claims : { ...claims, nonce }, secret);
}
