/**
 * Reads the schema out of a migrated database as files made for reading: one per table, function and foreign policy.
 *
 * The text depends on the migrations alone: everything is sorted, nothing names an owner or an object id. Only what the
 * migrations made is read: the schema `support`, functions `public.support_*`, roles `support_*`, and policies on tables
 * of other schemas.
 */
import type { LocalDatabase } from '../packages/local/src/database/local-database.ts';

const HEADER = '-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.\n\n';

/** File name, relative to the snapshot's directory → content. */
export async function readSchema(database: LocalDatabase): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ file: string; text: string }>(
    `${TABLES} union all ${FUNCTIONS} union all ${FOREIGN_POLICIES} union all ${PRIVILEGES} order by 1`,
  );
  return new Map(rows.map(({ file, text }) => [file, `${HEADER}${text}\n`]));
}

const POLICY = (alias: string) => `
  format(
    E'create policy %I on %I.%I\\n  as %s for %s to %s', ${alias}.policyname, ${alias}.schemaname, ${alias}.tablename,
    lower(${alias}.permissive), lower(${alias}.cmd), array_to_string(${alias}.roles, ', ')
  ) || coalesce(E'\\n  using (' || ${alias}.qual || ')', '') || coalesce(E'\\n  with check (' || ${alias}.with_check || ')', '') || ';'`;

/** The privileges an ACL grants to others than the owner, as a comment; a missing ACL means the defaults of its kind. */
const GRANTS = (acl: string, kind: string, owner: string) => `
  coalesce((
    select string_agg(format('-- %s may %s', who, what), E'\\n' order by who)
    from (
      select coalesce(grantee.rolname, 'PUBLIC') as who,
        string_agg(lower(granted.privilege_type), ', ' order by granted.privilege_type) as what
      from aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) as granted
      left join pg_roles as grantee on grantee.oid = granted.grantee
      where granted.grantee <> ${owner} group by 1
    ) as line
  ), '-- Nobody but the owner has any privilege.')`;

const TABLES = `
select format('tables/support.%s.sql', t.relname) as file, concat_ws(E'\\n\\n',
  format(E'create table support.%I (\\n%s\\n);', t.relname, (
    select string_agg('  ' || line, E',\\n' order by section, place) from (
      select 1 as section, a.attnum as place, format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || case when a.attnotnull then ' not null' else '' end
        || case when a.attidentity = 'a' then ' generated always as identity' else '' end
        || coalesce(
          format(case a.attgenerated when 's' then ' generated always as (%s) stored' else ' default %s' end,
            pg_get_expr(d.adbin, d.adrelid)), '') as line
      from pg_attribute as a left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      union all
      select 2, row_number() over (order by strpos('pufc', c.contype::text), c.conname),
        format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid))
      from pg_constraint as c where c.conrelid = t.oid and c.contype in ('p', 'u', 'f', 'c')
    ) as lines
  )),
  format('comment on table support.%I is %L;', t.relname, obj_description(t.oid, 'pg_class')) || coalesce((
    select string_agg(format(E'\\ncomment on column support.%I.%I is %L;', t.relname, a.attname, d.description), '' order by a.attnum)
    from pg_attribute as a join pg_description as d on d.objoid = t.oid and d.objsubid = a.attnum where a.attrelid = t.oid and a.attnum > 0
  ), ''),
  (
    select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by c.relname)
    from pg_index as i join pg_class as c on c.oid = i.indexrelid
    where i.indrelid = t.oid and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u'))
  ),
  (select string_agg(pg_get_triggerdef(g.oid) || ';', E'\\n' order by g.tgname) from pg_trigger as g where g.tgrelid = t.oid and not g.tgisinternal),
  format('alter table support.%I %s row level security;', t.relname, case when t.relrowsecurity then 'enable' else 'disable' end),
  (select string_agg(${POLICY('p')}, E'\\n' order by p.policyname) from pg_policies as p where p.schemaname = 'support' and p.tablename = t.relname),
  ${GRANTS('t.relacl', 'r', 't.relowner')}
) as text
from pg_class as t where t.relnamespace = 'support'::regnamespace and t.relkind in ('r', 'p')`;

const FUNCTIONS = `
select format('functions/%s.%s.sql', s.nspname, f.proname), concat_ws(E'\\n\\n',
  rtrim(pg_get_functiondef(f.oid), E'\\n') || ';',
  format('comment on function %I.%I(%s) is %L;', s.nspname, f.proname, pg_get_function_identity_arguments(f.oid), obj_description(f.oid, 'pg_proc')),
  ${GRANTS('f.proacl', 'f', 'f.proowner')}
)
from pg_proc as f join pg_namespace as s on s.oid = f.pronamespace
where s.nspname = 'support' or (s.nspname = 'public' and f.proname like 'support\\_%')`;

const FOREIGN_POLICIES = `
select format('policies/%s.%s.sql', p.schemaname, p.tablename), string_agg(${POLICY('p')}, E'\\n' order by p.policyname)
from pg_policies as p where p.schemaname <> 'support' group by p.schemaname, p.tablename`;

const PRIVILEGES = `
select 'roles-and-schema.sql', concat_ws(E'\\n\\n',
  (
    select string_agg(format('create role %I', r.rolname)
      || case when r.rolcanlogin then ' login' else ' nologin' end || case when r.rolinherit then ' inherit' else ' noinherit' end
      || case when r.rolbypassrls then ' bypassrls' else '' end || case when r.rolsuper then ' superuser' else '' end || ';',
      E'\\n' order by r.rolname)
    from pg_roles as r where r.rolname like 'support\\_%'
  ),
  (
    select string_agg(distinct format('grant %I to %I;', granted.rolname, member.rolname), E'\\n')
    from pg_auth_members as m join pg_roles as granted on granted.oid = m.roleid join pg_roles as member on member.oid = m.member
    where (granted.rolname like 'support\\_%' or member.rolname like 'support\\_%') and not member.rolsuper
  ),
  format(E'create schema support;\\ncomment on schema support is %L;', obj_description(s.oid, 'pg_namespace')),
  ${GRANTS('s.nspacl', 'n', 's.nspowner')}
)
from pg_namespace as s where s.nspname = 'support'`;
