-- Purpose: how a conversation begins, changes hands, changes and ends.
-- Objects: support.setting_number, needed_skills, lock_open_conversation (replaced), reopen_conversation, end_conversation,
--          lock_conversation_to_give, require_answerer, words_of, line_of, instant_of;
--          public.support_start_conversation (replaced), support_end_conversation,
--          support_claim_conversation, support_pass_conversation, support_close_conversation,
--          support_reopen_conversation (replaced), support_resolve_conversation, support_assign_conversation,
--          support_unassign_conversation, support_transfer_conversation, support_update_conversation.
-- Undo:    drop the new functions; restore those of 20261121090400 and 20261121090500.

create function support.setting_number(p_settings jsonb, p_name text, p_default numeric, p_most numeric) returns numeric
language sql immutable
set search_path = ''
as $$
  select case when jsonb_typeof(p_settings -> p_name) = 'number'
    then least(greatest((p_settings ->> p_name)::numeric, 0), p_most) else p_default end
$$;
comment on function support.setting_number(jsonb, text, numeric, numeric) is
  'A number among settings, from 0 to a greatest one; the default where there is none.';

create function support.needed_skills(p_widget support.widgets, p_department_id uuid) returns text[]
language sql stable
set search_path = ''
as $$
  select coalesce((array_agg(distinct needed.skill))[1:50], '{}')
  from (
    select unnest(department.required_skills) as skill from support.departments as department
    where department.id = p_department_id
    union all
    select jsonb_path_query(p_widget.routing_rules, '$.skills.keyvalue() ? (@.key == $id).value[*] ? (@.type() == "string")',
      jsonb_build_object('id', p_department_id)) #>> '{}'
  ) as needed
$$;
comment on function support.needed_skills(support.widgets, uuid) is
  'What an agent must be able to do for a department: what it requires, and what this widget''s routing_rules.skills add.';

create function support.reopen_conversation(
  p_conversation support.conversations, p_agent_name text default null
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_agent support.agents;
  v_is_given_out boolean;
  v_stays boolean;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_conversation.widget_id;
  v_is_given_out := coalesce(v_widget.routing_rules ->> 'strategy' = 'least_busy', false);
  if v_is_given_out then
    perform support.lock_routing(p_conversation.organization_id);
  end if;
  select agent.* into v_agent from support.agents as agent
  where agent.id = p_conversation.agent_id and agent.is_active for key share;
  v_stays := found and (not v_is_given_out or exists (
    select from support.free_agents(p_conversation.organization_id) as free where free.agent_id = v_agent.id));
  perform set_config('support.assignment', 'routed:', true);
  update support.conversations set
    agent_id = case when v_stays then agent_id end,
    status = case when v_stays then 'active' else 'queued' end,
    claimed_at = case when v_stays then claimed_at end,
    queued_at = case when v_stays then queued_at else now() end,
    is_offline = case when p_agent_name is null then support.widget_status(v_widget) <> 'online' else is_offline end,
    closed_at = null, ended_by = null, escalated_at = null, escalations = 0, reopened_count = reopened_count + 1,
    revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform set_config('support.assignment', '', true);
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_strip_nulls(jsonb_build_object('state', 'reopened', 'agent_name', p_agent_name)));
  return support.route_conversation(v_conversation);
end
$$;
comment on function support.reopen_conversation(support.conversations, text) is
  'Opens a locked conversation again. It stays with its agent, unless they left the team or, where conversations are '
  'given out, are not there or have no room: then it waits in the queue or is routed.';

create or replace function support.lock_open_conversation(
  p_session support.sessions, p_department_id uuid, p_context jsonb
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_department support.departments;
  v_latest_id uuid;
  v_number bigint;
  v_constraint text;
begin
  if jsonb_typeof(p_context) <> 'object' or octet_length(p_context::text) > 16384 then
    perform support.refuse('p_context', 'the context is an object of at most 16 KB');
  end if;
  select widget.* into v_widget from support.widgets as widget where widget.id = p_session.widget_id;
  if p_department_id is not null and not exists (
    select from support.departments as department
    where department.id = p_department_id and department.organization_id = v_widget.organization_id
      and department.is_active
  ) then
    raise exception 'no such department' using errcode = 'SC021', hint = 'Choose one of the departments in widget-config.';
  end if;

  loop
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
      and conversation.status in ('queued', 'active')
    for update;
    if found then
      return v_conversation;
    end if;

    -- A visitor who comes back soon goes on where they stopped; later it is a new matter.
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
    order by conversation.number desc limit 1
    for update;
    if found and v_conversation.status in ('queued', 'active') then
      return v_conversation; -- somebody reopened it while we waited for the lock
    end if;
    if found and v_conversation.closed_at
        > now() - make_interval(hours => support.setting_number(v_widget.behavior, 'reopen_hours', 168, 87600)::integer) then
      begin
        return support.reopen_conversation(v_conversation);
      exception when unique_violation then
        get stacked diagnostics v_constraint = constraint_name;
        if v_constraint <> 'conversations_one_open' then
          raise;
        end if;
        continue; -- a newer one was begun since we looked: take the lock on that
      end;
    end if;

    select department.* into v_department from support.departments as department
    where department.organization_id = v_widget.organization_id and department.is_active
      and department.id::text = coalesce(p_department_id::text, lower(v_widget.routing_rules ->> 'department_id'));
    v_latest_id := v_conversation.id;
    begin
      update support.organizations set last_conversation_number = last_conversation_number + 1
      where id = v_widget.organization_id returning last_conversation_number into v_number;
      if v_latest_id is distinct from (
        select conversation.id from support.conversations as conversation
        where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
        order by conversation.number desc limit 1
      ) then
        raise too_many_rows;
      end if;
    exception when too_many_rows then
      continue; -- while we waited for the number one began, and may have ended; lets go of the number again
    end;
    if v_widget.routing_rules ->> 'strategy' = 'least_busy' then
      -- Before there is a row that somebody who holds this lock would have to wait for.
      perform support.lock_routing(v_widget.organization_id);
    end if;
    insert into support.conversations (
      organization_id, widget_id, visitor_id, department_id, number, context, required_skills, is_offline
    )
    values (
      v_widget.organization_id, v_widget.id, p_session.visitor_id, v_department.id, v_number, coalesce(p_context, '{}'),
      support.needed_skills(v_widget, v_department.id), support.widget_status(v_widget) <> 'online'
    )
    on conflict (visitor_id, widget_id) where status in ('queued', 'active') do nothing
    returning * into v_conversation;
    if found then
      return support.route_conversation(v_conversation);
    end if;
    -- Another call of the same visitor was faster: take the lock on its row.
  end loop;
end
$$;
comment on function support.lock_open_conversation(support.sessions, uuid, jsonb) is
  'The visitor''s open conversation, locked: the one that is open, else the last one reopened, else a new one, which is '
  'routed. Raises SC021, SC090.';

drop function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb);
create function public.support_start_conversation(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid,
  p_department_id uuid default null, p_context jsonb default '{}',
  p_subject text default null, p_category text default null, p_prechat jsonb default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  if jsonb_typeof(p_prechat) <> 'object' then
    perform support.refuse('p_prechat', 'the answers are an object');
  end if;
  v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
  perform support.count_hit('start:session:' || p_session_id::text, 20, interval '1 minute');
  if p_prechat is not null or p_category is not null or p_subject is not null then
    v_conversation := support.describe_conversation(v_conversation, p_prechat, p_category, p_subject);
  end if;
  return support.sync_json(v_conversation, 0, 50) || jsonb_build_object('availability', (
    select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id));
end
$$;
comment on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb, text, text, jsonb) is
  'Finds or opens the visitor''s conversation. Raises SC002, SC010 to SC015, SC021, SC040, SC090.';

create function support.end_conversation(
  p_conversation support.conversations, p_status text, p_by text, p_agent_name text
) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  update support.conversations set
    status = p_status, closed_at = coalesce(closed_at, now()), ended_by = coalesce(ended_by, p_by),
    seen_seq = case when p_by = 'visitor' then seen_seq else last_seq end,
    waiting_since = null, snoozed_until = null, revision = revision + 1, updated_at = now()
  where id = p_conversation.id returning * into v_conversation;
  perform support.enqueue_telegram(
    v_conversation, 'conversation_state', jsonb_build_object('state', 'closed', 'agent_name', p_agent_name));
  perform support.route_waiting(v_conversation.organization_id, 1); -- its agent has room again
  return v_conversation;
end
$$;
comment on function support.end_conversation(support.conversations, text, text, text) is
  'Makes a locked conversation resolved or closed. Closing a resolved one keeps when and by whom it was ended first.';

create function public.support_end_conversation(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_outcome text := 'already_ended';
begin
  perform support.count_hit('end:session:' || p_session_id::text, 20, interval '1 minute');
  if v_conversation.status in ('queued', 'active') then
    v_outcome := 'resolved';
    v_conversation := support.end_conversation(v_conversation, 'resolved', 'visitor', null);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.conversation_json(v_conversation));
end
$$;
comment on function public.support_end_conversation(uuid, uuid, uuid, uuid) is
  'The visitor is done. Writing again opens it again. Raises SC002, SC010 to SC015, SC020, SC040.';

-- Agents: claiming and passing on.

create or replace function public.support_claim_conversation(p_conversation_id uuid, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_holder support.agents;
  v_outcome text;
begin
  if v_conversation.status not in ('queued', 'active') then
    v_outcome := 'closed';
  elsif v_conversation.agent_id = p_agent_id then
    v_outcome := 'already_yours';
  elsif v_conversation.agent_id is not null then
    v_outcome := 'taken';
  else
    v_outcome := 'claimed';
    v_conversation := support.give_conversation(v_conversation, v_agent, 'claimed', null, true);
  end if;
  update support.agents set last_seen_at = now() where id = p_agent_id;
  select agent.* into v_holder from support.agents as agent where agent.id = v_conversation.agent_id;
  return jsonb_build_object(
    'outcome', v_outcome,
    'agent', case when v_holder.id is null then null else jsonb_build_object('id', v_holder.id, 'name', v_holder.name) end,
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$$;

create or replace function public.support_pass_conversation(p_conversation_id uuid, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
begin
  if v_conversation.agent_id is distinct from p_agent_id or v_conversation.status not in ('queued', 'active') then
    return jsonb_build_object('outcome', 'not_yours', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  v_conversation := support.queue_conversation(v_conversation, 'passed', p_agent_id, v_agent.name);
  return jsonb_build_object('outcome', 'passed', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_pass_conversation(uuid, uuid) is
  'Gives a claimed conversation back to the queue, from where it may be routed to somebody else at once. Raises SC020, SC050.';

-- Agents: giving to each other.

create function support.lock_conversation_to_give(p_conversation_id uuid, p_by_agent_id uuid) returns support.conversations
language plpgsql
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
begin
  if p_by_agent_id is not null then
    perform support.agent_of_conversation(v_conversation, p_by_agent_id);
  end if;
  if v_conversation.status not in ('queued', 'active') then
    raise exception 'this conversation has ended' using errcode = 'SC022', hint = 'Open it again first.';
  end if;
  return v_conversation;
end
$$;
comment on function support.lock_conversation_to_give(uuid, uuid) is
  'An open conversation, locked, for an agent of its organization or, with null, for the system. Raises SC020, SC022, SC050.';

create function support.require_answerer(p_agent support.agents, p_department_id uuid, p_by_agent_id uuid) returns void
language plpgsql
set search_path = ''
as $$
begin
  if not support.answers_for(p_agent.id, p_department_id) then
    raise exception 'this agent does not answer for that department' using errcode = 'SC023';
  end if;
  if p_agent.id is distinct from p_by_agent_id and support.is_away(p_agent) then
    raise exception 'this agent is away' using errcode = 'SC023', hint = 'Choose somebody else, or the department.';
  end if;
end
$$;
comment on function support.require_answerer(support.agents, uuid, uuid) is
  'Passes agents who answer for the department and have not said that they are away; taking it oneself is no question of '
  'being there. Raises SC023.';

create function public.support_assign_conversation(
  p_conversation_id uuid, p_agent_id uuid, p_by_agent_id uuid default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation_to_give(p_conversation_id, p_by_agent_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_outcome text := 'already_theirs';
begin
  if v_conversation.agent_id is distinct from p_agent_id then
    perform support.require_answerer(v_agent, v_conversation.department_id, p_by_agent_id);
    v_outcome := 'assigned';
    v_conversation := support.give_conversation(
      v_conversation, v_agent, 'assigned', p_by_agent_id, p_agent_id is not distinct from p_by_agent_id);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_assign_conversation(uuid, uuid, uuid) is
  'Gives a conversation to an agent, whoever has it now and however many they have. Raises SC020, SC022, SC023, SC050.';

create function public.support_unassign_conversation(p_conversation_id uuid, p_by_agent_id uuid default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation_to_give(p_conversation_id, p_by_agent_id);
  v_outcome text := 'not_assigned';
begin
  if v_conversation.agent_id is not null then
    v_outcome := 'unassigned';
    v_conversation := support.queue_conversation(v_conversation, 'unassigned', p_by_agent_id, (
      select agent.name from support.agents as agent where agent.id = v_conversation.agent_id));
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_unassign_conversation(uuid, uuid) is
  'Takes a conversation from its agent and puts it into the queue. Raises SC020, SC022, SC050.';

create function public.support_transfer_conversation(
  p_conversation_id uuid, p_by_agent_id uuid, p_to_agent_id uuid default null, p_to_department_id uuid default null,
  p_note text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations;
  v_agent support.agents;
  v_former_name text;
begin
  if p_to_agent_id is null and p_to_department_id is null then
    perform support.refuse('p_to_agent_id', 'name an agent, a department, or both');
  end if;
  if p_note is not null and p_by_agent_id is null then
    perform support.refuse('p_by_agent_id', 'a note needs somebody who writes it');
  end if;
  v_conversation := support.lock_conversation_to_give(p_conversation_id, p_by_agent_id);
  if p_to_department_id is not null then
    if not exists (
      select from support.departments as department
      where department.id = p_to_department_id and department.organization_id = v_conversation.organization_id
        and department.is_active
    ) then
      raise exception 'no such department' using errcode = 'SC021';
    end if;
  end if;
  if p_to_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_to_agent_id);
    perform support.require_answerer(v_agent, coalesce(p_to_department_id, v_conversation.department_id), p_by_agent_id);
  end if;
  if v_conversation.agent_id is not distinct from coalesce(p_to_agent_id, v_conversation.agent_id)
      and v_conversation.department_id is not distinct from coalesce(p_to_department_id, v_conversation.department_id) then
    return jsonb_build_object('outcome', 'unchanged', 'conversation', support.agent_conversation_json(v_conversation));
  end if;

  if nullif(btrim(p_note), '') is not null then
    -- Before the transfer, so that whoever gets it reads it with the rest.
    perform public.support_post_agent_message(p_conversation_id, p_by_agent_id, gen_random_uuid(), p_note, p_internal => true);
    v_conversation := support.lock_conversation(p_conversation_id);
  end if;
  v_conversation.department_id := coalesce(p_to_department_id, v_conversation.department_id);
  if p_to_agent_id is not null then
    v_conversation := support.give_conversation(v_conversation, v_agent, 'transferred', p_by_agent_id, false);
  else
    select agent.name into v_former_name from support.agents as agent
    where agent.id = coalesce(p_by_agent_id, v_conversation.agent_id);
    v_conversation.required_skills := (
      select support.needed_skills(widget, p_to_department_id) from support.widgets as widget
      where widget.id = v_conversation.widget_id);
    v_conversation := support.queue_conversation(v_conversation, 'transferred', p_by_agent_id, v_former_name);
  end if;
  return jsonb_build_object('outcome', 'transferred', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_transfer_conversation(uuid, uuid, uuid, uuid, text) is
  'Hands a conversation over to another agent, to another department''s queue (whose skills it then needs), or to an agent '
  'there, with a note for whoever gets it. Raises SC020, SC021, SC022, SC023, SC032, SC050, SC090.';

-- Agents: ending, opening again, keeping order.

create function public.support_resolve_conversation(p_conversation_id uuid, p_agent_id uuid default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
  v_outcome text := 'already_ended';
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status in ('queued', 'active') then
    v_outcome := 'resolved';
    v_conversation := support.end_conversation(
      v_conversation, 'resolved', case when p_agent_id is null then 'system' else 'agent' end, v_agent.name);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_resolve_conversation(uuid, uuid) is 'The matter is settled, as far as the team knows. Raises SC020, SC050.';

create or replace function public.support_close_conversation(
  p_conversation_id uuid, p_agent_id uuid default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status = 'closed' then
    return jsonb_build_object('outcome', 'already_closed', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  v_conversation := support.end_conversation(
    v_conversation, 'closed', case when p_agent_id is null then 'system' else 'agent' end, v_agent.name);
  return jsonb_build_object('outcome', 'closed', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;

create or replace function public.support_reopen_conversation(
  p_conversation_id uuid, p_agent_id uuid default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents;
  v_constraint text;
begin
  if p_agent_id is not null then
    v_agent := support.agent_of_conversation(v_conversation, p_agent_id);
  end if;
  if v_conversation.status in ('queued', 'active') or not support.may_be_open(v_conversation) then
    return jsonb_build_object('outcome', 'already_open', 'conversation', support.agent_conversation_json(v_conversation));
  end if;
  begin
    v_conversation := support.reopen_conversation(v_conversation, v_agent.name);
  exception when unique_violation then
    get stacked diagnostics v_constraint = constraint_name;
    if v_constraint <> 'conversations_one_open' then
      raise;
    end if;
    -- The visitor began another one since we looked.
    return jsonb_build_object('outcome', 'already_open', 'conversation', support.agent_conversation_json(v_conversation));
  end;
  return jsonb_build_object('outcome', 'reopened', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;

create function support.words_of(p_change jsonb, p_name text, p_before text[]) returns text[]
language plpgsql immutable
set search_path = ''
as $$
declare
  v_words text[];
begin
  if not p_change ? p_name then
    return p_before;
  end if;
  if jsonb_typeof(p_change -> p_name) <> 'array' or jsonb_path_exists(p_change -> p_name, '$[*] ? (@.type() != "string")') then
    perform support.refuse('p_change.' || p_name, 'a list of words');
  end if;
  if jsonb_array_length(p_change -> p_name) > 50 then
    perform support.refuse('p_change.' || p_name, 'a list of at most 50 words');
  end if;
  select coalesce(array_agg(distinct btrim(word)), '{}') into v_words
  from jsonb_array_elements_text(p_change -> p_name) as word where btrim(word) <> '';
  if exists (select from unnest(v_words) as word where char_length(word) > 50) then
    perform support.refuse('p_change.' || p_name, 'a word has at most 50 characters');
  end if;
  return v_words;
end
$$;
comment on function support.words_of(jsonb, text, text[]) is 'A list of words in a change, sorted and without repeats. Raises SC090.';

create function support.line_of(p_change jsonb, p_name text, p_before text, p_most integer) returns text
language plpgsql immutable
set search_path = ''
as $$
begin
  if not p_change ? p_name then
    return p_before;
  end if;
  if jsonb_typeof(p_change -> p_name) not in ('string', 'null') or char_length(btrim(p_change ->> p_name)) > p_most then
    perform support.refuse('p_change.' || p_name, format('a text of at most %s characters, or null', p_most));
  end if;
  return nullif(btrim(p_change ->> p_name), '');
end
$$;
comment on function support.line_of(jsonb, text, text, integer) is 'A line of text in a change; empty is null. Raises SC090.';

create function support.instant_of(p_change jsonb, p_name text, p_before timestamptz) returns timestamptz
language plpgsql stable
set search_path = ''
as $$
begin
  if not p_change ? p_name then
    return p_before;
  end if;
  if jsonb_typeof(p_change -> p_name) = 'null' then
    return null;
  end if;
  if p_change ->> p_name ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d' and jsonb_typeof(p_change -> p_name) = 'string' then
    return (p_change ->> p_name)::timestamptz;
  end if;
  perform support.refuse('p_change.' || p_name, 'a time such as 2026-11-21T09:00:00Z, or null');
  return null;
exception when datetime_field_overflow or invalid_datetime_format or invalid_parameter_value then
  perform support.refuse('p_change.' || p_name, 'a time such as 2026-11-21T09:00:00Z, or null');
  return null;
end
$$;
comment on function support.instant_of(jsonb, text, timestamptz) is 'A moment in a change. Raises SC090.';

create function public.support_update_conversation(p_conversation_id uuid, p_agent_id uuid, p_change jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_changed support.conversations := v_conversation;
  v_unknown text;
begin
  if p_change is null or jsonb_typeof(p_change) <> 'object' then
    perform support.refuse('p_change', 'an object of what is to change');
  end if;
  select name into v_unknown from jsonb_object_keys(p_change) as name
  where name not in ('subject', 'category', 'priority', 'tags', 'required_skills', 'snoozed_until') limit 1;
  if found then
    perform support.refuse('p_change.' || v_unknown, 'this cannot be changed');
  end if;
  v_changed.subject := support.line_of(p_change, 'subject', v_conversation.subject, 200);
  v_changed.category := support.line_of(p_change, 'category', v_conversation.category, 100);
  v_changed.tags := support.words_of(p_change, 'tags', v_conversation.tags);
  v_changed.required_skills := support.words_of(p_change, 'required_skills', v_conversation.required_skills);
  v_changed.snoozed_until := support.instant_of(p_change, 'snoozed_until', v_conversation.snoozed_until);
  if p_change ? 'priority' then
    if jsonb_typeof(p_change -> 'priority') <> 'string' or support.priority_rank(p_change ->> 'priority') is null then
      perform support.refuse('p_change.priority', 'low, normal, high or urgent');
    end if;
    v_changed.priority := p_change ->> 'priority';
  end if;
  if v_changed.snoozed_until is distinct from v_conversation.snoozed_until and v_changed.snoozed_until is not null then
    if v_conversation.status not in ('queued', 'active') then
      raise exception 'this conversation has ended' using errcode = 'SC022', hint = 'Open it again first.';
    end if;
    if v_changed.snoozed_until <= now() or v_changed.snoozed_until > now() + interval '1 year' then
      perform support.refuse('p_change.snoozed_until', 'a time within the next year');
    end if;
  end if;
  if v_changed is not distinct from v_conversation then
    return jsonb_build_object('outcome', 'unchanged', 'conversation', support.agent_conversation_json(v_conversation));
  end if;

  update support.conversations set
    subject = v_changed.subject, category = v_changed.category, priority = v_changed.priority, tags = v_changed.tags,
    required_skills = v_changed.required_skills, snoozed_until = v_changed.snoozed_until,
    revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  v_conversation := support.route_conversation(v_conversation);
  return jsonb_build_object('outcome', 'updated', 'conversation', support.agent_conversation_json(v_conversation));
end
$$;
comment on function public.support_update_conversation(uuid, uuid, jsonb) is
  'Changes subject, category, priority, tags, required_skills or snoozed_until; what is not named stays. Raises SC020, '
  'SC022, SC050, SC090.';

revoke all on function support.setting_number(jsonb, text, numeric, numeric) from public;
revoke all on function support.needed_skills(support.widgets, uuid) from public;
revoke all on function support.reopen_conversation(support.conversations, text) from public;
revoke all on function support.lock_open_conversation(support.sessions, uuid, jsonb) from public;
revoke all on function support.end_conversation(support.conversations, text, text, text) from public;
revoke all on function support.lock_conversation_to_give(uuid, uuid) from public;
revoke all on function support.require_answerer(support.agents, uuid, uuid) from public;
revoke all on function support.words_of(jsonb, text, text[]) from public;
revoke all on function support.line_of(jsonb, text, text, integer) from public;
revoke all on function support.instant_of(jsonb, text, timestamptz) from public;
revoke all on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb, text, text, jsonb) from public, anon, authenticated;
revoke all on function public.support_end_conversation(uuid, uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_assign_conversation(uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_unassign_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_transfer_conversation(uuid, uuid, uuid, uuid, text) from public, anon, authenticated;
revoke all on function public.support_resolve_conversation(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_update_conversation(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb, text, text, jsonb) to service_role;
grant execute on function public.support_end_conversation(uuid, uuid, uuid, uuid) to service_role;
grant execute on function public.support_assign_conversation(uuid, uuid, uuid) to service_role;
grant execute on function public.support_unassign_conversation(uuid, uuid) to service_role;
grant execute on function public.support_transfer_conversation(uuid, uuid, uuid, uuid, text) to service_role;
grant execute on function public.support_resolve_conversation(uuid, uuid) to service_role;
grant execute on function public.support_update_conversation(uuid, uuid, jsonb) to service_role;
