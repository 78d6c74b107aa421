-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_dead_letters(p_organization_id uuid, p_before_id bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_letters jsonb;
  v_count integer;
begin
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  select coalesce(jsonb_agg(page.letter order by page.id desc) filter (where page.place <= v_limit), '[]'), count(*)
  into v_letters, v_count
  from (
    select job.id, row_number() over (order by job.id desc) as place, jsonb_build_object(
      'id', job.id::text, 'lane', job.lane, 'channel', job.channel, 'kind', job.kind, 'chat_id', job.chat_id,
      'recipient', job.recipient, 'conversation_id', job.conversation_id, 'message_id', job.message_id,
      'attempts', job.attempts, 'error', job.error, 'created_at', job.created_at, 'settled_at', job.settled_at) as letter
    from support.outbox as job
    where job.organization_id = p_organization_id and job.state = 'dead'
      and coalesce(job.error, '') not in ('expired', 'unsent') and (p_before_id is null or job.id < p_before_id)
    order by job.id desc limit v_limit + 1
  ) as page;
  return jsonb_build_object(
    'dead_letters', v_letters,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit then v_letters -> -1 ->> 'id' end
  );
end
$function$;

comment on function public.support_list_dead_letters(p_organization_id uuid, p_before_id bigint, p_limit integer) is 'Deliveries that were given up, newest first. What nobody misses (a late sign of typing, a message taken back before it was sent) is not among them. Raises SC003.';

-- service_role may execute
