-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_revoke_visitor_sessions(p_organization_id uuid, p_visitor_id uuid, p_reason text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_visitor_id uuid := support.current_id_of_visitor(p_visitor_id);
  v_session_id uuid;
  v_revoked integer := 0;
begin
  if p_reason is null or char_length(p_reason) not between 1 and 200 then
    perform support.refuse('p_reason', 'a reason has 1 to 200 characters');
  end if;
  if not exists (
    select from support.visitors as visitor
    where visitor.id = v_visitor_id and visitor.organization_id = p_organization_id
  ) then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  -- One by one in the order of their ids, as lock_visitors takes them.
  for v_session_id in
    select session.id from support.sessions as session
    where session.visitor_id = v_visitor_id and session.revoked_at is null and session.expires_at > now()
    order by session.id
  loop
    update support.sessions set revoked_at = now(), revoked_reason = p_reason
    where id = v_session_id and visitor_id = v_visitor_id and revoked_at is null;
    v_revoked := v_revoked + found::integer;
  end loop;
  return jsonb_build_object('revoked', v_revoked);
end
$function$;

comment on function public.support_revoke_visitor_sessions(p_organization_id uuid, p_visitor_id uuid, p_reason text) is 'Ends every session of a visitor, on all devices. Raises SC013, SC090.';

-- service_role may execute
