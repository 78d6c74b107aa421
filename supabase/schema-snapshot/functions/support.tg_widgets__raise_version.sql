-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_widgets__raise_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$function$;

comment on function support.tg_widgets__raise_version() is 'Every change of a widget gets a new version, so caches let go of the old one.';

-- Nobody but the owner has any privilege.
