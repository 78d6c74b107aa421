-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.attachment_json(p_attachment support.attachments)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', p_attachment.id,
    'name', p_attachment.name,
    'media_type', p_attachment.media_type,
    'byte_size', p_attachment.byte_size,
    'width', p_attachment.width,
    'height', p_attachment.height,
    'duration_seconds', p_attachment.duration_seconds
  ))
$function$;

comment on function support.attachment_json(p_attachment support.attachments) is 'A file as every client receives it. Its address is asked for by id and short-lived, so it is not here.';

-- Nobody but the owner has any privilege.
