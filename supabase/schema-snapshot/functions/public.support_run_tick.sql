-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_run_tick(p_batch integer DEFAULT 500)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_steps constant text[] := array[
    'expired_sessions', 'forget_sessions',
    'expired_presence', 'expire_presence',
    'ended_snoozes', 'end_snoozes',
    'routed', 'route_queues',
    'escalated', 'escalate_conversations',
    'rolled_up', 'roll_up_analytics',
    'removed_attachments', 'remove_orphaned_attachments',
    'pruned_updates', 'forget_updates',
    'pruned_outbox', 'forget_deliveries',
    'pruned_rate_limits', 'forget_counters',
    'pruned_invitations', 'forget_invitations',
    'pruned_events', 'forget_events',
    'pruned_audit_logs', 'forget_audit_logs',
    'pruned_conversations', 'forget_conversations',
    'pruned_widgets', 'forget_widgets',
    -- Last, as it keeps visitors from writing: a step that comes after it might wait for one who waits here.
    'ended_bans', 'end_bans'
  ];
  v_counts jsonb := '{}';
  v_failures jsonb := '[]';
  v_has_more boolean := false;
  v_count bigint;
begin
  if p_batch is null or p_batch not between 1 and 5000 then
    perform support.refuse('p_batch', 'a step takes from 1 to 5000 rows');
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('support_run_tick', 0)) then
    return jsonb_build_object('skipped', true);
  end if;
  for v_step in 1 .. cardinality(v_steps) by 2 loop
    v_count := 0;
    -- What fails in one step must not keep the others from being done, now or ever.
    begin
      execute format('select support.%I($1)', v_steps[v_step + 1]) into v_count using p_batch;
    exception when others then
      v_failures := v_failures || jsonb_build_object('step', v_steps[v_step + 1], 'sqlstate', sqlstate, 'message', sqlerrm);
      raise warning 'tick: % failed: % (%)', v_steps[v_step + 1], sqlerrm, sqlstate;
    end;
    v_count := coalesce(v_count, 0);
    v_counts := v_counts || jsonb_build_object(v_steps[v_step], v_count);
    v_has_more := v_has_more or v_count >= p_batch
      or (v_count > 0 and v_steps[v_step] in ('pruned_conversations', 'pruned_widgets'));
  end loop;
  return v_counts || jsonb_build_object('skipped', false, 'has_more', v_has_more, 'failures', v_failures);
end
$function$;

comment on function public.support_run_tick(p_batch integer) is 'Everything that time brings about, each step at most p_batch rows: ends sessions, presence, bans and snoozes; routes and escalates what waits; rolls up figures; forgets what is old. has_more: perhaps not all was done. skipped: another tick runs. A step that fails is named in failures and stops no other one. Raises SC090.';

-- service_role may execute
