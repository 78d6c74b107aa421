-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.inbox_heads(p_bot_id bigint)
 RETURNS TABLE(update_id bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  with recursive lanes as (
    (
      select pending.lane from support.telegram_updates as pending
      where pending.bot_id = p_bot_id and pending.state = 'pending' order by pending.lane limit 1
    )
    union all
    select (
      select pending.lane from support.telegram_updates as pending
      where pending.bot_id = p_bot_id and pending.state = 'pending' and pending.lane > lanes.lane
      order by pending.lane limit 1
    )
    from lanes where lanes.lane is not null
  )
  select head.update_id from lanes cross join lateral (
    select pending.update_id from support.telegram_updates as pending
    where pending.bot_id = p_bot_id and pending.lane = lanes.lane and pending.state = 'pending'
    order by pending.update_id limit 1
  ) as head
$function$;

comment on function support.inbox_heads(p_bot_id bigint) is 'The oldest pending update of each lane, by one probe of the index per lane.';

-- Nobody but the owner has any privilege.
