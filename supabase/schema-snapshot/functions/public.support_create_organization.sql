-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_organization(p_actor jsonb, p_name text, p_owner jsonb DEFAULT NULL::jsonb, p_time_zone text DEFAULT 'UTC'::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization support.organizations;
  v_owner support.agents;
begin
  perform support.assert_operator(p_actor);
  perform support.check_settings('organization', jsonb_build_object('name', p_name, 'time_zone', p_time_zone), 'p_name');
  if p_owner is not null and p_owner <> 'null' then
    perform support.check_settings('owner', p_owner, 'p_owner');
  end if;
  insert into support.organizations (name, time_zone) values (btrim(p_name), p_time_zone) returning * into v_organization;
  if p_owner ? 'name' then
    insert into support.agents (organization_id, name, email, user_id, telegram_user_id, role)
    values (
      v_organization.id, btrim(p_owner ->> 'name'), p_owner ->> 'email', (p_owner ->> 'user_id')::uuid,
      (p_owner ->> 'telegram_user_id')::bigint, 'owner')
    returning * into v_owner;
  end if;
  return jsonb_build_object(
    'organization', support.organization_json(v_organization),
    'owner', case when v_owner.id is not null then support.agent_profile_json(v_owner) end
  );
end
$function$;

comment on function public.support_create_organization(p_actor jsonb, p_name text, p_owner jsonb, p_time_zone text) is 'A new tenant, with its first owner {name, email, user_id, telegram_user_id} if there is one. Operator only. Raises SC051, SC090.';

-- service_role may execute
