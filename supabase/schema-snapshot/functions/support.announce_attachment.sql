-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.announce_attachment(p_widget support.widgets, p_visitor_id uuid, p_conversation_id uuid, p_agent_id uuid, p_name text, p_media_type text, p_byte_size bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_rules jsonb := support.attachment_rules(p_widget);
  v_max_bytes bigint := (v_rules ->> 'max_bytes')::bigint;
  v_name text := btrim(regexp_replace(coalesce(p_name, ''), '[[:cntrl:]]', '', 'g'));
  v_media_type text := lower(btrim(split_part(coalesce(nullif(btrim(p_media_type), ''), 'application/octet-stream'), ';', 1)));
  v_file support.attachments;
begin
  if v_name = '' or char_length(v_name) > 255 then
    perform support.refuse('p_name', 'a file has a name of at most 255 characters');
  end if;
  if char_length(v_media_type) > 127 or v_media_type !~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$' then
    perform support.refuse('p_media_type', 'this is no media type');
  end if;
  if p_byte_size is null or p_byte_size <= 0 then
    perform support.refuse('p_byte_size', 'a file has at least one byte');
  end if;
  if not (v_rules -> 'enabled')::boolean then
    raise exception 'this widget takes no files' using errcode = 'SC062';
  end if;
  if not support.type_is_allowed(v_rules, v_media_type) then
    raise exception 'files of the type % are not taken', v_media_type using errcode = 'SC062';
  end if;
  if p_byte_size > v_max_bytes then
    raise exception 'a file may have at most % bytes', v_max_bytes using errcode = 'SC061', detail = v_max_bytes::text;
  end if;
  if (
    select count(*) from support.attachments as unsent
    where unsent.visitor_id = p_visitor_id and unsent.created_at > now() - interval '1 day'
      and unsent.message_id is null and unsent.state <> 'refused' and unsent.agent_id is not distinct from p_agent_id
  ) >= 20 then
    raise exception 'too many files wait to be sent' using
      errcode = 'SC064', detail = '20', hint = 'Send what is uploaded, or wait a day.';
  end if;

  v_file.id := gen_random_uuid();
  insert into support.attachments (
    id, organization_id, widget_id, visitor_id, conversation_id, uploaded_by, agent_id, path, name, media_type, byte_size
  )
  values (
    v_file.id, p_widget.organization_id, p_widget.id, p_visitor_id, p_conversation_id,
    case when p_agent_id is null then 'visitor' else 'agent' end, p_agent_id,
    p_widget.organization_id::text || '/' || v_file.id::text, v_name, v_media_type, p_byte_size
  )
  returning * into v_file;
  return support.file_json(v_file) || jsonb_build_object('max_bytes', v_max_bytes);
end
$function$;

comment on function support.announce_attachment(p_widget support.widgets, p_visitor_id uuid, p_conversation_id uuid, p_agent_id uuid, p_name text, p_media_type text, p_byte_size bigint) is 'A place for a file that is about to be uploaded, if the widget takes such a file. At most 20 of one sender may wait to be sent. Raises SC061, SC062, SC064, SC090.';

-- Nobody but the owner has any privilege.
