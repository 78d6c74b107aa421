-- The shape of the schema: what must hold for every table and function, also those added later.
begin;
select plan(18);

select has_schema('support', 'There is a private schema for Support Chat');

select is_empty($$
  select relname from pg_class
  where relnamespace = 'support'::regnamespace and relkind in ('r', 'p') and not relrowsecurity
$$, 'Every table has row level security');

select is_empty($$
  select relname from pg_class
  where relnamespace = 'support'::regnamespace and relkind in ('r', 'p') and obj_description(oid, 'pg_class') is null
$$, 'Every table says in a comment what it is');

select is_empty($$
  select a.attrelid::regclass, a.attname from pg_attribute as a join pg_class as c on c.oid = a.attrelid
  where c.relnamespace = 'support'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and not c.relispartition and col_description(a.attrelid, a.attnum) is null
$$, 'Every column says in a comment what it holds');

select is_empty($$
  select oid::regprocedure from pg_proc
  where (pronamespace = 'support'::regnamespace or (pronamespace = 'public'::regnamespace and proname like 'support\_%'))
    and obj_description(oid, 'pg_proc') is null
$$, 'Every function says in a comment what it does');

select is_empty($$
  select relname from pg_class as c
  where relnamespace = 'support'::regnamespace and relkind in ('r', 'p')
    and not exists (select from pg_constraint where conrelid = c.oid and contype = 'p')
$$, 'Every table has a primary key');

-- A partial index serves a foreign key only when its condition says no more than "is not null". Where messages are
-- partitioned, a message is named by conversation and id, and an index on the id alone finds it.
select is_empty($$
  select conrelid::regclass, conname from pg_constraint as fk
  where contype = 'f' and connamespace = 'support'::regnamespace and conparentid = 0 and not exists (
    select from pg_index as i
    where i.indrelid = fk.conrelid
      and ((i.indkey::smallint[])[0:cardinality(fk.conkey) - 1] operator(pg_catalog.@>) fk.conkey
        or (fk.confrelid = 'support.messages'::regclass and i.indkey[0] = fk.conkey[2]))
      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
  )
$$, 'Every foreign key has an index, so that deleting what it points to stays quick');

select is_empty($$
  select conrelid::regclass, conname from pg_constraint
  where contype = 'f' and connamespace = 'support'::regnamespace and confdeltype = 'a'
$$, 'Every foreign key says what happens when its target is deleted');

select is_empty($$
  select one.indexrelid::regclass, other.indexrelid::regclass
  from pg_index as one join pg_index as other
    on one.indrelid = other.indrelid and one.indexrelid < other.indexrelid
    and one.indkey::text = other.indkey::text and one.indoption::text = other.indoption::text
    and coalesce(one.indpred::text, '') = coalesce(other.indpred::text, '')
  join pg_class as c on c.oid = one.indrelid
  where c.relnamespace = 'support'::regnamespace
$$, 'No index is there twice');

select is_empty($$
  select oid::regprocedure from pg_proc
  where (pronamespace = 'support'::regnamespace or (pronamespace = 'public'::regnamespace and proname like 'support\_%'))
    and not (coalesce(proconfig, '{}') && array['search_path=""', 'search_path='])
$$, 'Every function has an empty search path');

select is_empty($$
  select oid::regprocedure from pg_proc
  where pronamespace = 'public'::regnamespace and proname like 'support\_%' and (not prosecdef or prorettype <> 'jsonb'::regtype)
$$, 'Every entry point runs with its owner''s rights and answers with jsonb');

select set_eq($$
  select proname::text from pg_proc where pronamespace = 'support'::regnamespace and prosecdef
$$, array[
  'current_organization_ids', 'current_admin_organization_ids', 'current_agent_ids', 'current_visitor_topic',
  'tg_messages__announce', 'tg_conversations__announce', 'tg_conversations__assign', 'tg_visitors__refresh_card', 'tg_conversations__refresh_card', 'tg_attachments__queue_deletion',
  'tg_conversations__refresh_direct_cards', 'tg_agents__refresh_direct_cards', 'tg_messages__read_contact',
  'tg_conversations__note_queue', 'tg_conversations__announce_queue', 'call_tick'
], 'Only these inner functions run with their owner''s rights');

select is_empty($$
  select oid::regprocedure, provolatile from pg_proc
  where pronamespace = 'public'::regnamespace and proname like 'support\_%'
    and (provolatile = 's') is distinct from (
      proname ~ '^support_(get|list|find|poll|export|count_backlog)'
      and proname <> 'support_export_visitor_by_agent' -- which is logged
    )
$$, 'The entry points that only read are declared stable, all others volatile; their names tell which is which');

select is_empty($$
  select oid::regprocedure from pg_proc
  where (pronamespace = 'support'::regnamespace or (pronamespace = 'public'::regnamespace and proname like 'support\_%'))
    and (proname, pronamespace) in (
      select proname, pronamespace from pg_proc group by proname, pronamespace having count(*) > 1
    )
$$, 'No function is overloaded, so that a call by named parameters is never ambiguous');

select set_eq($$
  select tgrelid::regclass::text || ' ' || tgname from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
  where c.relnamespace = 'support'::regnamespace and not tgisinternal and tgparentid = 0
    and tgname <> 'register_id' -- only where messages are partitioned
$$, array[
  'support.messages announce', 'support.conversations announce', 'support.conversations receipt', 'support.conversations change_group', 'support.conversations assign',
  'support.conversations require_active_agent', 'support.attachments queue_deletion', 'support.widgets raise_version',
  'support.organizations raise_version',
  'support.organizations audit', 'support.organization_identity_secrets audit', 'support.widgets audit',
  'support.retired_widget_keys audit', 'support.departments audit', 'support.agents audit', 'support.agent_departments audit',
  'support.agent_invitations audit', 'support.canned_responses audit', 'support.telegram_chats audit', 'support.visitors audit',
  'support.visitors refresh_card', 'support.conversations refresh_card', 'support.messages mail',
  'support.conversations refresh_direct_cards', 'support.agents refresh_direct_cards', 'support.messages read_contact', 'support.messages read_own',
  'support.conversations note_arrival', 'support.conversations note_place', 'support.conversations note_removal',
  'support.conversations tell_arrival', 'support.conversations tell_place', 'support.conversations tell_removal',
  'support.visitors store_first_words', 'support.visitors store_words',
  'support.conversations store_first_words', 'support.conversations store_words',
  'support.departments raise_version', 'support.agents raise_version', 'support.canned_responses raise_version',
  'support.agent_departments raise_versions'
], 'These are all triggers');

select is_empty($$
  select proname from pg_proc
  where pronamespace = 'support'::regnamespace and prorettype = 'trigger'::regtype and proname !~ '^tg_[a-z]+__[a-z_]+$'
$$, 'A trigger function is named after its table and its task');

select is_empty($$
  select relname from pg_class where relnamespace = 'support'::regnamespace and relkind in ('v', 'm', 'f')
$$, 'There is no view, which would read past row level security');

select is_empty($$
  select attrelid::regclass, attname from pg_attribute as a join pg_class as c on c.oid = a.attrelid
  where c.relnamespace = 'support'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
    and a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'json'::regtype, 'varchar'::regtype, 'char'::regtype, 'money'::regtype)
$$, 'Times carry their zone, JSON is jsonb, text is text');

select * from finish();
rollback;
