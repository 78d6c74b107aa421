-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_operator(p_actor jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if (support.identify_actor(p_actor)).id is not null then
    raise exception 'this is for the operator of the service' using errcode = 'SC051';
  end if;
end
$function$;

comment on function support.assert_operator(p_actor jsonb) is 'Passes the operator and nobody else. Raises SC050, SC051, SC090.';

-- Nobody but the owner has any privilege.
