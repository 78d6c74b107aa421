-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_renew_lease(p_id bigint, p_attempts integer, p_lease_seconds integer DEFAULT 60)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_lease_seconds is null or p_lease_seconds not between 0 and 3600 then
    perform support.refuse('p_lease_seconds', 'a lease lasts from 0 to 3600 seconds');
  end if;
  update support.outbox set leased_until = greatest(leased_until, clock_timestamp() + make_interval(secs => p_lease_seconds))
  where id = p_id and state = 'pending' and attempts = p_attempts and leased_until is not null;
  return jsonb_build_object('renewed', found);
end
$function$;

comment on function public.support_renew_lease(p_id bigint, p_attempts integer, p_lease_seconds integer) is 'A worker needs longer with its delivery. p_attempts is what it was told when it got it: false says that somebody else has it by now, or that it was settled. Raises SC090.';

-- service_role may execute
