-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_save_canned_response(p_agent_id uuid, p_response jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function public.support_save_canned_response(p_agent_id uuid, p_response jsonb) is 'Makes a text, or changes the one with this id; what is not named stays. is_own: only this agent sees it; the team''s and a department''s texts are for admins to write. Raises SC006, SC007, SC021, SC050, SC051, SC090.';

-- service_role may execute
