-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_unban_visitor(p_visitor_id uuid, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_visitor support.visitors := support.lock_visitor(p_visitor_id, v_agent.organization_id);
  v_was_banned boolean := support.is_banned(v_visitor);
begin
  update support.visitors as visitor set banned_at = null, banned_until = null, ban_reason = null, banned_by = null
  where visitor.id = v_visitor.id and visitor.banned_at is not null;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_visitor.id;
  return jsonb_build_object(
    'outcome', case when v_was_banned then 'unbanned' else 'already' end, 'visitor', support.visitor_json(v_visitor));
end
$function$;

comment on function public.support_unban_visitor(p_visitor_id uuid, p_agent_id uuid) is 'Lets a blocked visitor back in; outcome unbanned, or already when they were not blocked. Raises SC013, SC050.';

-- service_role may execute
