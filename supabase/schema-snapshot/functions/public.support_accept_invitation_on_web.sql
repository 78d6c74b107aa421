-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_accept_invitation_on_web(p_token_hash text, p_user_id uuid, p_name text DEFAULT NULL::text, p_client jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_user_id is null then
    perform support.refuse('p_user_id', 'an invitation is accepted here with a web account');
  end if;
  perform support.remember_client(p_client);
  return public.support_accept_invitation(p_token_hash => p_token_hash, p_user_id => p_user_id, p_name => p_name);
end
$function$;

comment on function public.support_accept_invitation_on_web(p_token_hash text, p_user_id uuid, p_name text, p_client jsonb) is 'As support_accept_invitation, for a web account whose request is logged with its address hash and browser (p_client: ip_hash, user_agent). Raises SC006, SC052, SC090.';

-- service_role may execute
