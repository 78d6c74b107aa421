-- Who may do what: with the grants as they are, and if a host should one day expose the schema by mistake.
begin;
select plan(29);
\ir fixtures/harbor-goods.psql
\ir fixtures/every-table.psql
select story.post('Sam', 'Do you ship to Malta?');

-- 1. With the grants as they are

select is_empty($$
  select role.rolname, f.oid::regprocedure
  from pg_roles as role, pg_proc as f
  where role.rolname in ('anon', 'authenticated', 'support_visitor', 'authenticator')
    and f.pronamespace = 'public'::regnamespace and f.proname like 'support\_%'
    and has_function_privilege(role.oid, f.oid, 'execute')
$$, 'Nobody from outside can call an entry point');

select is_empty($$
  select f.oid::regprocedure from pg_proc as f
  where f.pronamespace = 'public'::regnamespace and f.proname like 'support\_%'
    and (not has_function_privilege('service_role', f.oid, 'execute')
      or exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) as acl where acl.grantee = 0))
$$, 'The server can call every entry point, and none of them is open to PUBLIC');

select set_eq($$
  select role.rolname || ' ' || f.proname
  from pg_roles as role, pg_proc as f
  where role.rolname in ('anon', 'authenticated', 'support_visitor', 'service_role', 'authenticator')
    and f.pronamespace = 'support'::regnamespace and has_function_privilege(role.oid, f.oid, 'execute')
$$, array[
  'support_visitor current_visitor_id', 'support_visitor current_visitor_topic',
  'authenticated current_organization_ids', 'authenticated current_admin_organization_ids', 'authenticated current_agent_ids'
],
  'Of the inner functions only those that policies ask can be called, each by the role of its policies');

select is_empty($$
  select role.rolname, c.relname
  from pg_roles as role, pg_class as c
  where role.rolname in ('anon', 'authenticated', 'support_visitor', 'service_role', 'authenticator')
    and c.relnamespace = 'support'::regnamespace and c.relkind in ('r', 'p')
    and has_table_privilege(role.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger')
$$, 'Nobody has any privilege on a table, not even the server');

select is_empty($$
  select rolname from pg_roles
  where rolname in ('anon', 'authenticated', 'support_visitor', 'service_role', 'authenticator')
    and has_schema_privilege(oid, 'support', 'usage, create')
$$, 'Nobody can look into the schema');

select is_empty($$
  select rolname from pg_roles where rolname = 'support_visitor'
    and (rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)
$$, 'The visitor''s role can neither log in nor do anything special');

select ok(pg_has_role('support_visitor', 'anon', 'usage'), 'The visitor''s role has what anon has');
select ok(not pg_has_role('support_visitor', 'authenticated', 'member'), 'The visitor''s role is not authenticated');
select ok(pg_has_role('authenticator', 'support_visitor', 'member'), 'The API server may become a visitor');

select story.act_as_visitor('Robin');
select throws_ok('select * from support.messages', '42501', null, 'Robin''s token reads no table');
select throws_ok($$ select public.support_get_widget('wk_harbor') $$, '42501', null, 'Robin''s token calls no entry point');
select story.act_as_agent('Mika');
select throws_ok('select * from support.messages', '42501', null, 'Mika''s Supabase user reads no table');
select throws_ok($$ select public.support_get_widget('wk_harbor') $$, '42501', null, 'Mika''s Supabase user calls no entry point');
select story.act('service_role');
select lives_ok($$ select public.support_get_widget('wk_harbor') $$, 'The server calls entry points');
select throws_ok('select * from support.messages', '42501', null, 'The server reads no table directly');
select story.act_as_owner();

-- 2. A host exposes everything by mistake

grant usage on schema support to anon, authenticated, support_visitor;
grant select, insert, update, delete on all tables in schema support to anon, authenticated, support_visitor;
grant execute on all functions in schema support to anon, authenticated, support_visitor;

-- What the acting role can do with each table; rows it cannot touch are left out.
create function story.reach() returns setof text
language plpgsql
as $$
declare
  v_table text;
  v_rows bigint;
  v_column text;
begin
  for v_table in select relname from pg_class where relnamespace = 'support'::regnamespace and relkind in ('r', 'p') order by 1 loop
    execute format('select count(*) from support.%I', v_table) into v_rows;
    if v_rows > 0 then
      return next format('reads %s of %s', v_rows, v_table);
    end if;
    begin
      execute format('insert into support.%I default values', v_table);
      return next format('inserts into %s', v_table);
    exception
      when insufficient_privilege then null; -- refused by row level security, which is asked before any constraint
      when others then return next format('inserts into %s were stopped only by: %s', v_table, sqlerrm);
    end;
    select attname into v_column from pg_attribute
    where attrelid = format('support.%I', v_table)::regclass and attnum > 0 and attidentity = '' and attgenerated = '' order by attnum limit 1;
    execute format('update support.%I set %I = %2$I', v_table, v_column);
    get diagnostics v_rows = row_count;
    if v_rows > 0 then
      return next format('updates %s of %s', v_rows, v_table);
    end if;
    execute format('delete from support.%I', v_table);
    get diagnostics v_rows = row_count;
    if v_rows > 0 then
      return next format('deletes %s of %s', v_rows, v_table);
    end if;
  end loop;
end
$$;

create function story.empty_tables() returns setof text
language plpgsql
as $$
declare
  v_table text;
  v_rows bigint;
begin
  for v_table in
    select relname from pg_class where relnamespace = 'support'::regnamespace and relkind in ('r', 'p') and not relispartition
  loop
    execute format('select count(*) from support.%I', v_table) into v_rows;
    if v_rows < 2 then
      return next v_table;
    end if;
  end loop;
end
$$;
create function story.what_agents_read() returns text[]
language sql immutable
as $$ select array[
  'reads 1 of organizations', 'reads 1 of plans', 'reads 2 of departments', 'reads 1 of widgets',
  'reads 1 of retired_widget_keys', 'reads 2 of agents', 'reads 1 of agent_departments', 'reads 1 of agent_sessions',
  'reads 2 of canned_responses', 'reads 2 of visitors', 'reads 1 of visitor_consents', 'reads 1 of visitor_events',
  'reads 2 of conversations', 'reads 1 of conversation_assignments', 'reads 3 of messages', 'reads 2 of attachments',
  'reads 1 of telegram_chats', 'reads 1 of telegram_topics', 'reads 1 of telegram_messages', 'reads 1 of widget_analytics'
] $$;

select is_empty('select story.empty_tables()', 'Every table holds rows of more than one, so that nothing is unseen only because it is not there');

select story.act_as_visitor('Robin');
select set_eq('select story.reach()', array[
  'reads 1 of visitors', 'reads 1 of conversations', 'reads 1 of messages', 'reads 1 of attachments',
  'reads 1 of visitor_consents', 'reads 1 of visitor_events'
], 'Robin reads their own rows of six tables, nothing of Sam or Kim, and writes nothing at all');
select set_eq('select body from support.messages', array['Hello'],
  'Robin reads what was said to them, and not the note about them');
select set_eq('select name from support.attachments', array['a.png'], 'Robin reads files that were checked, and no others');

select story.act('support_visitor');
select is_empty('select story.reach()', 'A visitor''s role without claims reaches nothing');

select story.act('support_visitor', jsonb_build_object('sub', story.id('Mika user')));
select is_empty('select story.reach()', 'A visitor''s role with an agent''s user id reaches nothing');

select story.act('anon', jsonb_build_object('role', 'anon', 'visitor_id', story.id('Robin')));
select is_empty('select story.reach()', 'The anonymous role reaches nothing, whatever its token claims');

select story.act_as_agent('Mika');
select set_eq('select story.reach()',
  (select story.what_agents_read() || array['reads 1 of conversation_reads', 'reads 1 of agent_analytics']),
  'Mika reads the rows of Harbor Goods, notes among them, no session, token, secret or queue, and writes nothing');
select set_eq('select shortcut from support.canned_responses', array['hello', 'bye'], 'Mika does not read Ana''s private texts');

select story.act_as_agent('Ana');
select set_eq('select story.reach()', (select story.what_agents_read() || array[
  'reads 2 of agent_analytics', 'reads 1 of agent_invitations', 'reads 1 of audit_logs', 'reads 1 of outbox_lanes'
]), 'Ana, who administers, reads invitations, the audit log, lanes and everybody''s figures besides, and writes nothing either');

select story.act('authenticated', jsonb_build_object(
  'role', 'authenticated', 'sub', story.id('somebody else'), 'visitor_id', story.id('Robin')));
select is_empty('select story.reach()', 'A signed-in stranger reaches nothing, even with a visitor''s claim');

select story.act_as_owner();
update support.agents set is_active = false where id in (story.id('Mika'), story.id('Ana'));
select story.act_as_agent('Mika');
select is_empty('select story.reach()', 'An agent who was switched off reaches nothing');
select story.act_as_agent('Ana');
select is_empty('select story.reach()', 'nor does an admin who was');

select story.act('authenticated');
select is_empty('select story.reach()', 'A signed-in role without claims reaches nothing');

select story.act_as_owner();
select * from finish();
rollback;
