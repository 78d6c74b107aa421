-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_accept_invitation(p_token_hash text, p_user_id uuid DEFAULT NULL::uuid, p_telegram_user_id bigint DEFAULT NULL::bigint, p_name text DEFAULT NULL::text, p_telegram_username text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_invitation support.agent_invitations;
  v_agent support.agents;
  v_outcome text := 'joined';
begin
  if p_user_id is null and p_telegram_user_id is null then
    perform support.refuse('p_user_id', 'an invitation is accepted with a web account or a Telegram account');
  end if;
  if char_length(p_name) > 100 then
    perform support.refuse('p_name', 'a name has at most 100 characters');
  end if;
  select invitation.* into v_invitation from support.agent_invitations as invitation
  where invitation.token_hash = p_token_hash for update;
  select agent.* into v_agent from support.agents as agent where agent.id = v_invitation.agent_id;
  -- Accepting a second time, because the first answer was lost, is no error for whoever accepted it.
  if v_invitation.accepted_at is not null and v_agent.is_active
      and coalesce(v_agent.user_id = p_user_id, v_agent.telegram_user_id = p_telegram_user_id, false) then
    return jsonb_build_object('outcome', 'already', 'agent', support.agent_profile_json(v_agent));
  end if;
  if v_invitation.id is null or v_invitation.accepted_at is not null or v_invitation.expires_at <= now()
      or (v_agent.id is not null and not v_agent.is_active) then
    raise exception 'this invitation is no longer good' using errcode = 'SC052', hint = 'Ask for a new one.';
  end if;
  if v_invitation.purpose = 'link_telegram' and p_telegram_user_id is null then
    perform support.refuse('p_telegram_user_id', 'this link takes a Telegram account');
  end if;
  perform set_config('support.actor', jsonb_build_object('kind', 'agent', 'agent_id', v_agent.id)::text, true);

  begin
    if v_agent.id is null then
      -- Somebody who was here before comes back as themselves.
      select agent.* into v_agent from support.agents as agent
      where agent.organization_id = v_invitation.organization_id and (
        agent.user_id = p_user_id or agent.telegram_user_id = p_telegram_user_id
        or (lower(agent.email) = lower(v_invitation.email) and (agent.user_id is null or not agent.is_active)))
      order by agent.user_id = p_user_id desc nulls last, agent.telegram_user_id = p_telegram_user_id desc nulls last limit 1;
    else
      v_outcome := 'linked';
    end if;
    if v_agent.id is null then
      insert into support.agents (organization_id, name, email, role, user_id, telegram_user_id, telegram_username)
      values (
        v_invitation.organization_id,
        coalesce(nullif(btrim(p_name), ''), nullif(left(split_part(v_invitation.email, '@', 1), 100), ''), 'Support team'),
        v_invitation.email, v_invitation.role, p_user_id, p_telegram_user_id, left(p_telegram_username, 100))
      returning * into v_agent;
    else
      if v_agent.is_active and v_agent.user_id <> p_user_id then
        raise exception 'this agent has another web account' using errcode = 'SC006';
      end if;
      perform support.absorb_telegram_agent(v_agent, p_telegram_user_id);
      update support.agents set
        role = case
          when v_invitation.purpose = 'link_telegram' then role
          when not is_active then v_invitation.role
          else (array['owner', 'admin', 'agent'])[least(
            array_position(array['owner', 'admin', 'agent'], role),
            array_position(array['owner', 'admin', 'agent'], v_invitation.role))]
        end,
        is_active = true,
        email = coalesce(email, v_invitation.email),
        user_id = coalesce(p_user_id, user_id),
        telegram_user_id = coalesce(p_telegram_user_id, telegram_user_id),
        telegram_username = coalesce(left(p_telegram_username, 100), telegram_username),
        updated_at = now()
      where id = v_agent.id returning * into v_agent;
    end if;
  exception when unique_violation then
    -- The account or the address is somebody else's of the team, perhaps only since this moment.
    raise exception 'somebody else of the team has this account or address' using errcode = 'SC006';
  end;
  perform support.act_as_agent(v_agent.id);
  update support.agent_invitations set accepted_at = now(), agent_id = v_agent.id where id = v_invitation.id;
  return jsonb_build_object('outcome', v_outcome, 'agent', support.agent_profile_json(v_agent));
end
$function$;

comment on function public.support_accept_invitation(p_token_hash text, p_user_id uuid, p_telegram_user_id bigint, p_name text, p_telegram_username text) is 'Makes whoever holds the link an agent (joined), or adds their account to one (linked). Works once; the same account may repeat it (already). Nobody''s role gets smaller by it. Raises SC006, SC052, SC090.';

-- service_role may execute
