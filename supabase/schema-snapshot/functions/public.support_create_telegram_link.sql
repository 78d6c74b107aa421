-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_telegram_link(p_actor jsonb, p_agent_id uuid, p_token_hash text, p_expires_in_hours integer DEFAULT 1)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_agent support.agents := support.find_agent(p_actor, p_agent_id, case when v_actor.id = p_agent_id then 'agent' else 'admin' end);
  v_invitation support.agent_invitations;
begin
  perform support.assert_invitation_terms(p_token_hash, p_expires_in_hours);
  if not v_agent.is_active then
    raise exception 'this agent is not active' using errcode = 'SC050';
  end if;
  insert into support.agent_invitations (organization_id, agent_id, purpose, role, token_hash, invited_by, expires_at)
  values (
    v_agent.organization_id, v_agent.id, 'link_telegram', v_agent.role, p_token_hash, v_actor.id,
    now() + make_interval(hours => p_expires_in_hours))
  returning * into v_invitation;
  return jsonb_build_object('invitation', support.invitation_json(v_invitation));
end
$function$;

comment on function public.support_create_telegram_link(p_actor jsonb, p_agent_id uuid, p_token_hash text, p_expires_in_hours integer) is 'A link with which an agent ties their Telegram account to them; by themselves or an admin. Raises SC006, SC050, SC051, SC090.';

-- service_role may execute
