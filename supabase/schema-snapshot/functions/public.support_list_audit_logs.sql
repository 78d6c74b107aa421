-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_audit_logs(p_actor jsonb, p_organization_id uuid, p_action text DEFAULT NULL::text, p_entity_id text DEFAULT NULL::text, p_actor_id uuid DEFAULT NULL::uuid, p_since timestamp with time zone DEFAULT NULL::timestamp with time zone, p_until timestamp with time zone DEFAULT NULL::timestamp with time zone, p_before_id bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_page jsonb;
begin
  perform support.begin_change(p_actor, p_organization_id);
  select coalesce(jsonb_agg(
    to_jsonb(line) - 'organization_id' || jsonb_build_object(
      'actor_name', (select agent.name from support.agents as agent where agent.id = line.actor_id))
    order by line.id desc), '[]') into v_page
  from (
    select entry.* from support.audit_logs as entry
    where entry.organization_id = p_organization_id
      and (p_before_id is null or entry.id < p_before_id)
      and (p_action is null or entry.action = p_action or split_part(entry.action, '.', 1) = p_action)
      and (p_entity_id is null or entry.entity_id = p_entity_id)
      and (p_actor_id is null or entry.actor_id = p_actor_id)
      and (p_since is null or entry.created_at >= p_since)
      and (p_until is null or entry.created_at < p_until)
    order by entry.id desc limit v_limit + 1
  ) as line;
  return jsonb_build_object(
    'audit_logs', case when jsonb_array_length(v_page) > v_limit then v_page - v_limit else v_page end,
    'has_more', jsonb_array_length(v_page) > v_limit,
    'next_cursor', case when jsonb_array_length(v_page) > v_limit then v_page -> (v_limit - 1) ->> 'id' end
  );
end
$function$;

comment on function public.support_list_audit_logs(p_actor jsonb, p_organization_id uuid, p_action text, p_entity_id text, p_actor_id uuid, p_since timestamp with time zone, p_until timestamp with time zone, p_before_id bigint, p_limit integer) is 'The audit log, newest first, 1 to 200 lines at once; p_action is an action (widgets.updated) or what it was done to (widgets). The next page begins before next_cursor. For admins. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
