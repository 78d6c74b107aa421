-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.type_is_allowed(p_rules jsonb, p_media_type text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select exists (
    select from jsonb_array_elements_text(p_rules -> 'types') as allowed (media_type)
    where lower(allowed.media_type) = p_media_type
      -- A picture that can carry a script is not meant by "pictures"; who wants it names it.
      or (allowed.media_type like '%/*' and split_part(lower(allowed.media_type), '/', 1) in (split_part(p_media_type, '/', 1), '*')
        and p_media_type not in ('image/svg+xml', 'text/html', 'text/javascript', 'text/xml'))
  )
$function$;

comment on function support.type_is_allowed(p_rules jsonb, p_media_type text) is 'Whether a media type is among the rules'' types: image/png, image/*, */*.';

-- Nobody but the owner has any privilege.
