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
  -- An update whose fifth lease ran out has never been settled: it kills its workers, and must not hold its lane for ever.
  update support.telegram_updates
  set state = 'dead', error = coalesce(error, 'five workers died over it'), leased_until = null, settled_at = clock_timestamp()
  where bot_id = p_bot_id and state = 'pending' and attempts >= 5 and leased_until <= clock_timestamp();

  with due as (
    select pending.update_id from support.telegram_updates as pending
    where pending.bot_id = p_bot_id and pending.state = 'pending' and pending.not_before <= clock_timestamp()
      and (pending.leased_until is null or pending.leased_until <= clock_timestamp())
      and not exists (
        select from support.telegram_updates as earlier
        where earlier.bot_id = p_bot_id and earlier.lane = pending.lane and earlier.state = 'pending'
          and earlier.update_id < pending.update_id
      )
    order by pending.update_id limit p_limit
    for update skip locked
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

comment on function public.support_lease_telegram_updates(p_bot_id bigint, p_limit integer, p_lease_seconds integer) is 'The oldest pending update of each lane, for one worker at a time. A lane whose oldest update is leased or waits gives none. An update that was leased five times and never settled is buried.';

-- service_role may execute
