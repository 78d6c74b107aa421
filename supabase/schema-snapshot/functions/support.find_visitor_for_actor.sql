-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.find_visitor_for_actor(p_actor jsonb, p_visitor_id uuid)
 RETURNS support.visitors
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.identify_actor(p_actor);
  v_visitor support.visitors;
begin
  select visitor.* into v_visitor from support.visitors as visitor
  where visitor.id = p_visitor_id and (v_agent.id is null or visitor.organization_id = v_agent.organization_id);
  if not found then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  perform support.require_role(v_agent, 'admin');
  return v_visitor;
end
$function$;

comment on function support.find_visitor_for_actor(p_actor jsonb, p_visitor_id uuid) is 'A visitor of the acting admin''s organization. Raises SC013, SC050, SC051, SC090.';

-- Nobody but the owner has any privilege.
