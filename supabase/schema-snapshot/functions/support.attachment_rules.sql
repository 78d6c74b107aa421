-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.attachment_rules(p_widget support.widgets)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'enabled', coalesce(rules -> 'enabled', 'true') <> 'false' and p_widget.features -> 'attachments' is distinct from 'false',
    'max_bytes', case when jsonb_typeof(rules -> 'max_bytes') = 'number'
      then greatest(1, least((rules ->> 'max_bytes')::numeric, 1073741824))::bigint else 10485760 end,
    'max_files', case when jsonb_typeof(rules -> 'max_files') = 'number'
      then greatest(1, least((rules ->> 'max_files')::numeric, 20))::integer else 5 end,
    'types', case when jsonb_typeof(rules -> 'types') = 'array' then rules -> 'types' else '[
      "image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "application/pdf", "application/zip",
      "text/plain", "text/csv", "audio/mpeg", "audio/ogg", "audio/mp4", "video/mp4", "video/quicktime", "video/webm",
      "application/msword", "application/vnd.ms-excel",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ]'::jsonb end
  )
  from (
    select case when jsonb_typeof(p_widget.features -> 'attachments') = 'object'
      then p_widget.features -> 'attachments' else '{}' end as rules
  ) as setting
$function$;

comment on function support.attachment_rules(p_widget support.widgets) is 'What a widget takes: enabled, max_bytes (10 MiB), max_files per message (5), types. Made to be shown to the client as it is. The types named by default hold nothing that a browser would run.';

-- Nobody but the owner has any privilege.
