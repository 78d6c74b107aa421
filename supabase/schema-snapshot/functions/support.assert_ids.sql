-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_ids(p_organization_id uuid, p_table text, p_ids uuid[], p_parameter text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_id uuid;
begin
  select wanted.id into v_id from unnest(p_ids) as wanted (id)
  where wanted.id is null or not case p_table
    when 'departments' then exists (
      select from support.departments as department
      where department.id = wanted.id and department.organization_id = p_organization_id)
    when 'agents' then exists (
      select from support.agents as agent where agent.id = wanted.id and agent.organization_id = p_organization_id)
  end limit 1;
  if found then
    perform support.refuse(p_parameter, format('%s names none of the organization''s %s', coalesce(v_id::text, 'null'), p_table));
  end if;
end
$function$;

comment on function support.assert_ids(p_organization_id uuid, p_table text, p_ids uuid[], p_parameter text) is 'Passes when every id is a department''s or agent''s of this organization. Raises SC090.';

-- Nobody but the owner has any privilege.
