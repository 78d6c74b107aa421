-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_invitations(p_actor jsonb, p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('invitations', coalesce((
    select jsonb_agg(support.invitation_json(invitation) order by invitation.created_at desc, invitation.id)
    from support.agent_invitations as invitation
    where invitation.organization_id = p_organization_id and invitation.accepted_at is null
  ), '[]'));
end
$function$;

comment on function public.support_list_invitations(p_actor jsonb, p_organization_id uuid) is 'Invitations that nobody used yet, newest first, those that ran out too. For admins. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
