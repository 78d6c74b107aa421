-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.remember_client(p_client jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_client is not null and jsonb_typeof(p_client) <> 'object' then
    perform support.refuse('p_client', 'an object with ip_hash and user_agent');
  end if;
  perform set_config('support.client', jsonb_build_object(
    'ip_hash', left(p_client ->> 'ip_hash', 128), 'user_agent', left(p_client ->> 'user_agent', 400))::text, true);
end
$function$;

comment on function support.remember_client(p_client jsonb) is 'From where the rest of the transaction is asked for, whoever it turns out to act for: for the log. Raises SC090.';

-- Nobody but the owner has any privilege.
