import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import { quoteLiteral } from '../../../packages/local/src/database/sql-quote.ts';

/** What became of one call. */
export interface Attempt {
  readonly call: string;
  /** `null`: it was answered. */
  readonly sqlstate: string | null;
  readonly message: string | null;
  readonly detail: string | null;
  /** Where in the functions it was raised. */
  readonly place: string | null;
  readonly answer: string | null;
  /** Whether rows of the other tenant look different afterwards. Only answered calls are looked at. */
  readonly touchedOthers: boolean;
  readonly milliseconds: number;
}

/**
 * `attempt` makes a call and takes it back, whatever came of it. `digest` is all rows of all tables in one hash; of one
 * organization if it gets one, as far as tables name it. As definer, because the callers' role sees no table.
 */
const TOOLS = `
  create schema hostile;
  grant usage on schema hostile to public;
  create function hostile.digest(p_organization_id uuid default null) returns text
  language plpgsql security definer as $$
  declare
    v_table record;
    v_hash text;
    v_hashes text := '';
  begin
    for v_table in
      select c.oid::regclass as name, exists (
        select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
      ) as is_owned
      from pg_class as c
      where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace::regnamespace::text in ('support', 'realtime', 'storage', 'auth')
      order by 1
    loop
      continue when p_organization_id is not null and not v_table.is_owned;
      execute format(
        'select md5(coalesce(string_agg(md5(t::text), '''' order by md5(t::text)), '''')) from %s as t where %s',
        v_table.name,
        case when p_organization_id is null then 'true' else format('t.organization_id = %L', p_organization_id) end
      ) into v_hash;
      v_hashes := v_hashes || v_hash;
    end loop;
    return md5(v_hashes);
  end
  $$;
  create function hostile.attempt(p_call text, p_other_id uuid) returns jsonb
  language plpgsql as $$
  declare
    v_started timestamptz := clock_timestamp();
    v_others text;
    v_answer text;
    v_touched boolean := false;
    v_state text;
    v_message text;
    v_detail text;
    v_place text;
    v_milliseconds numeric;
  begin
    if p_other_id is not null then
      v_others := hostile.digest(p_other_id);
    end if;
    begin
      execute p_call into v_answer;
      -- What would only be found out by the commit.
      set constraints all immediate;
      v_milliseconds := extract(epoch from clock_timestamp() - v_started) * 1000;
      v_touched := p_other_id is not null and hostile.digest(p_other_id) <> v_others;
      raise sqlstate 'ZZ000';
    exception
      when sqlstate 'ZZ000' then null;
      when others then
        v_milliseconds := extract(epoch from clock_timestamp() - v_started) * 1000;
        get stacked diagnostics
          v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail,
          v_place = pg_exception_context;
    end;
    return jsonb_build_object(
      'call', left(p_call, 2000), 'sqlstate', v_state, 'message', v_message, 'detail', v_detail,
      'place', (regexp_match(v_place, '(?:PL/pgSQL|SQL) function [^\n]*'))[1],
      'answer', v_answer, 'touchedOthers', v_touched, 'milliseconds', v_milliseconds);
  end
  $$;
`;

export function installAttempts(database: LocalDatabase): Promise<void> {
  return database.execute(TOOLS);
}

/** One function's calls, each as if it were the only one, in the order given. */
export interface AttemptedCalls {
  readonly attempts: readonly Attempt[];
  /** Whether all tables look as before. */
  readonly isUntouched: boolean;
}

/** `otherOrganizationId`: whose rows nobody may touch. */
export async function attemptCalls(
  database: LocalDatabase,
  calls: readonly { readonly call: string; readonly otherOrganizationId: string | null }[],
): Promise<AttemptedCalls> {
  const rows = calls
    .map(({ call, otherOrganizationId }, place) => {
      const other = otherOrganizationId === null ? 'null' : quoteLiteral(otherOrganizationId);
      return `(${place}, ${quoteLiteral(call)}, ${other}::uuid)`;
    })
    .join(',\n');
  const [[before], attempts, [after]] = (await database.batch(
    [
      { text: 'select hostile.digest() as digest' },
      {
        text: `select hostile.attempt(wanted.call, wanted.other) as attempt
               from (values ${rows}) as wanted (place, call, other) order by wanted.place`,
      },
      { text: 'select hostile.digest() as digest' },
    ],
    { role: 'service_role', end: 'rollback' },
  )) as readonly [[{ digest: string }], { attempt: Attempt }[], [{ digest: string }]];
  return {
    attempts: attempts.map(({ attempt }) => attempt),
    isUntouched: before.digest === after.digest,
  };
}
