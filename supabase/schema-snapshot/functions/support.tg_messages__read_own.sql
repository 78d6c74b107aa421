-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_messages__read_own()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  insert into support.conversation_reads as known (agent_id, conversation_id, seq)
  values (new.agent_id, new.conversation_id, new.seq)
  on conflict (agent_id, conversation_id) do update set seq = excluded.seq where known.seq < excluded.seq;
  return null;
end
$function$;

comment on function support.tg_messages__read_own() is 'Whoever writes has read what stands before.';

-- Nobody but the owner has any privilege.
