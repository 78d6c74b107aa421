-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
 RETURNS support.sessions
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions;
  v_widget support.widgets;
  v_visitor support.visitors;
begin
  select session.* into v_session from support.sessions as session
  where session.id = p_session_id and session.widget_id = p_widget_id
    and session.visitor_id = support.current_id_of_visitor(p_visitor_id);
  if not found then
    raise exception 'no such session' using errcode = 'SC010', hint = 'Start a new session.';
  end if;
  if v_session.revoked_at is not null then
    raise exception 'this session was revoked' using errcode = 'SC011', hint = 'Start a new session.';
  end if;
  if v_session.expires_at <= now() then
    raise exception 'this session has expired' using errcode = 'SC012', hint = 'Start a new session.';
  end if;
  if v_session.visitor_id <> p_visitor_id then
    raise exception 'the visitor of this token is known by another id now' using
      errcode = 'SC015', hint = 'Refresh the session and try again with the new token.';
  end if;

  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  if v_widget.deleted_at is not null then
    raise exception 'this widget was deleted' using errcode = 'SC001';
  end if;
  if not v_widget.is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_session.visitor_id;
  if support.is_banned(v_visitor) then
    raise exception 'this visitor was blocked by the team' using errcode = 'SC014';
  end if;
  return v_session;
end
$function$;

comment on function support.assert_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) is 'The session behind a verified token, or SC001, SC002, SC010, SC011, SC012, SC014, SC015. Binds session, visitor and widget together.';

-- Nobody but the owner has any privilege.
