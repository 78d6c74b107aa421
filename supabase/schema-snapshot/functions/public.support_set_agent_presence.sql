-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_agent_presence(p_agent_id uuid, p_presence text, p_snoozed_until timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_shown jsonb;
begin
  if p_presence is null or p_presence not in ('auto', 'away') then
    perform support.refuse('p_presence', 'auto or away');
  end if;
  if p_snoozed_until <= now() or p_snoozed_until > now() + interval '1 year' then
    perform support.refuse('p_snoozed_until', 'a time within the next year');
  end if;
  perform support.lock_presence(v_agent.organization_id);
  v_shown := support.shown_team(v_agent.organization_id);
  update support.agents set presence = p_presence, snoozed_until = p_snoozed_until
  where id = p_agent_id returning * into v_agent;
  if support.shown_team(v_agent.organization_id) <> v_shown then
    perform support.announce_availability(v_agent.organization_id);
  end if;
  if not support.is_away(v_agent) then
    perform support.route_waiting(v_agent.organization_id, 10);
  end if;
  return jsonb_build_object('agent', support.agent_presence_json(v_agent));
end
$function$;

comment on function public.support_set_agent_presence(p_agent_id uuid, p_presence text, p_snoozed_until timestamp with time zone) is 'auto: there while a connection is; away: given nothing, whatever is connected; with a time: away until then. Raises SC050, SC090.';

-- service_role may execute
