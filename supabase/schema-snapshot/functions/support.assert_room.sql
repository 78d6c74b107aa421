-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_room(p_organization_id uuid, p_what text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_limit integer;
begin
  -- Of two who add one at the same time the second waits here, and then counts what the first has added: its count is a
  -- statement of its own, with a snapshot taken after the lock. Nothing but numbering a conversation waits for this lock.
  select case p_what when 'widgets' then plan.max_widgets when 'agents' then plan.max_agents end into v_limit
  from support.organizations as organization join support.plans as plan on plan.id = organization.plan
  where organization.id = p_organization_id for no key update of organization;
  if support.used_of_plan(p_organization_id, p_what) >= v_limit then
    raise exception 'the plan allows % %', v_limit, p_what using
      errcode = 'SC005', detail = v_limit::text, hint = 'Choose a larger plan, or remove one.';
  end if;
end
$function$;

comment on function support.assert_room(p_organization_id uuid, p_what text) is 'Passes when the plan has room for one more, and keeps the room until the transaction ends. Call it before the rows of agents are locked. Raises SC005 with the limit.';

-- Nobody but the owner has any privilege.
