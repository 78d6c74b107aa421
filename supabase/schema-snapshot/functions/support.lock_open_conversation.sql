-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_open_conversation(p_session support.sessions, p_department_id uuid, p_context jsonb)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
    for no key update;
    if found then
      return v_conversation;
    end if;

    -- A visitor who comes back soon goes on where they stopped; later it is a new matter.
    select conversation.* into v_conversation from support.conversations as conversation
    where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
    order by conversation.number desc limit 1
    for no key update;
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
      if v_widget.routing_rules ->> 'strategy' = 'least_busy' then
        -- Before there is a row that somebody who holds this lock would have to wait for.
        perform support.lock_routing(v_widget.organization_id);
      end if;
      if v_latest_id is distinct from (
        select conversation.id from support.conversations as conversation
        where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
        order by conversation.number desc limit 1
      ) or exists (
        select from support.conversations as conversation
        where conversation.visitor_id = p_session.visitor_id and conversation.widget_id = p_session.widget_id
          and conversation.status in ('queued', 'active')
      ) then
        raise too_many_rows;
      end if;
    exception when too_many_rows then
      continue; -- while we waited one began, and may have ended, or was opened again; lets go of number and lock
    end;
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
$function$;

comment on function support.lock_open_conversation(p_session support.sessions, p_department_id uuid, p_context jsonb) is 'The visitor''s open conversation, locked: the one that is open, else the last one reopened, else a new one, which is routed. Raises SC021, SC090.';

-- Nobody but the owner has any privilege.
