-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_invite_agent(p_actor jsonb, p_organization_id uuid, p_token_hash text, p_email text DEFAULT NULL::text, p_role text DEFAULT 'agent'::text, p_expires_in_hours integer DEFAULT 168, p_link text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
  v_known support.agents;
  v_invitation support.agent_invitations;
begin
  perform support.check_settings('agent', jsonb_build_object('email', p_email, 'role', p_role), 'p_email');
  perform support.assert_invitation_terms(p_token_hash, p_expires_in_hours);
  if p_role = 'owner' then
    perform support.require_role(v_actor, 'owner');
  end if;
  if char_length(p_link) > 2000 then
    perform support.refuse('p_link', 'a link has at most 2000 characters');
  end if;
  -- Somebody known by this address, for example from Telegram, gets a web account instead of a second self.
  select agent.* into v_known from support.agents as agent
  where agent.organization_id = p_organization_id and lower(agent.email) = lower(p_email) and agent.is_active;
  if v_known.user_id is not null then
    raise exception 'somebody of the team has this e-mail address' using errcode = 'SC006';
  end if;
  -- Inviting somebody again takes the place of the invitation they had.
  delete from support.agent_invitations as earlier
  where earlier.organization_id = p_organization_id and earlier.purpose = 'join' and lower(earlier.email) = lower(p_email)
    and earlier.accepted_at is null;
  if v_known.id is null then
    perform support.assert_room(p_organization_id, 'agents');
  end if;
  insert into support.agent_invitations (organization_id, agent_id, email, role, token_hash, invited_by, expires_at)
  values (
    p_organization_id, v_known.id, p_email, p_role, p_token_hash, v_actor.id, now() + make_interval(hours => p_expires_in_hours))
  returning * into v_invitation;
  if p_email is not null and p_link is not null then
    perform support.enqueue_email(
      p_organization_id => p_organization_id, p_kind => 'email_invitation', p_recipient => p_email,
      p_payload => jsonb_build_object(
        'link', p_link, 'role', p_role, 'invited_by', v_actor.name,
        'organization_name', (select organization.name from support.organizations as organization where organization.id = p_organization_id)),
      p_conversation_id => null, p_message_id => null, p_not_before => now());
  end if;
  return jsonb_build_object('invitation', support.invitation_json(v_invitation));
end
$function$;

comment on function public.support_invite_agent(p_actor jsonb, p_organization_id uuid, p_token_hash text, p_email text, p_role text, p_expires_in_hours integer, p_link text) is 'A link that makes somebody an agent; with an address and p_link, the whole link, it goes out by e-mail. For admins, owners are invited by owners. Raises SC003, SC005, SC006, SC050, SC051, SC090.';

-- service_role may execute
