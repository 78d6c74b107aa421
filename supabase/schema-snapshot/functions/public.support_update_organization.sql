-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_organization(p_actor jsonb, p_organization_id uuid, p_change jsonb, p_version integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
  v_organization support.organizations;
begin
  perform support.check_settings('organization', p_change, 'p_change');
  if p_change ? 'plan' then
    if v_actor.id is not null then
      raise exception 'the operator chooses the plan' using errcode = 'SC051';
    end if;
    if not exists (select from support.plans as plan where plan.id = p_change ->> 'plan') then
      raise exception 'no such plan' using errcode = 'SC007';
    end if;
  end if;
  select organization.* into v_organization from support.organizations as organization
  where organization.id = p_organization_id for no key update;
  perform support.assert_version(p_version, v_organization.version);
  update support.organizations set
    name = coalesce(btrim(p_change ->> 'name'), name),
    plan = coalesce(p_change ->> 'plan', plan),
    time_zone = coalesce(p_change ->> 'time_zone', time_zone),
    conversation_retention_days = case when p_change ? 'conversation_retention_days'
      then (p_change ->> 'conversation_retention_days')::integer else conversation_retention_days end,
    event_retention_days = coalesce((p_change ->> 'event_retention_days')::integer, event_retention_days),
    audit_retention_days = coalesce((p_change ->> 'audit_retention_days')::integer, audit_retention_days)
  where id = p_organization_id returning * into v_organization;
  return jsonb_build_object('organization', support.organization_json(v_organization));
end
$function$;

comment on function public.support_update_organization(p_actor jsonb, p_organization_id uuid, p_change jsonb, p_version integer) is 'Changes the settings that are named; a change that changes nothing keeps the version. The plan is the operator''s. A smaller plan takes nothing away, it only stops more. Raises SC003, SC004, SC007, SC050, SC051, SC090.';

-- service_role may execute
