-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
 RETURNS support.sessions
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions;
  v_banned_at timestamptz;
  v_is_enabled boolean;
begin
  select session.* into v_session from support.sessions as session
  where session.id = p_session_id and session.visitor_id = p_visitor_id and session.widget_id = p_widget_id;
  if not found then
    raise exception 'no such session' using errcode = 'SC010', hint = 'Start a new session.';
  end if;
  if v_session.revoked_at is not null then
    raise exception 'this session was revoked' using errcode = 'SC011', hint = 'Start a new session.';
  end if;
  if v_session.expires_at <= now() then
    raise exception 'this session has expired' using errcode = 'SC012', hint = 'Start a new session.';
  end if;

  select visitor.banned_at, widget.is_enabled into v_banned_at, v_is_enabled
  from support.visitors as visitor, support.widgets as widget
  where visitor.id = p_visitor_id and widget.id = p_widget_id;
  if not v_is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  if v_banned_at is not null then
    raise exception 'this visitor was blocked by the team' using errcode = 'SC014';
  end if;
  return v_session;
end
$function$;

comment on function support.assert_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) is 'The session behind a verified token, or SC010, SC011, SC012, SC002, SC014. Binds session, visitor and widget together.';

-- Nobody but the owner has any privilege.
