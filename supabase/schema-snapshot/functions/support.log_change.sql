-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.log_change(p_organization_id uuid, p_action text, p_entity_id text DEFAULT NULL::text, p_change jsonb DEFAULT '{}'::jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_actor jsonb := coalesce(nullif(current_setting('support.actor', true), ''), '{}');
  v_client jsonb := coalesce(nullif(current_setting('support.client', true), ''), '{}');
begin
  -- The organization may be gone already: then this is part of its removal, and its log went with it.
  insert into support.audit_logs (
    organization_id, actor_kind, actor_id, action, entity_id, change, ip_hash, user_agent
  )
  select
    organization.id, coalesce(v_actor ->> 'kind', 'system'), support.uuid_or_null(v_actor ->> 'agent_id'),
    p_action, p_entity_id, p_change, coalesce(v_actor ->> 'ip_hash', v_client ->> 'ip_hash'),
    coalesce(v_actor ->> 'user_agent', v_client ->> 'user_agent')
  from support.organizations as organization where organization.id = p_organization_id;
end
$function$;

comment on function support.log_change(p_organization_id uuid, p_action text, p_entity_id text, p_change jsonb) is 'Writes a line into the audit log, in the name of whoever the transaction acts for; of nobody: the system''s.';

-- Nobody but the owner has any privilege.
