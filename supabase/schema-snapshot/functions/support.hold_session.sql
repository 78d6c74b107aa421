-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.hold_session(p_session support.sessions)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform from support.sessions as session
  where session.id = p_session.id and session.visitor_id = p_session.visitor_id and session.revoked_at is null
  for key share;
  if not found then
    -- Says what became of it while the lock waited.
    perform support.assert_session(p_session.id, p_session.visitor_id, p_session.widget_id);
  end if;
end
$function$;

comment on function support.hold_session(p_session support.sessions) is 'Keeps a session with its visitor until the transaction ends, before a visitor''s write takes any other lock; the writes of one session do not wait for each other. Raises SC010, SC011, SC015.';

-- Nobody but the owner has any privilege.
