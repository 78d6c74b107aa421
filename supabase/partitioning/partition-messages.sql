-- Purpose: step 3 of docs/partitioning.md. The partitioned copy takes the place of support.messages. Run it in one
--          transaction, as the owner; writers wait for the moment it takes. If it waits more than 5 s for a lock or loses a
--          deadlock, nothing has happened: run it again.
-- Objects: support.messages and everything that hangs on it: indexes, triggers, policies, grants, functions of its row
--          type, references to it.
-- Undo:    none; the old table is dropped, because a forgotten copy would hold what visitors had erased.

set local lock_timeout = '5s';

do $$
declare
  v_old regclass := 'support.messages'::regclass;
  v_new regclass := 'support.messages_partitioned'::regclass;
  v_old_type regtype := 'support.messages'::regtype;
  v_drops text[] := '{}';
  v_creates text[] := '{}';
  v_old_state text;
  v_new_state text;
  v_row record;
  v_statement text;
begin
  perform set_config('search_path', '', true); -- so that definitions name schemas
  perform set_config('check_function_bodies', 'off', true); -- functions call each other, whichever comes first

  lock table support.messages, support.messages_partitioned, support.message_ids in access exclusive mode;
  for v_row in select distinct c.conrelid::regclass as place from pg_constraint as c where c.confrelid = v_old and c.contype = 'f' order by 1 loop
    execute format('lock table %s in access exclusive mode', v_row.place);
  end loop;

  -- Every visible change raises a revision, so equal sums mean that no change is missing either.
  select format('%s messages, revisions %s', count(*), sum(revision)) into v_old_state from support.messages;
  select format('%s messages, revisions %s', count(*), sum(revision)) into v_new_state from support.messages_partitioned;
  if v_old_state <> v_new_state or (select count(*) from support.messages) <> (select count(*) from support.message_ids) then
    raise exception 'the copy is not complete: % of %', v_new_state, v_old_state using
      errcode = 'object_not_in_prerequisite_state', hint = 'call support.copy_messages(); then run this again.';
  end if;

  -- References: an id alone is unique by trigger only, so they name the conversation as well, which names the partition.
  for v_row in
    select c.conrelid::regclass as place, c.conname as name, pg_get_constraintdef(c.oid) as definition,
      a.attname as id_column, conversation.attnotnull as is_required
    from pg_constraint as c
    join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    left join pg_attribute as conversation on conversation.attrelid = c.conrelid and conversation.attname = 'conversation_id'
    where c.confrelid = v_old and c.contype = 'f'
  loop
    if v_row.definition !~ '^FOREIGN KEY \(\w+\) REFERENCES support\.messages\(id\) ON DELETE CASCADE' or v_row.is_required is null then
      raise exception 'reference % of % cannot be carried over: %', v_row.name, v_row.place, v_row.definition using
        errcode = 'feature_not_supported', hint = 'It must name messages (id), cascade, and stand beside a conversation_id.';
    end if;
    v_drops := v_drops || format('alter table %s drop constraint %I', v_row.place, v_row.name);
    v_creates := v_creates || format('alter table %s add constraint %I %s not valid', v_row.place, v_row.name, regexp_replace(
      v_row.definition, '^FOREIGN KEY \((\w+)\) REFERENCES support\.messages\(id\)',
      'FOREIGN KEY (conversation_id, \1) REFERENCES support.messages(conversation_id, id)'));
    if not v_row.is_required then
      -- A reference of which one half is empty would not be checked at all.
      v_creates := v_creates || format(
        'alter table %s add constraint %I check (%I is null or conversation_id is not null) not valid',
        v_row.place, v_row.name || '_whole', v_row.id_column);
    end if;
  end loop;

  for v_row in
    select p.polname as name, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid) as visible,
      pg_get_expr(p.polwithcheck, p.polrelid) as writable,
      (select string_agg(case role when 0 then 'public' else quote_ident(pg_get_userbyid(role)) end, ', ') from unnest(p.polroles) as role) as roles
    from pg_policy as p where p.polrelid = v_old
  loop
    v_creates := v_creates || (
      format('create policy %I on support.messages as %s for %s to %s', v_row.name,
        case when v_row.polpermissive then 'permissive' else 'restrictive' end,
        case v_row.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        v_row.roles)
      || coalesce(' using (' || v_row.visible || ')', '') || coalesce(' with check (' || v_row.writable || ')', ''));
  end loop;

  select v_creates || coalesce(array_agg(pg_get_triggerdef(t.oid) order by t.tgname), '{}') into v_creates
  from pg_trigger as t where t.tgrelid = v_old and not t.tgisinternal and t.tgname <> 'mirror';

  select v_creates || coalesce(array_agg(format('grant %s on support.messages to %s%s', acl.privilege_type,
    case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end,
    case when acl.is_grantable then ' with grant option' else '' end)), '{}') into v_creates
  from pg_class as c, aclexplode(c.relacl) as acl where c.oid = v_old and acl.grantee <> c.relowner;

  -- A table's row type goes with the table: functions that take or give it are made again, as they are. So are those that
  -- name messages (id) as what may conflict: it conflicts in the trigger now.
  for v_row in
    select f.oid, f.oid::regprocedure as signature, f.proacl, f.proowner, obj_description(f.oid, 'pg_proc') as comment,
      regexp_replace(pg_get_functiondef(f.oid),
        '(insert into support\.messages\M[^;]*on conflict) \(id\) (do nothing)', '\1 \2', 'g') as definition
    from pg_proc as f
    where f.prokind = 'f' and (
      f.prorettype = v_old_type or v_old_type = any (f.proargtypes::oid[]) or v_old_type = any (f.proallargtypes)
      or f.prosrc ~ 'insert into support\.messages\M[^;]*on conflict \(id\) do nothing'
    )
  loop
    v_drops := v_drops || format('drop function %s', v_row.signature);
    v_creates := v_creates || v_row.definition || format('revoke all on function %s from public', v_row.signature)
      || format('comment on function %s is %L', v_row.signature, v_row.comment);
    select v_creates || coalesce(array_agg(format('grant execute on function %s to %s', v_row.signature,
      case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end)), '{}') into v_creates
    from aclexplode(coalesce(v_row.proacl, acldefault('f', v_row.proowner))) as acl where acl.grantee <> v_row.proowner;
  end loop;

  foreach v_statement in array v_drops loop
    execute v_statement;
  end loop;
  drop procedure support.copy_messages(integer);
  drop table support.messages; -- whatever else depends on it stops us here
  drop function support.tg_messages__mirror();
  alter table support.messages_partitioned rename to messages;
  for v_row in
    select c.relname as name from pg_index as i join pg_class as c on c.oid = i.indexrelid where i.indrelid = v_new
  loop
    execute format('alter index support.%I rename to %I', v_row.name,
      regexp_replace(regexp_replace(v_row.name, '_partitioned$', ''), '^messages_partitioned_', 'messages_'));
  end loop;
  foreach v_statement in array v_creates loop
    execute v_statement;
  end loop;
end
$$;
