-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_settle_telegram_update(p_bot_id bigint, p_update_id bigint, p_outcome text, p_error text DEFAULT NULL::text, p_retry_seconds numeric DEFAULT NULL::numeric)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_state text;
begin
  if p_outcome is null or p_outcome not in ('done', 'retry', 'wait', 'dead') then
    perform support.refuse('p_outcome', 'an update ends as done, retry, wait or dead');
  end if;
  if p_retry_seconds < 0 or p_retry_seconds > 86400 then
    perform support.refuse('p_retry_seconds', 'a pause lasts from 0 to 86400 seconds');
  end if;
  update support.telegram_updates set
    state = case
      when p_outcome in ('done', 'dead') then p_outcome
      when p_outcome = 'retry' and attempts >= 5 then 'dead'
      else 'pending' end,
    attempts = case when p_outcome = 'wait' then greatest(attempts - 1, 0) else attempts end,
    error = left(p_error, 1000),
    leased_until = null,
    not_before = clock_timestamp()
      + make_interval(secs => coalesce(p_retry_seconds, power(2, least(attempts, 6)))::double precision),
    settled_at = clock_timestamp()
  where bot_id = p_bot_id and update_id = p_update_id and state = 'pending'
  returning state into v_state;
  return jsonb_build_object('state', v_state);
end
$function$;

comment on function public.support_settle_telegram_update(p_bot_id bigint, p_update_id bigint, p_outcome text, p_error text, p_retry_seconds numeric) is 'done, retry (with backoff; the fifth failure buries it), wait (Telegram asked for silence; no failure) or dead. A dead update never blocks its lane. Raises SC090.';

-- service_role may execute
