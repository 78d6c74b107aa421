-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_updates(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.telegram_updates where (bot_id, update_id) in (
      select inbox.bot_id, inbox.update_id from support.telegram_updates as inbox
      where inbox.state <> 'pending'
        and inbox.settled_at < now() - case inbox.state when 'done' then interval '48 hours' else interval '30 days' end
        and inbox.settled_at < now() - interval '48 hours'
      limit p_limit for update skip locked)
    returning update_id
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_updates(p_limit integer) is 'Updates that were processed: Telegram repeats them for a day, so they are known for two. What was given up is kept for a month.';

-- Nobody but the owner has any privilege.
