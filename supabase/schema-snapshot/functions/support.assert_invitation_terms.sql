-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_invitation_terms(p_token_hash text, p_expires_in_hours integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_token_hash is null or p_token_hash !~ '^[0-9a-f]{64}$' then
    perform support.refuse('p_token_hash', 'the SHA-256 of the link''s secret, in hex');
  end if;
  if p_expires_in_hours is null or p_expires_in_hours not between 1 and 720 then
    perform support.refuse('p_expires_in_hours', 'an invitation is good for 1 to 720 hours');
  end if;
  if exists (select from support.agent_invitations as invitation where invitation.token_hash = p_token_hash) then
    raise exception 'this secret was used for an invitation already' using errcode = 'SC006', hint = 'Draw a new one.';
  end if;
end
$function$;

comment on function support.assert_invitation_terms(p_token_hash text, p_expires_in_hours integer) is 'Passes for a hash that is new and a sensible time. Raises SC006, SC090.';

-- Nobody but the owner has any privilege.
