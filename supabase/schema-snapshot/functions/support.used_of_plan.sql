-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.used_of_plan(p_organization_id uuid, p_what text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case p_what
    when 'widgets' then (
      select count(*) from support.widgets as widget
      where widget.organization_id = p_organization_id and widget.deleted_at is null)
    when 'agents' then (
      select count(*) from support.agents as agent where agent.organization_id = p_organization_id and agent.is_active
    ) + (
      select count(*) from support.agent_invitations as invitation
      where invitation.organization_id = p_organization_id and invitation.purpose = 'join' and invitation.agent_id is null
        and invitation.accepted_at is null and invitation.expires_at > now())
  end
$function$;

comment on function support.used_of_plan(p_organization_id uuid, p_what text) is 'How many widgets (not deleted), or agents (active ones and open invitations to become one), an organization has.';

-- Nobody but the owner has any privilege.
