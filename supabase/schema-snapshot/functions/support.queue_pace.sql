-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.queue_pace(p_organization_id uuid)
 RETURNS numeric
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select extract(epoch from max(got.started_at) - min(got.started_at)) / nullif(count(*) - 1, 0)
  from (
    select had.started_at from support.conversation_assignments as had
    where had.organization_id = p_organization_id and had.started_at > now() - interval '4 hours'
    order by had.started_at desc limit 20
  ) as got
$function$;

comment on function support.queue_pace(p_organization_id uuid) is 'Seconds between two conversations that somebody got, of the last 20 in four hours; null when there were fewer than two.';

-- Nobody but the owner has any privilege.
