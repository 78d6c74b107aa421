-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_version_if_named(p_seen integer, p_current integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_seen is not null then
    perform support.assert_version(p_seen, p_current);
  end if;
end
$function$;

comment on function support.assert_version_if_named(p_seen integer, p_current integer) is 'Passes when a change was made on the newest version, or does not say on which. Raises SC004 with the current version.';

-- Nobody but the owner has any privilege.
