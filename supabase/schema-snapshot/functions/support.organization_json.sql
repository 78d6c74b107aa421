-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.organization_json(p_organization support.organizations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select to_jsonb(p_organization) - 'last_conversation_number' || jsonb_build_object(
    'limits', (
      select jsonb_build_object(
        'max_widgets', plan.max_widgets, 'max_agents', plan.max_agents, 'messages_per_minute', plan.messages_per_minute)
      from support.plans as plan where plan.id = p_organization.plan
    ),
    'usage', jsonb_build_object(
      'widgets', support.used_of_plan(p_organization.id, 'widgets'), 'agents', support.used_of_plan(p_organization.id, 'agents')),
    'identity_secrets', coalesce((
      select jsonb_agg(
        jsonb_build_object('kid', secret.kid, 'created_at', secret.created_at, 'retires_at', secret.retires_at)
        order by secret.created_at, secret.kid)
      from support.organization_identity_secrets as secret where secret.organization_id = p_organization.id
    ), '[]')
  )
$function$;

comment on function support.organization_json(p_organization support.organizations) is 'An organization as its admins see it, with the limits of its plan, what is used of them, and the names of its secrets.';

-- Nobody but the owner has any privilege.
