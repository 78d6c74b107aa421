-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_visitor(p_visitor_id uuid, p_organization_id uuid)
 RETURNS support.visitors
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_visitor support.visitors;
begin
  -- The second time for a visitor who was merged into another while the lock waited.
  for v_attempt in 1..2 loop
    select visitor.* into v_visitor from support.visitors as visitor
    where visitor.id = support.current_id_of_visitor(p_visitor_id) and visitor.organization_id = p_organization_id
    for no key update;
    if found then
      return v_visitor;
    end if;
  end loop;
  raise exception 'no such visitor' using errcode = 'SC013';
end
$function$;

comment on function support.lock_visitor(p_visitor_id uuid, p_organization_id uuid) is 'A visitor of the organization, or whom they were merged into, locked for a change. Raises SC013.';

-- Nobody but the owner has any privilege.
