-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.delete_conversations(p_ids uuid[])
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with locked as (
    select conversation.id, conversation.last_seq from support.conversations as conversation
    where conversation.id = any (p_ids) order by conversation.id for update skip locked
  ), light as (
    select id from (select id, sum(last_seq + 1) over (order by id) - last_seq as messages_before from locked) as batch
    where batch.messages_before <= 5000
  ), deleted as (
    delete from support.conversations where id in (select id from light) returning id
  )
  select count(*) from deleted
$function$;

comment on function support.delete_conversations(p_ids uuid[]) is 'Deletes conversations with everything in them, as many as have about 5000 messages together, and at least one.';

-- Nobody but the owner has any privilege.
