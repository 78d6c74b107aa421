-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_message_files(p_message_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(support.file_json(file) order by file.position), '[]')
  from support.attachments as file join support.messages as message on message.id = file.message_id
  where file.message_id = p_message_id and file.state = 'stored' and message.deleted_at is null
$function$;

comment on function public.support_list_message_files(p_message_id uuid) is 'Where the files of a message are, in their order, for whoever delivers it. None when the message is gone or was taken back.';

-- service_role may execute
