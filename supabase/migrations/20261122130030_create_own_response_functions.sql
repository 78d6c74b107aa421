-- Purpose: agents write texts of their own on the web, without being able to touch the team's, whatever their role: who
--          administers uses the admins' API for those.
-- Objects: support.assert_own_response, public.support_save_own_response, support_delete_own_response (new).
-- Undo:    drop the functions.

create function support.assert_own_response(p_agent_id uuid, p_id uuid)
returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from support.canned_responses as response where response.id = p_id and response.agent_id = p_agent_id
  ) then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
end
$$;
comment on function support.assert_own_response(uuid, uuid) is 'Passes for a text that is this agent''s own. Raises SC007.';

create function public.support_save_own_response(p_agent_id uuid, p_response jsonb)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
begin
  -- Of two calls at the same time the second waits here, so that it counts what the first has added.
  perform support.count_hit('responses:agent:' || p_agent_id::text, 60, interval '1 minute');
  if p_response ?| array['is_own', 'department_id'] then
    perform support.refuse('p_response', 'an object with shortcut, title and body');
  end if;
  if p_response ->> 'id' is not null then
    perform support.assert_own_response(v_agent.id, support.uuid_or_null(p_response ->> 'id'));
  elsif (select count(*) from support.canned_responses as response where response.agent_id = v_agent.id) >= 200 then
    perform support.refuse('p_response', 'at most 200 texts of one''s own; remove one first');
  end if;
  return public.support_save_canned_response(v_agent.id, p_response || '{"is_own": true}');
end
$$;
comment on function public.support_save_own_response(uuid, jsonb) is
  'Makes a text that only this agent sees, or changes the one with this id; what is not named stays. At most 200 each, 60 changes a minute. Raises SC006, SC007, SC040, SC050, SC090.';

create function public.support_delete_own_response(p_agent_id uuid, p_id uuid)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
begin
  perform support.count_hit('responses:agent:' || p_agent_id::text, 60, interval '1 minute');
  perform support.assert_own_response(v_agent.id, p_id);
  return public.support_delete_canned_response(v_agent.id, p_id) - 'id';
end
$$;
comment on function public.support_delete_own_response(uuid, uuid) is
  'Removes a text of this agent''s own. Raises SC007, SC040, SC050.';

revoke all on function support.assert_own_response(uuid, uuid) from public;
revoke all on function public.support_save_own_response(uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_delete_own_response(uuid, uuid) from public, anon, authenticated;
grant execute on function public.support_save_own_response(uuid, jsonb) to service_role;
grant execute on function public.support_delete_own_response(uuid, uuid) to service_role;
