-- Purpose: how people and groups come to the team: invitations, links to Telegram accounts, Telegram groups.
-- Objects: support.invitation_json, assert_invitation_terms, absorb_telegram_agent; public.support_list_invitations,
--          support_invite_agent, support_create_telegram_link, support_delete_invitation, support_accept_invitation,
--          support_list_telegram_chats, support_upsert_telegram_chat, support_delete_telegram_chat.
-- Undo:    drop the functions.

-- Invitations

create function support.invitation_json(p_invitation support.agent_invitations) returns jsonb
language sql stable
set search_path = ''
as $$ select to_jsonb(p_invitation) - 'token_hash' $$;
comment on function support.invitation_json(support.agent_invitations) is 'An invitation as admins see it: everything but its secret''s hash.';

create function support.assert_invitation_terms(p_token_hash text, p_expires_in_hours integer) returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_token_hash is null or p_token_hash !~ '^[0-9a-f]{64}$' then
    perform support.refuse('p_token_hash', 'the SHA-256 of the link''s secret, in hex');
  end if;
  if p_expires_in_hours is null or p_expires_in_hours not between 1 and 720 then
    perform support.refuse('p_expires_in_hours', 'an invitation is good for 1 to 720 hours');
  end if;
  if exists (select from support.agent_invitations as invitation where invitation.token_hash = p_token_hash) then
    raise exception 'this secret was used for an invitation already' using errcode = 'SC006', hint = 'Draw a new one.';
  end if;
end
$$;
comment on function support.assert_invitation_terms(text, integer) is
  'Passes for a hash that is new and a sensible time. Raises SC006, SC090.';

create function public.support_list_invitations(p_actor jsonb, p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('invitations', coalesce((
    select jsonb_agg(support.invitation_json(invitation) order by invitation.created_at desc, invitation.id)
    from support.agent_invitations as invitation
    where invitation.organization_id = p_organization_id and invitation.accepted_at is null
  ), '[]'));
end
$$;
comment on function public.support_list_invitations(jsonb, uuid) is
  'Invitations that nobody used yet, newest first, those that ran out too. For admins. Raises SC003, SC050, SC051, SC090.';

create function public.support_invite_agent(
  p_actor jsonb, p_organization_id uuid, p_token_hash text, p_email text default null, p_role text default 'agent',
  p_expires_in_hours integer default 168, p_link text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_invite_agent(jsonb, uuid, text, text, text, integer, text) is
  'A link that makes somebody an agent; with an address and p_link, the whole link, it goes out by e-mail. For admins, owners '
  'are invited by owners. Raises SC003, SC005, SC006, SC050, SC051, SC090.';

create function public.support_create_telegram_link(
  p_actor jsonb, p_agent_id uuid, p_token_hash text, p_expires_in_hours integer default 1
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_create_telegram_link(jsonb, uuid, text, integer) is
  'A link with which an agent ties their Telegram account to them; by themselves or an admin. Raises SC006, SC050, SC051, '
  'SC090.';

create function public.support_delete_invitation(p_actor jsonb, p_invitation_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_actor support.agents := support.identify_actor(p_actor);
begin
  delete from support.agent_invitations as invitation
  where invitation.id = p_invitation_id and invitation.accepted_at is null
    and (v_actor.id is null or (invitation.organization_id = v_actor.organization_id and v_actor.role in ('owner', 'admin')));
  if not found then
    perform support.require_role(v_actor, 'admin');
    raise exception 'no such open invitation' using errcode = 'SC007';
  end if;
  return jsonb_build_object('outcome', 'deleted');
end
$$;
comment on function public.support_delete_invitation(jsonb, uuid) is
  'Takes back an invitation that nobody used. For admins. Raises SC007, SC050, SC051, SC090.';

create function support.absorb_telegram_agent(p_into support.agents, p_telegram_user_id bigint) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_other support.agents;
begin
  select agent.* into v_other from support.agents as agent
  where agent.organization_id = p_into.organization_id and agent.telegram_user_id = p_telegram_user_id and agent.id <> p_into.id;
  if not found then
    return;
  end if;
  if v_other.user_id is not null then
    raise exception 'this Telegram account belongs to somebody else of the team' using errcode = 'SC006';
  end if;
  v_other := support.lock_agent_and_conversations(v_other.id);
  perform support.move_conversations(v_other, p_into.id, null);
  update support.agents set telegram_user_id = null, telegram_conversation_id = null, is_active = false, updated_at = now()
  where id = v_other.id;
end
$$;
comment on function support.absorb_telegram_agent(support.agents, bigint) is
  'Whoever wrote in the group before they were linked is on the team under that account already: their open conversations '
  'become the linked agent''s, and that second self is deactivated. Raises SC006.';

create function public.support_accept_invitation(
  p_token_hash text, p_user_id uuid default null, p_telegram_user_id bigint default null, p_name text default null,
  p_telegram_username text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_accept_invitation(text, uuid, bigint, text, text) is
  'Makes whoever holds the link an agent (joined), or adds their account to one (linked). Works once; the same account may '
  'repeat it (already). Nobody''s role gets smaller by it. Raises SC006, SC052, SC090.';

-- Telegram groups

create function public.support_list_telegram_chats(p_actor jsonb, p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('telegram_chats', coalesce((
    select jsonb_agg(to_jsonb(chat) order by chat.created_at, chat.chat_id)
    from support.telegram_chats as chat where chat.organization_id = p_organization_id
  ), '[]'));
end
$$;
comment on function public.support_list_telegram_chats(jsonb, uuid) is
  'The groups in which the organization answers. For admins. Raises SC003, SC050, SC051, SC090.';

create function public.support_upsert_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_chat support.telegram_chats;
  v_known support.telegram_chats;
begin
  perform support.begin_change(p_actor, p_organization_id);
  perform support.check_settings('telegram_chat', p_chat, 'p_chat');
  if p_chat ->> 'department_id' is not null then
    perform support.assert_ids(p_organization_id, 'departments', array[(p_chat ->> 'department_id')::uuid], 'department_id');
  end if;
  select chat.* into v_known from support.telegram_chats as chat where chat.chat_id = (p_chat ->> 'chat_id')::bigint for update;
  begin
    insert into support.telegram_chats as chat (chat_id, organization_id, department_id, mode, bot_id, title, is_forum)
    values (
      (p_chat ->> 'chat_id')::bigint, p_organization_id, (p_chat ->> 'department_id')::uuid, coalesce(p_chat ->> 'mode', 'topics'),
      (p_chat ->> 'bot_id')::bigint, p_chat ->> 'title', (p_chat ->> 'is_forum')::boolean)
    on conflict (chat_id) do update set
      department_id = case when p_chat ? 'department_id' then excluded.department_id else chat.department_id end,
      mode = coalesce(p_chat ->> 'mode', chat.mode),
      bot_id = case when p_chat ? 'bot_id' then excluded.bot_id else chat.bot_id end,
      title = coalesce(excluded.title, chat.title),
      is_forum = coalesce(excluded.is_forum, chat.is_forum),
      updated_at = now()
    where chat.organization_id = p_organization_id
    returning chat.* into v_chat;
  exception when unique_violation then
    raise exception 'another group answers for this already' using errcode = 'SC006', hint = 'Disconnect that one first.';
  end;
  if v_chat.chat_id is null then
    raise exception 'this group is connected to another organization' using errcode = 'SC006';
  end if;
  return jsonb_build_object(
    'outcome', case when v_known.chat_id is null then 'created' else 'updated' end, 'telegram_chat', to_jsonb(v_chat));
end
$$;
comment on function public.support_upsert_telegram_chat(jsonb, uuid, jsonb) is
  'Connects a group, or changes how it is used. One group answers for a department, and one for all without their own. For '
  'admins. Raises SC003, SC006, SC050, SC051, SC090.';

create function public.support_delete_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat_id bigint) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id);
  delete from support.telegram_chats as chat where chat.chat_id = p_chat_id and chat.organization_id = p_organization_id;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  update support.outbox set state = 'dead', settled_at = now(), leased_until = null, error = 'the group was disconnected'
  where lane = 'telegram:' || p_chat_id::text and state = 'pending';
  delete from support.outbox_lanes as lane where lane.lane = 'telegram:' || p_chat_id::text;
  return jsonb_build_object('outcome', 'deleted');
end
$$;
comment on function public.support_delete_telegram_chat(jsonb, uuid, bigint) is
  'Disconnects a group: its topics are forgotten, what still waited for it is given up. Conversations stay. For admins. '
  'Raises SC003, SC007, SC050, SC051, SC090.';

revoke all on function support.invitation_json(support.agent_invitations) from public;
revoke all on function support.assert_invitation_terms(text, integer) from public;
revoke all on function support.absorb_telegram_agent(support.agents, bigint) from public;
revoke all on function public.support_list_invitations(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_invite_agent(jsonb, uuid, text, text, text, integer, text) from public, anon, authenticated;
revoke all on function public.support_create_telegram_link(jsonb, uuid, text, integer) from public, anon, authenticated;
revoke all on function public.support_delete_invitation(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_accept_invitation(text, uuid, bigint, text, text) from public, anon, authenticated;
revoke all on function public.support_list_telegram_chats(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_upsert_telegram_chat(jsonb, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_delete_telegram_chat(jsonb, uuid, bigint) from public, anon, authenticated;
grant execute on function public.support_list_invitations(jsonb, uuid) to service_role;
grant execute on function public.support_invite_agent(jsonb, uuid, text, text, text, integer, text) to service_role;
grant execute on function public.support_create_telegram_link(jsonb, uuid, text, integer) to service_role;
grant execute on function public.support_delete_invitation(jsonb, uuid) to service_role;
grant execute on function public.support_accept_invitation(text, uuid, bigint, text, text) to service_role;
grant execute on function public.support_list_telegram_chats(jsonb, uuid) to service_role;
grant execute on function public.support_upsert_telegram_chat(jsonb, uuid, jsonb) to service_role;
grant execute on function public.support_delete_telegram_chat(jsonb, uuid, bigint) to service_role;
