-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_version(p_seen integer, p_current integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_seen is null then
    perform support.refuse('p_version', 'a change names the version it was made on');
  elsif p_seen <> p_current then
    raise exception 'somebody else changed this in the meantime' using
      errcode = 'SC004', detail = p_current::text, hint = 'Read it again, then make the change on the version in the detail.';
  end if;
end
$function$;

comment on function support.assert_version(p_seen integer, p_current integer) is 'Passes when a change was made on the newest version. Raises SC004 with the current version, SC090.';

-- Nobody but the owner has any privilege.
