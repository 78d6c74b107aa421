-- Purpose: texts that agents use again and again.
-- Objects: support.canned_response_json, fill_in; public.support_list_canned_responses, support_save_canned_response,
--          support_delete_canned_response, support_use_canned_response.
-- Undo:    drop the functions.

create function support.canned_response_json(p_response support.canned_responses) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_response.id,
    'scope', case when p_response.agent_id is not null then 'own' when p_response.department_id is not null then 'department' else 'team' end,
    'department_id', p_response.department_id,
    'shortcut', p_response.shortcut,
    'title', p_response.title,
    'body', p_response.body,
    'used_count', p_response.used_count,
    'last_used_at', p_response.last_used_at,
    'created_at', p_response.created_at,
    'updated_at', p_response.updated_at
  )
$$;
comment on function support.canned_response_json(support.canned_responses) is 'A canned response as agents receive it.';

create function support.fill_in(p_body text, p_conversation support.conversations, p_agent support.agents) returns text
language plpgsql stable
set search_path = ''
as $$
declare
  v_visitor_name text := (select visitor.name from support.visitors as visitor where visitor.id = p_conversation.visitor_id);
begin
  p_body := regexp_replace(p_body, '\{\{\s*(visitor\.name|agent\.name|conversation\.number)\s*\}\}', '{{\1}}', 'g');
  if v_visitor_name is null then
    p_body := replace(replace(p_body, ' {{visitor.name}}', ''), '{{visitor.name}}', '');
  end if;
  p_body := replace(p_body, '{{conversation.number}}', p_conversation.number::text);
  p_body := replace(p_body, '{{agent.name}}', p_agent.name);
  -- The visitor's name comes last, so that nothing in it is filled in.
  return case when v_visitor_name is null then p_body else replace(p_body, '{{visitor.name}}', v_visitor_name) end;
end
$$;
comment on function support.fill_in(text, support.conversations, support.agents) is
  'A canned text with {{visitor.name}}, {{agent.name}} and {{conversation.number}} filled in; for a visitor without a name '
  '"Hello {{visitor.name}}," becomes "Hello,".';

create function public.support_list_canned_responses(
  p_agent_id uuid, p_department_id uuid default null, p_search text default null
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_search text := lower(btrim(coalesce(p_search, '')));
  v_responses jsonb;
begin
  if char_length(v_search) > 100 then
    perform support.refuse('p_search', 'a text of at most 100 characters');
  end if;
  select coalesce(jsonb_agg(support.canned_response_json(usable) order by usable.used_count desc, usable.shortcut, usable.id), '[]')
  into v_responses
  from (
    select response.* from support.canned_responses as response
    where response.organization_id = v_agent.organization_id
      and (response.agent_id is null or response.agent_id = p_agent_id)
      and (response.department_id is null or response.department_id = p_department_id
        or (p_department_id is null and support.answers_for(p_agent_id, response.department_id)))
      and (v_search = '' or position(v_search in response.shortcut) > 0 or position(v_search in lower(response.title)) > 0
        or position(v_search in lower(response.body)) > 0)
    order by response.used_count desc, response.shortcut, response.id limit 500
  ) as usable;
  return jsonb_build_object('canned_responses', v_responses, 'has_more', false, 'next_cursor', null);
end
$$;
comment on function public.support_list_canned_responses(uuid, uuid, text) is
  'The agent''s own texts, the team''s, and those of one department or of all they answer for; what is used most first, at '
  'most 500. Raises SC050, SC090.';

create function support.lock_canned_response(p_agent support.agents, p_id uuid) returns support.canned_responses
language plpgsql
set search_path = ''
as $$
declare
  v_response support.canned_responses;
begin
  select response.* into v_response from support.canned_responses as response
  where response.id = p_id and response.organization_id = p_agent.organization_id
    and (response.agent_id is null or response.agent_id = p_agent.id)
  for update;
  if not found then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
  if v_response.agent_id is null then
    perform support.require_role(p_agent, 'admin');
  end if;
  return v_response;
end
$$;
comment on function support.lock_canned_response(support.agents, uuid) is
  'A text this agent may change: their own, or any shared one for admins. Raises SC007, SC051.';

create function public.support_save_canned_response(p_agent_id uuid, p_response jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_response support.canned_responses;
  v_unknown text;
begin
  if p_response is null or jsonb_typeof(p_response) <> 'object' then
    perform support.refuse('p_response', 'an object with shortcut, title and body');
  end if;
  select name into v_unknown from jsonb_object_keys(p_response) as name
  where name not in ('id', 'shortcut', 'title', 'body', 'department_id', 'is_own') limit 1;
  if found then
    perform support.refuse('p_response.' || v_unknown, 'there is no such field');
  end if;
  if p_response ->> 'id' is not null then
    v_response := support.lock_canned_response(v_agent, support.uuid_or_null(p_response ->> 'id'));
  end if;

  if p_response ? 'shortcut' or v_response.id is null then
    v_response.shortcut := lower(p_response ->> 'shortcut');
    if coalesce(v_response.shortcut, '') !~ '^[a-z0-9][a-z0-9_-]{0,31}$' then
      perform support.refuse('p_response.shortcut', 'up to 32 letters, digits, _ and -');
    end if;
  end if;
  if p_response ? 'title' or v_response.id is null then
    v_response.title := btrim(p_response ->> 'title');
    if jsonb_typeof(p_response -> 'title') is distinct from 'string' or char_length(v_response.title) not between 1 and 100 then
      perform support.refuse('p_response.title', 'a text of 1 to 100 characters');
    end if;
  end if;
  if p_response ? 'body' or v_response.id is null then
    v_response.body := p_response ->> 'body';
    if jsonb_typeof(p_response -> 'body') is distinct from 'string' or v_response.body !~ '[^[:space:]]'
        or char_length(v_response.body) > 4000 then
      perform support.refuse('p_response.body', 'a text of 1 to 4000 characters');
    end if;
  end if;
  if p_response ? 'is_own' then
    if jsonb_typeof(p_response -> 'is_own') <> 'boolean' then
      perform support.refuse('p_response.is_own', 'true or false');
    end if;
    v_response.agent_id := case when (p_response ->> 'is_own')::boolean then p_agent_id end;
  end if;
  if p_response ? 'department_id' then
    v_response.department_id := support.uuid_or_null(p_response ->> 'department_id');
    if p_response ->> 'department_id' is not null and not exists (
      select from support.departments as department
      where department.id = v_response.department_id and department.organization_id = v_agent.organization_id
    ) then
      raise exception 'no such department' using errcode = 'SC021';
    end if;
  end if;
  if v_response.agent_id is null then
    perform support.require_role(v_agent, 'admin');
  end if;

  begin
    if v_response.id is null then
      insert into support.canned_responses (organization_id, department_id, agent_id, shortcut, title, body)
      values (
        v_agent.organization_id, v_response.department_id, v_response.agent_id, v_response.shortcut, v_response.title,
        v_response.body
      )
      returning * into v_response;
    else
      update support.canned_responses set
        department_id = v_response.department_id, agent_id = v_response.agent_id, shortcut = v_response.shortcut,
        title = v_response.title, body = v_response.body, updated_at = now()
      where id = v_response.id returning * into v_response;
    end if;
  exception when unique_violation then
    raise exception 'this shortcut is taken' using errcode = 'SC006', hint = 'Choose another one.';
  end;
  return jsonb_build_object('canned_response', support.canned_response_json(v_response));
end
$$;
comment on function public.support_save_canned_response(uuid, jsonb) is
  'Makes a text, or changes the one with this id; what is not named stays. is_own: only this agent sees it; the team''s and a '
  'department''s texts are for admins to write. Raises SC006, SC007, SC021, SC050, SC051, SC090.';

create function public.support_delete_canned_response(p_agent_id uuid, p_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_response support.canned_responses := support.lock_canned_response(v_agent, p_id);
begin
  delete from support.canned_responses where id = v_response.id;
  return jsonb_build_object('outcome', 'deleted', 'id', v_response.id);
end
$$;
comment on function public.support_delete_canned_response(uuid, uuid) is 'Removes a text. Raises SC007, SC050, SC051.';

create function public.support_use_canned_response(p_agent_id uuid, p_conversation_id uuid, p_shortcut_or_id text) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.active_agent(p_agent_id);
  v_conversation support.conversations;
  v_response support.canned_responses;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  select response.* into v_response from support.canned_responses as response
  where response.organization_id = v_agent.organization_id
    and (response.agent_id is null or response.agent_id = p_agent_id)
    and (response.id = support.uuid_or_null(p_shortcut_or_id)
      or (response.shortcut = lower(ltrim(btrim(p_shortcut_or_id), '/'))
        and (response.department_id is null or response.department_id = v_conversation.department_id)))
  order by response.agent_id nulls last, response.department_id nulls last limit 1;
  if not found then
    raise exception 'no such canned response' using errcode = 'SC007';
  end if;
  update support.canned_responses set used_count = used_count + 1, last_used_at = now() where id = v_response.id;
  return jsonb_build_object('id', v_response.id, 'text', support.fill_in(v_response.body, v_conversation, v_agent));
end
$$;
comment on function public.support_use_canned_response(uuid, uuid, text) is
  'A text filled in for a conversation, by id or by shortcut: the agent''s own goes before the department''s, that before the '
  'team''s. Posts nothing. Raises SC007, SC020, SC050.';

revoke all on function support.canned_response_json(support.canned_responses) from public;
revoke all on function support.fill_in(text, support.conversations, support.agents) from public;
revoke all on function support.lock_canned_response(support.agents, uuid) from public;
revoke all on function public.support_list_canned_responses(uuid, uuid, text) from public, anon, authenticated;
revoke all on function public.support_save_canned_response(uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_delete_canned_response(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_use_canned_response(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.support_list_canned_responses(uuid, uuid, text) to service_role;
grant execute on function public.support_save_canned_response(uuid, jsonb) to service_role;
grant execute on function public.support_delete_canned_response(uuid, uuid) to service_role;
grant execute on function public.support_use_canned_response(uuid, uuid, text) to service_role;
