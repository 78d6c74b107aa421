-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_open_conversation(p_session support.sessions, p_department_id uuid, p_context jsonb)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_widget support.widgets;
  v_number bigint;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_session.widget_id;
  if p_department_id is not null and not exists (
    select from support.departments as department
    where department.id = p_department_id and department.organization_id = v_widget.organization_id
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
        > now() - make_interval(hours => coalesce((v_widget.behavior ->> 'reopen_hours')::integer, 168)) then
      update support.conversations
      set status = case when agent_id is null then 'queued' else 'active' end,
          closed_at = null, revision = revision + 1, updated_at = now()
      where id = v_conversation.id returning * into v_conversation;
      perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'reopened'));
      return v_conversation;
    end if;

    update support.organizations set last_conversation_number = last_conversation_number + 1
    where id = v_widget.organization_id returning last_conversation_number into v_number;
    insert into support.conversations (organization_id, widget_id, visitor_id, department_id, number, context)
    values (v_widget.organization_id, v_widget.id, p_session.visitor_id, p_department_id, v_number, coalesce(p_context, '{}'))
    on conflict (visitor_id, widget_id) where status in ('queued', 'active') do nothing
    returning * into v_conversation;
    if found then
      return v_conversation;
    end if;
    -- Another call of the same visitor was faster: take the lock on its row.
  end loop;
end
$function$;

comment on function support.lock_open_conversation(p_session support.sessions, p_department_id uuid, p_context jsonb) is 'The visitor''s open conversation, locked: the one that is open, else the last one reopened, else a new one. Raises SC021.';

-- Nobody but the owner has any privilege.
