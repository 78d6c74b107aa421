-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_own_data(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  perform support.assert_session(p_session_id, p_visitor_id, p_widget_id);
exception
  -- The session itself was in order; whether one may chat does not decide whose the data is.
  when sqlstate 'SC001' or sqlstate 'SC002' or sqlstate 'SC014' then null;
end
$function$;

comment on function support.assert_own_data(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) is 'Like assert_session, but also for blocked visitors and for widgets that are off or deleted. Raises SC010, SC011, SC012, SC015.';

-- Nobody but the owner has any privilege.
