-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_ban_visitor(p_visitor_id uuid, p_agent_id uuid, p_reason text DEFAULT NULL::text, p_until timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_visitor support.visitors := support.lock_visitor(p_visitor_id, v_agent.organization_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_was_banned boolean := support.is_banned(v_visitor);
begin
  if char_length(v_reason) > 500 then
    perform support.refuse('p_reason', 'a reason has at most 500 characters');
  end if;
  if p_until <= now() then
    perform support.refuse('p_until', 'a ban ends in the future, or not by itself');
  end if;
  update support.visitors as visitor set
    banned_at = case when v_was_banned then visitor.banned_at else now() end,
    banned_until = p_until, ban_reason = v_reason, banned_by = p_agent_id
  where visitor.id = v_visitor.id
    and (not v_was_banned or (visitor.banned_until, visitor.ban_reason) is distinct from (p_until, v_reason));
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_visitor.id;
  return jsonb_build_object(
    'outcome', case when v_was_banned then 'already' else 'banned' end, 'visitor', support.visitor_json(v_visitor));
end
$function$;

comment on function public.support_ban_visitor(p_visitor_id uuid, p_agent_id uuid, p_reason text, p_until timestamp with time zone) is 'Blocks a visitor, for good or until a time: from now on all their calls get SC014. Conversations and sessions stay as they are, so that a refresh is refused too instead of starting over. Repeating it changes reason and end; outcome banned or already. Raises SC013, SC050, SC090.';

-- service_role may execute
