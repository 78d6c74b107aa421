import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';

export interface Parameter {
  readonly name: string;
  /** As Postgres writes it: `uuid`, `text`, `bigint[]`. */
  readonly type: string;
  readonly hasDefault: boolean;
}

/** A function that the server calls. */
export interface EntryPoint {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

/** All of them, as the migrations left them, so that a function that is added later is in every test of them. */
export async function readEntryPoints(database: LocalDatabase): Promise<readonly EntryPoint[]> {
  const rows = await database.query<{ name: string; parameters: Parameter[] }>(`
    select procedure.proname as name, coalesce((
      select jsonb_agg(jsonb_build_object(
        'name', procedure.proargnames[place], 'type', format_type(type, null),
        'hasDefault', place > procedure.pronargs - procedure.pronargdefaults
      ) order by place)
      from unnest(procedure.proargtypes::oid[]) with ordinality as argument (type, place)
    ), '[]') as parameters
    from pg_proc as procedure
    where procedure.pronamespace = 'public'::regnamespace and starts_with(procedure.proname, 'support_')
    order by procedure.proname`);
  if (rows.length === 0) throw new Error('There is no function public.support_*.');
  return rows;
}
