-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_lease_telegram_updates(p_bot_id bigint, p_limit integer DEFAULT 20, p_lease_seconds integer DEFAULT 60)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_leased jsonb;
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  if p_limit is null or p_limit not between 1 and 100 then
    perform support.refuse('p_limit', 'from 1 to 100 updates are handed out at once');
  end if;
  if p_lease_seconds is null or p_lease_seconds not between 0 and 3600 then
    perform support.refuse('p_lease_seconds', 'a lease lasts from 0 to 3600 seconds');
  end if;

  -- An update whose fifth lease ran out has never been settled: it kills its workers, and must not hold its lane for ever.
  update support.telegram_updates as killer
  set state = 'dead', error = coalesce(killer.error, 'five workers died over it'), leased_until = null,
      settled_at = clock_timestamp()
  where killer.bot_id = p_bot_id and killer.update_id in (select head.update_id from support.inbox_heads(p_bot_id) as head)
    and killer.state = 'pending' and killer.attempts >= 5 and killer.leased_until <= clock_timestamp();

  with due as (
    select pending.update_id
    from support.inbox_heads(p_bot_id) as head
    join support.telegram_updates as pending on pending.bot_id = p_bot_id and pending.update_id = head.update_id
    where pending.state = 'pending' and pending.not_before <= clock_timestamp()
      and (pending.leased_until is null or pending.leased_until <= clock_timestamp())
    order by pending.update_id limit p_limit
    for update of pending skip locked
  ), leased as (
    update support.telegram_updates as inbox
    set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds), attempts = inbox.attempts + 1
    from due where inbox.bot_id = p_bot_id and inbox.update_id = due.update_id
    returning inbox.update_id, inbox.lane, inbox.update, inbox.attempts
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'update_id', leased.update_id, 'lane', leased.lane, 'update', leased.update, 'attempts', leased.attempts
  ) order by leased.update_id), '[]'::jsonb) into v_leased from leased;
  return v_leased;
end
$function$;

comment on function public.support_lease_telegram_updates(p_bot_id bigint, p_limit integer, p_lease_seconds integer) is 'The oldest pending update of each lane, for one worker at a time. A lane whose oldest update is leased or waits gives none. An update that was leased five times and never settled is buried. Raises SC090.';

-- service_role may execute
