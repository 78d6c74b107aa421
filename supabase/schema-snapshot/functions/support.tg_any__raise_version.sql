-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_any__raise_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.version := old.version + 1;
  return new;
end
$function$;

comment on function support.tg_any__raise_version() is 'Every change that the trigger''s condition lets through gets a new version.';

-- Nobody but the owner has any privilege.
