-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.attach_files(p_conversation support.conversations, p_message_id uuid, p_attachment_ids uuid[], p_agent_id uuid DEFAULT NULL::uuid)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_max_files integer;
  v_file support.attachments;
  v_found integer := 0;
  v_type text := 'image';
begin
  select (support.attachment_rules(widget) ->> 'max_files')::integer into v_max_files
  from support.widgets as widget where widget.id = p_conversation.widget_id;
  if cardinality(p_attachment_ids) > v_max_files then
    raise exception 'a message may carry at most % files', v_max_files using
      errcode = 'SC064', detail = v_max_files::text, hint = 'Send the rest with another message.';
  end if;
  for v_file in
    select attachment.* from support.attachments as attachment
    where attachment.id = any (p_attachment_ids) and attachment.visitor_id = p_conversation.visitor_id
      and attachment.widget_id = p_conversation.widget_id and attachment.message_id is null
      and attachment.uploaded_by = case when p_agent_id is null then 'visitor' else 'agent' end
      and attachment.agent_id is not distinct from p_agent_id
      and (attachment.conversation_id is null or attachment.conversation_id = p_conversation.id)
    order by attachment.id
    for update
  loop
    if v_file.state = 'refused' then
      raise exception 'this file was refused: %', coalesce(v_file.refusal, 'its type is not allowed') using errcode = 'SC062';
    elsif v_file.state = 'pending' then
      raise exception 'this file has not arrived yet' using errcode = 'SC063', hint = 'Finish the upload, then send the message.';
    end if;
    v_found := v_found + 1;
    if v_file.media_type not like 'image/%' then
      v_type := 'file';
    end if;
  end loop;
  if v_found <> cardinality(p_attachment_ids) then
    raise exception 'no such file, or it was sent already' using errcode = 'SC060', hint = 'Upload the file again.';
  end if;
  update support.attachments set
    conversation_id = p_conversation.id, message_id = p_message_id, position = array_position(p_attachment_ids, id) - 1
  where id = any (p_attachment_ids);
  return v_type;
end
$function$;

comment on function support.attach_files(p_conversation support.conversations, p_message_id uuid, p_attachment_ids uuid[], p_agent_id uuid) is 'Gives files to a message that is about to be inserted, in the given order, and says what type that makes it: image or file. Only the sender''s own files that are stored and were never sent. Raises SC060, SC062, SC063, SC064.';

-- Nobody but the owner has any privilege.
