-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_attachment(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_attachment_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_file support.attachments;
begin
  select attachment.* into v_file from support.attachments as attachment
  where attachment.id = p_attachment_id and attachment.visitor_id = v_session.visitor_id
    and attachment.widget_id = v_session.widget_id and attachment.state <> 'refused'
    and (
      (attachment.message_id is null and attachment.uploaded_by = 'visitor')
      or exists (
        select from support.messages as message where message.id = attachment.message_id and not message.is_internal
      )
    );
  if not found then
    raise exception 'no such file' using errcode = 'SC060';
  end if;
  if v_file.state = 'pending' then
    raise exception 'this file has not arrived yet' using errcode = 'SC063';
  end if;
  return support.file_json(v_file);
end
$function$;

comment on function public.support_get_attachment(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_attachment_id uuid) is 'Where a file is that the visitor may see: their own, or one that was sent to them. Notes'' files are not. Raises what assert_session raises, and SC060, SC063.';

-- service_role may execute
