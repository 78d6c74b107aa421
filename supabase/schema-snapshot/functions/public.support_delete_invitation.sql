-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_invitation(p_actor jsonb, p_invitation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.identify_actor(p_actor);
begin
  delete from support.agent_invitations as invitation
  where invitation.id = p_invitation_id and invitation.accepted_at is null
    and (v_actor.id is null or (invitation.organization_id = v_actor.organization_id and v_actor.role in ('owner', 'admin')));
  if not found then
    perform support.require_role(v_actor, 'admin');
    raise exception 'no such open invitation' using errcode = 'SC007';
  end if;
  return jsonb_build_object('outcome', 'deleted');
end
$function$;

comment on function public.support_delete_invitation(p_actor jsonb, p_invitation_id uuid) is 'Takes back an invitation that nobody used. For admins. Raises SC007, SC050, SC051, SC090.';

-- service_role may execute
