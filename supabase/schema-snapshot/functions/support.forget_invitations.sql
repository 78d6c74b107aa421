-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_invitations(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.agent_invitations where id in (
      select invitation.id from support.agent_invitations as invitation
      where invitation.accepted_at < now() - interval '30 days' or invitation.expires_at < now() - interval '30 days'
      limit p_limit for update skip locked)
    returning id
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_invitations(p_limit integer) is 'Invitations that were accepted or ran out a month ago.';

-- Nobody but the owner has any privilege.
