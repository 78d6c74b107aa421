-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_run_tick()
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_sessions bigint;
  v_updates bigint;
  v_outbox bigint;
  v_limits bigint;
begin
  -- Small batches: a tick never holds many locks, the next one goes on.
  delete from support.sessions where id in (
    select id from support.sessions where expires_at < now() - interval '1 day' limit 500 for update skip locked);
  get diagnostics v_sessions = row_count;
  delete from support.telegram_updates where (bot_id, update_id) in (
    select bot_id, update_id from support.telegram_updates
    where state = 'done' and settled_at < now() - interval '48 hours' limit 500 for update skip locked);
  get diagnostics v_updates = row_count;
  delete from support.outbox where id in (
    select id from support.outbox
    where state = 'sent' and settled_at < now() - interval '48 hours' limit 500 for update skip locked);
  get diagnostics v_outbox = row_count;
  delete from support.rate_limits where key in (
    select key from support.rate_limits where window_start < now() - interval '1 day' limit 500 for update skip locked);
  get diagnostics v_limits = row_count;
  return jsonb_build_object(
    'expired_sessions', v_sessions, 'pruned_updates', v_updates, 'pruned_outbox', v_outbox, 'pruned_rate_limits', v_limits);
end
$function$;

comment on function public.support_run_tick() is 'Forgets what is no longer needed: expired sessions, updates and deliveries older than 48 hours (Telegram repeats for 24), old counters.';

-- service_role may execute
