-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
 RETURNS support.sessions
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
begin
  perform support.hold_session(v_session);
  return v_session;
end
$function$;

comment on function support.lock_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) is 'What assert_session is for reading, for writing: the session behind a verified token, held with its visitor until the transaction ends. Raises what assert_session raises.';

-- Nobody but the owner has any privilege.
