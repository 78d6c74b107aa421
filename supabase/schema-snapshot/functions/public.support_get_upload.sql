-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_upload(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_attachment_id uuid)
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
    and attachment.widget_id = v_session.widget_id and attachment.uploaded_by = 'visitor';
  if not found then
    raise exception 'no such file of yours' using errcode = 'SC060';
  end if;
  return support.file_json(v_file);
end
$function$;

comment on function public.support_get_upload(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_attachment_id uuid) is 'A visitor''s own upload in whatever state, for looking at its bytes before it is settled. Raises what assert_session raises, and SC060.';

-- service_role may execute
