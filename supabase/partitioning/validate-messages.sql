-- Purpose: step 4 of docs/partitioning.md. Checks the references that step 3 wrote against rows that were there before;
--          since then new rows are checked anyway. Blocks nobody; run it at any time, as often as you like.
-- Objects: constraints of the tables that point to support.messages.
-- Undo:    none needed.

do $$
declare
  v_row record;
begin
  perform set_config('search_path', '', true);
  for v_row in
    select c.conrelid::regclass as place, c.conname as name from pg_constraint as c
    -- Of a reference to a partitioned table only the whole can be validated; its sixteenths are Postgres's own.
    where not c.convalidated and c.conparentid = 0 and c.conrelid in (
      select r.conrelid from pg_constraint as r where r.confrelid = 'support.messages'::regclass and r.contype = 'f')
  loop
    execute format('alter table %s validate constraint %I', v_row.place, v_row.name);
  end loop;
end
$$;
analyze support.messages;
analyze support.message_ids;
