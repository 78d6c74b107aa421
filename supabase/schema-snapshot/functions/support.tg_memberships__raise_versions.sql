-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_memberships__raise_versions()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- Departments before agents, as whoever changes memberships locks them.
  update support.departments set version = version + 1 where id = coalesce(new.department_id, old.department_id);
  update support.agents set version = version + 1 where id = coalesce(new.agent_id, old.agent_id);
  return null;
end
$function$;

comment on function support.tg_memberships__raise_versions() is 'Who answers for what is shown on both sides, so both have changed.';

-- Nobody but the owner has any privilege.
