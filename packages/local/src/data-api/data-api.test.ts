/**
 * Holds the endpoint to what PostgREST answered to the same requests over the same functions. What is left out, and why, is
 * in DIFFERENT: nothing of ours asks for it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { createTestDatabase } from '../../testing/test-database.ts';
import { systemClock } from '../realtime/clock.ts';
import { TokenVerifier } from '../realtime/token-verifier.ts';
import { createDataApi, type DataApi } from './data-api.ts';

interface Exchange {
  readonly case: string;
  readonly request: { readonly url: string; readonly headers?: Record<string, string>; readonly body: string };
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
}

/** Cases that are answered otherwise here, each with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'single() on one row': 'another media type, which our functions are never asked for',
  'single() on no row': 'the same',
  'unknown function': 'the hint is a guess by similarity',
  'statement timeout': 'the embedded database has none',
};

/** As the recording's, found out from its requests and answers. */
const FUNCTIONS = `
  create function public.rec_json(p_id uuid, p_data jsonb) returns jsonb language sql
    as $$ select jsonb_build_object('id', p_id, 'data', p_data) $$;
  create function public.rec_void(p_n integer) returns void language sql as $$ select $$;
  create function public.rec_null() returns jsonb language sql as $$ select null::jsonb $$;
  create function public.rec_scalar(p_n bigint) returns bigint language sql as $$ select p_n $$;
  create function public.rec_set(p_n integer) returns table (n integer, t timestamptz) language sql
    as $$ select step, to_timestamp(0) from generate_series(1, p_n) as step $$;
  create function public.rec_setjson(p_n integer) returns setof jsonb language sql
    as $$ select jsonb_build_object('n', step) from generate_series(1, p_n) as step $$;
  create function public.rec_default(p_a integer, p_b integer default 7) returns integer language sql
    as $$ select p_a + p_b $$;
  create function public.rec_raise(p_code text, p_message text, p_detail text, p_hint text) returns jsonb language plpgsql
    as $$ begin raise exception using errcode = p_code, message = p_message, detail = p_detail, hint = p_hint; end $$;
  create function public.rec_private() returns integer language sql as $$ select 1 $$;
  create function public.rec_claims() returns jsonb language sql as $$
    select jsonb_build_object('role', current_setting('role'), 'claims', current_setting('request.jwt.claims')::jsonb,
      'headers_x', current_setting('request.headers', true)::jsonb -> 'x-nothing') $$;
  do $$ begin
    if not exists (select from pg_roles where rolname = 'support_visitor') then create role support_visitor nologin; end if;
  end $$;
  grant execute on all functions in schema public to anon, service_role, support_visitor;
  revoke execute on function public.rec_private() from public, anon, support_visitor;
`;

const exchanges = readFileSync(new URL('./fixtures/postgrest-rpc.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);

const SECRET = 'a secret of this test, at least 32 bytes long';
const API_KEYS = { sb_publishable_test: 'anon', sb_secret_test: 'service_role' };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let api: DataApi;

before(async () => {
  database = await createTestDatabase({ migrations: false });
  await database.execute(FUNCTIONS);
  const verifier = new TokenVerifier({ keys: { jwks: [], secret: SECRET }, apiKeys: API_KEYS, clock: systemClock });
  api = createDataApi({ database, verifier });
});
after(() => database.close());

/** `service_role`, `service_role expired`, `service_role forged`; the claims of the recording's visitor for that role. */
async function tokenFor(words: string): Promise<string> {
  const [role = '', fault] = words.split(' ');
  const visitor = role === 'support_visitor' ? { visitor_id: '11111111-1111-4111-8111-111111111111' } : {};
  return new SignJWT({ role, iss: 'supabase-demo', ...visitor })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime(fault === 'expired' ? Math.floor(Date.now() / 1_000) - 60 : '1h')
    .sign(new TextEncoder().encode(fault === 'forged' ? SECRET.toUpperCase() : SECRET));
}

async function headersOf({ headers = { apikey: '{{JWT anon}}' } }: Exchange['request']): Promise<Headers> {
  const filled = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    const words = /\{\{JWT ([^}]+)\}\}/.exec(value)?.[1];
    filled.set(name, words === undefined ? value : value.replace(/\{\{.*\}\}/, await tokenFor(words)));
  }
  return filled;
}

async function answerTo({ request }: Exchange): Promise<Response> {
  const init = { method: 'POST', headers: await headersOf(request), body: request.body };
  const response = await api(new Request(request.url, init));
  assert.ok(response !== undefined);
  return response;
}

/** When a token ends is the only thing in a body that differs between the recording and a run. */
function essenceOf(status: number, headers: readonly (readonly [string, string | null])[], body: string) {
  return { status, headers, body: body.replace(/"exp": \d+/, '"exp": 0') };
}

describe('the Data API answers as recorded', () => {
  for (const exchange of exchanges.filter((recorded) => DIFFERENT[recorded.case] === undefined)) {
    it(exchange.case, async () => {
      const response = await answerTo(exchange);
      // The recording kept the headers that say something; how long a body is said twice.
      const recorded = Object.entries(exchange.response.headers).filter(([name]) => name !== 'content-length');
      const answered = recorded.map(([name]) => [name, response.headers.get(name)] as const);
      assert.deepEqual(
        essenceOf(response.status, answered, await response.text()),
        essenceOf(exchange.response.status, recorded, exchange.response.body),
      );
    });
  }

  it('and says what it knows of a function that does not exist, without guessing another name', async () => {
    const exchange = exchanges.find((recorded) => recorded.case === 'unknown function');
    assert.ok(exchange !== undefined);
    const body = (await (await answerTo(exchange)).json()) as Record<string, unknown>;
    assert.deepEqual(body, { ...(JSON.parse(exchange.response.body) as object), hint: null });
  });

  it('leaves out only cases that exist', () => {
    const cases = exchanges.map((recorded) => recorded.case);
    for (const name of Object.keys(DIFFERENT)) assert.ok(cases.includes(name), name);
  });
});

describe('the Data API', () => {
  const call = async (headers: Record<string, string>, path = '/rest/v1/rpc/rec_private', method = 'POST') => {
    const body = method === 'POST' ? { body: '{}' } : {};
    return api(new Request(`http://127.0.0.1${path}`, { method, headers, ...body }));
  };

  it('takes the new keys in apikey alone: the secret one may do everything, the publishable one may not', async () => {
    assert.equal(await (await call({ apikey: 'sb_secret_test' }))?.text(), '1');
    assert.equal((await call({ apikey: 'sb_publishable_test' }))?.status, 401);
  });

  it('turns away who shows no key, an unknown one, or the name of something every object has', async () => {
    for (const headers of [{}, { apikey: 'sb_secret_guessed' }, { apikey: 'constructor' }] as Record<
      string,
      string
    >[]) {
      assert.equal((await call(headers))?.status, 401);
    }
  });

  it('leaves no role and no claims behind for who comes next', async () => {
    await call({ apikey: 'sb_secret_test' });
    const [row] = await database.query<{ role: string; claims: string | null }>(
      `select current_setting('role') as role, nullif(current_setting('request.jwt.claims', true), '') as claims`,
    );
    assert.deepEqual(row, { role: 'none', claims: null });
  });

  it('serves functions only, and leaves other paths to others', async () => {
    assert.equal((await call({ apikey: 'sb_secret_test' }, '/rest/v1/widgets', 'GET'))?.status, 404);
    assert.equal((await call({ apikey: 'sb_secret_test' }, '/rest/v1/rpc/rec_private"; drop table x'))?.status, 404);
    assert.equal(await call({ apikey: 'sb_secret_test' }, '/functions/v1/support-chat/health'), undefined);
  });
});
