-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.end_snoozes(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with conversations as (
    update support.conversations set snoozed_until = null, revision = revision + 1, updated_at = now()
    where id in (
      select conversation.id from support.conversations as conversation
      where conversation.snoozed_until <= now() order by conversation.id limit p_limit for no key update skip locked)
    returning id
  ), agents as (
    update support.agents set snoozed_until = null
    where id in (
      select agent.id from support.agents as agent
      where agent.snoozed_until <= now() limit p_limit for update skip locked)
    returning id
  )
  select (select count(*) from conversations) + (select count(*) from agents)
$function$;

comment on function support.end_snoozes(p_limit integer) is 'Brings back conversations that were put aside, and agents who were away for a time.';

-- Nobody but the owner has any privilege.
