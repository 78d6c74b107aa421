-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_lease_outbox(p_limit integer DEFAULT 10, p_lease_seconds integer DEFAULT 60, p_lane text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_leased jsonb;
begin
  with due as (
    select pending.id from support.outbox as pending
    where pending.state = 'pending' and pending.not_before <= clock_timestamp()
      and (pending.leased_until is null or pending.leased_until <= clock_timestamp())
      and (p_lane is null or pending.lane = p_lane)
      and not exists (
        select from support.outbox as earlier
        where earlier.lane = pending.lane and earlier.state = 'pending' and earlier.id < pending.id
      )
    order by pending.id limit p_limit
    for update skip locked
  ), leased as (
    update support.outbox as job
    set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds), attempts = job.attempts + 1
    from due where job.id = due.id
    returning job.*
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', job.id::text, 'lane', job.lane, 'kind', job.kind, 'chat_id', job.chat_id, 'attempts', job.attempts,
    'payload', job.payload, 'context', support.outbox_context(job.*::support.outbox)
  ) order by job.id), '[]'::jsonb)
  into v_leased
  from (select * from leased) as job;
  return v_leased;
end
$function$;

comment on function public.support_lease_outbox(p_limit integer, p_lease_seconds integer, p_lane text) is 'The head of each lane that is due, for one worker at a time. A head that waits or is being sent holds its lane, so the order in a chat survives every retry. A lease that runs out makes the row due again.';

-- service_role may execute
