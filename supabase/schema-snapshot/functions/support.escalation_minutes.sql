-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.escalation_minutes(p_routing_rules jsonb)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when jsonb_typeof(p_routing_rules -> 'escalate_after_minutes') = 'number'
    then least(greatest((p_routing_rules ->> 'escalate_after_minutes')::numeric, 0), 10080) else 5 end
$function$;

comment on function support.escalation_minutes(p_routing_rules jsonb) is 'After how many minutes the team is reminded of a conversation that nobody took: 5 unless the widget says otherwise, 0 for never.';

-- Nobody but the owner has any privilege.
