-- Purpose: what the admins' API changes for a person whom SQL learns of along the way (who accepts an invitation, who
--          writes the team's texts) is logged with their address hash and browser as well. Texts of the team and of its
--          departments can be listed and changed by any admin, whichever departments they answer for themselves.
-- Objects: support.log_change (replaced), support.remember_client, support.assert_shared_response,
--          public.support_list_shared_responses, support_save_shared_response, support_delete_shared_response,
--          support_accept_invitation_on_web, support_export_visitor_by_agent (replaced).
-- Undo:    restore support.log_change of 20261121121400 and support_export_visitor_by_agent of 20261121121160; drop the rest.

create function support.remember_client(p_client jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_client is not null and jsonb_typeof(p_client) <> 'object' then
    perform support.refuse('p_client', 'an object with ip_hash and user_agent');
  end if;
  perform set_config('support.client', jsonb_build_object(
    'ip_hash', left(p_client ->> 'ip_hash', 128), 'user_agent', left(p_client ->> 'user_agent', 400))::text, true);
end
$$;
comment on function support.remember_client(jsonb) is
  'From where the rest of the transaction is asked for, whoever it turns out to act for: for the log. Raises SC090.';

create or replace function support.log_change(
  p_organization_id uuid, p_action text, p_entity_id text default null, p_change jsonb default '{}'
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_actor jsonb := coalesce(nullif(current_setting('support.actor', true), ''), '{}');
  v_client jsonb := coalesce(nullif(current_setting('support.client', true), ''), '{}');
begin
  -- The organization may be gone already: then this is part of its removal, and its log went with it.
  insert into support.audit_logs (
    organization_id, actor_kind, actor_id, action, entity_id, change, ip_hash, user_agent
  )
  select
    organization.id, coalesce(v_actor ->> 'kind', 'system'), support.uuid_or_null(v_actor ->> 'agent_id'),
    p_action, p_entity_id, p_change, coalesce(v_actor ->> 'ip_hash', v_client ->> 'ip_hash'),
    coalesce(v_actor ->> 'user_agent', v_client ->> 'user_agent')
  from support.organizations as organization where organization.id = p_organization_id;
end
$$;

create function support.assert_shared_response(p_organization_id uuid, p_id uuid)
returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from support.canned_responses as response
    where response.id = p_id and response.organization_id = p_organization_id and response.agent_id is null
  ) then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
end
$$;
comment on function support.assert_shared_response(uuid, uuid) is
  'Passes for a text that is no agent''s own. Raises SC007.';

create function public.support_list_shared_responses(p_actor jsonb, p_organization_id uuid)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('canned_responses', coalesce((
    select jsonb_agg(support.canned_response_json(response) order by response.shortcut, response.id)
    from support.canned_responses as response
    where response.organization_id = p_organization_id and response.agent_id is null
  ), '[]'));
end
$$;
comment on function public.support_list_shared_responses(jsonb, uuid) is
  'The texts of the team and of all its departments, by shortcut; what agents wrote for themselves is not among them. '
  'For admins. Raises SC003, SC050, SC051, SC090.';

create function public.support_save_shared_response(p_actor jsonb, p_organization_id uuid, p_response jsonb)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
begin
  if v_actor.id is null then
    perform support.refuse('p_actor', 'an agent writes the texts of a team');
  end if;
  if p_response ? 'is_own' then
    perform support.refuse('p_response.is_own', 'there is no such field');
  end if;
  if p_response ->> 'id' is not null then
    perform support.assert_shared_response(p_organization_id, support.uuid_or_null(p_response ->> 'id'));
  end if;
  perform support.remember_client(p_actor);
  return public.support_save_canned_response(v_actor.id, p_response);
end
$$;
comment on function public.support_save_shared_response(jsonb, uuid, jsonb) is
  'Makes a text of the team or of a department, or changes the one with this id; what is not named stays. For admins. '
  'Raises SC003, SC006, SC007, SC021, SC050, SC051, SC090.';

create function public.support_delete_shared_response(p_actor jsonb, p_organization_id uuid, p_id uuid)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
begin
  perform support.assert_shared_response(p_organization_id, p_id);
  delete from support.canned_responses as response where response.id = p_id;
  return jsonb_build_object('outcome', 'deleted');
end
$$;
comment on function public.support_delete_shared_response(jsonb, uuid, uuid) is
  'Removes a text of the team or of a department. For admins. Raises SC003, SC007, SC050, SC051, SC090.';

create function public.support_accept_invitation_on_web(
  p_token_hash text, p_user_id uuid, p_name text default null, p_client jsonb default null
)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_user_id is null then
    perform support.refuse('p_user_id', 'an invitation is accepted here with a web account');
  end if;
  perform support.remember_client(p_client);
  return public.support_accept_invitation(p_token_hash => p_token_hash, p_user_id => p_user_id, p_name => p_name);
end
$$;
comment on function public.support_accept_invitation_on_web(text, uuid, text, jsonb) is
  'As support_accept_invitation, for a web account whose request is logged with its address hash and browser (p_client: '
  'ip_hash, user_agent). Raises SC006, SC052, SC090.';

-- Whoever takes a person's data out leaves a trace, as whoever erases it does.
create or replace function public.support_export_visitor_by_agent(p_actor jsonb, p_visitor_id uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_visitor support.visitors := support.find_visitor_for_actor(p_actor, p_visitor_id);
begin
  perform support.log_change(v_visitor.organization_id, 'visitors.exported', v_visitor.id::text);
  return support.export_visitor(v_visitor, true);
end
$$;
comment on function public.support_export_visitor_by_agent(jsonb, uuid) is
  'Everything about a visitor, with the team''s notes; that it was asked for is logged. For admins. '
  'Raises SC013, SC050, SC051, SC090.';

revoke all on function support.remember_client(jsonb) from public;
revoke all on function support.assert_shared_response(uuid, uuid) from public;
revoke all on function public.support_list_shared_responses(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_save_shared_response(jsonb, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_delete_shared_response(jsonb, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_accept_invitation_on_web(text, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.support_list_shared_responses(jsonb, uuid) to service_role;
grant execute on function public.support_save_shared_response(jsonb, uuid, jsonb) to service_role;
grant execute on function public.support_delete_shared_response(jsonb, uuid, uuid) to service_role;
grant execute on function public.support_accept_invitation_on_web(text, uuid, text, jsonb) to service_role;
