-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.file_json(p_file support.attachments)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'attachment_id', p_file.id,
    'path', p_file.path,
    'name', p_file.name,
    'media_type', p_file.media_type,
    'byte_size', p_file.byte_size,
    'state', p_file.state
  ) || jsonb_strip_nulls(jsonb_build_object(
    'width', p_file.width,
    'height', p_file.height,
    'duration_seconds', p_file.duration_seconds
  ))
$function$;

comment on function support.file_json(p_file support.attachments) is 'A file as the server needs it to sign an address in the bucket. Sizes in pixels and seconds only where they are known.';

-- Nobody but the owner has any privilege.
