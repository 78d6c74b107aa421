-- Purpose: step 1 of docs/partitioning.md. Beside support.messages, an empty table in 16 partitions by conversation, kept in
--          step by a trigger. Takes a moment; everybody goes on writing. Run it in one transaction, as the owner.
-- Objects: messages_partitioned, message_ids, their partitions; tg_messages__register_id, tg_messages__mirror, triggers;
--          procedure copy_messages.
-- Undo:    drop trigger mirror on support.messages; drop procedure support.copy_messages; drop table support.message_ids,
--          support.messages_partitioned; drop function support.tg_messages__mirror, support.tg_messages__register_id;

set local lock_timeout = '5s';

create table support.messages_partitioned (
  like support.messages including defaults including constraints including generated including storage including comments
) partition by hash (conversation_id);

-- Whatever the table has gained since this was written comes along: indexes and references are read, not listed.
do $$
declare
  v_definition text;
  v_name text;
begin
  perform set_config('search_path', '', true); -- so that definitions name schemas
  execute format('comment on table support.messages_partitioned is %L', obj_description('support.messages'::regclass, 'pg_class'));

  -- A partition can be unique only together with what it is partitioned by; message_ids sees to the id alone.
  alter table support.messages_partitioned
    add constraint messages_partitioned_pkey primary key (conversation_id, seq),
    add constraint messages_partitioned_id_key unique (id, conversation_id);
  for v_definition in
    select pg_get_indexdef(i.indexrelid) from pg_index as i
    where i.indrelid = 'support.messages'::regclass and not i.indisprimary
      and i.indexrelid <> 'support.messages_id_key'::regclass
  loop
    execute regexp_replace(v_definition, 'INDEX (\S+) ON support\.messages ', 'INDEX \1_partitioned ON support.messages_partitioned ');
  end loop;
  for v_name, v_definition in
    select c.conname, pg_get_constraintdef(c.oid) from pg_constraint as c
    where c.conrelid = 'support.messages'::regclass and c.contype = 'f'
  loop
    execute format('alter table support.messages_partitioned add constraint %I %s', v_name, v_definition);
  end loop;
end
$$;
alter table support.messages_partitioned enable row level security;
revoke all on support.messages_partitioned from public, anon, authenticated, service_role;

create table support.message_ids (
  id uuid primary key,
  conversation_id uuid not null,
  constraint message_ids_message_fkey foreign key (conversation_id, id)
    references support.messages_partitioned (conversation_id, id) on delete cascade deferrable initially deferred
) partition by hash (id);
comment on table support.message_ids is
  'Every message''s id, unique over all partitions of messages. Written by a trigger before its message, hence the deferred '
  'reference; gone with it.';
comment on column support.message_ids.id is 'As in messages.id.';
comment on column support.message_ids.conversation_id is 'Names the partition of the message, for the reference.';
alter table support.message_ids enable row level security;
create policy "nobody reads message ids" on support.message_ids for select to anon, authenticated using (false);
revoke all on support.message_ids from public, anon, authenticated, service_role;

do $$
declare
  v_parent text;
  v_partition text;
begin
  foreach v_parent in array array['messages_partitioned', 'message_ids'] loop
    for v_place in 0..15 loop
      v_partition := format('%s_p%s', replace(v_parent, '_partitioned', ''), to_char(v_place, 'fm00'));
      execute format('create table support.%I partition of support.%I for values with (modulus 16, remainder %s)',
        v_partition, v_parent, v_place);
      execute format('comment on table support.%I is %L', v_partition, 'A sixteenth of '
        || replace(v_parent, '_partitioned', '') || ', by hash. Reached through the whole only.');
      execute format('alter table support.%I enable row level security', v_partition);
      execute format('revoke all on support.%I from public, anon, authenticated, service_role', v_partition);
    end loop;
  end loop;
end
$$;

create function support.tg_messages__register_id() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into support.message_ids (id, conversation_id) values (new.id, new.conversation_id) on conflict (id) do nothing;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  return new;
end
$$;
comment on function support.tg_messages__register_id() is
  'Keeps message ids unique over all partitions: of two messages with one id the second waits for the first and is refused. Raises SC031.';
create trigger register_id before insert on support.messages_partitioned
  for each row execute function support.tg_messages__register_id();

create function support.tg_messages__mirror() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    delete from support.messages_partitioned as copied
    where copied.conversation_id = old.conversation_id and copied.seq = old.seq;
  end if;
  if tg_op <> 'DELETE' then
    insert into support.messages_partitioned select new.*;
  end if;
  return null;
end
$$;
comment on function support.tg_messages__mirror() is 'Does to the copy what is done to messages, until the copy takes their place.';
create trigger mirror after insert or update or delete on support.messages
  for each row execute function support.tg_messages__mirror();

-- Without a search path of its own: a procedure that has one may not commit.
create procedure support.copy_messages(p_batch integer default 5000)
language plpgsql
as $$
declare
  v_conversation_id uuid := '00000000-0000-0000-0000-000000000000';
  v_seq bigint := 0;
  v_last record;
begin
  loop
    -- First the locks, then a statement that sees what those before us committed. While we hold them nobody changes or
    -- deletes what we copy, so no copy outlives an erased message.
    select locked.conversation_id, locked.seq into v_last from (
      select message.conversation_id, message.seq from support.messages as message
      where (message.conversation_id, message.seq) > (v_conversation_id, v_seq)
      order by message.conversation_id, message.seq limit p_batch
      for share
    ) as locked
    order by locked.conversation_id desc, locked.seq desc limit 1;
    exit when not found;
    insert into support.messages_partitioned
    select message.* from support.messages as message
    where (message.conversation_id, message.seq) > (v_conversation_id, v_seq)
      and (message.conversation_id, message.seq) <= (v_last.conversation_id, v_last.seq)
      and not exists (
        select from support.messages_partitioned as copied
        where copied.conversation_id = message.conversation_id and copied.seq = message.seq
      );
    commit;
    v_conversation_id := v_last.conversation_id;
    v_seq := v_last.seq;
  end loop;
end
$$;
comment on procedure support.copy_messages(integer) is
  'Copies what messages held before the trigger did, a batch per transaction. May be stopped and called again at any time.';
revoke all on function support.tg_messages__register_id() from public;
revoke all on function support.tg_messages__mirror() from public;
revoke all on procedure support.copy_messages(integer) from public;
