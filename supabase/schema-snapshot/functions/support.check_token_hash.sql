-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.check_token_hash(p_parameter text, p_hash text)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
begin
  if p_hash is null or p_hash !~ '^[0-9a-f]{64}$' then
    perform support.refuse(p_parameter, 'a refresh token is stored as its SHA-256 in hex');
  end if;
end
$function$;

comment on function support.check_token_hash(p_parameter text, p_hash text) is 'Passes the SHA-256 of a token in hex. Raises SC090.';

-- Nobody but the owner has any privilege.
