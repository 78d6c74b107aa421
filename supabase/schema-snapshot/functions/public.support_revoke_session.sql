-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_revoke_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_reason text DEFAULT 'logout'::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_revoked_at timestamptz;
begin
  if p_reason is null or char_length(p_reason) not between 1 and 200 then
    perform support.refuse('p_reason', 'a reason has 1 to 200 characters');
  end if;
  select session.revoked_at into v_revoked_at from support.sessions as session
  where session.id = p_session_id and session.widget_id = p_widget_id
    and session.visitor_id = support.current_id_of_visitor(p_visitor_id)
  for no key update;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  if v_revoked_at is not null then
    return jsonb_build_object('outcome', 'already');
  end if;
  update support.sessions set revoked_at = now(), revoked_reason = p_reason where id = p_session_id;
  return jsonb_build_object('outcome', 'revoked');
end
$function$;

comment on function public.support_revoke_session(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_reason text) is 'Ends one session: its access token and all its refresh tokens are worth nothing from now on. Outcome revoked, already, or unknown; a logout never fails, not even a blocked visitor''s. Raises SC090.';

-- service_role may execute
