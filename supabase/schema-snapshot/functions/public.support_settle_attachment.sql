-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_settle_attachment(p_attachment_id uuid, p_outcome text, p_media_type text DEFAULT NULL::text, p_byte_size bigint DEFAULT NULL::bigint, p_sha256 text DEFAULT NULL::text, p_width integer DEFAULT NULL::integer, p_height integer DEFAULT NULL::integer, p_duration_seconds numeric DEFAULT NULL::numeric, p_refusal text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_file support.attachments;
  v_rules jsonb;
  v_media_type text := lower(btrim(p_media_type));
  v_refusal text := left(coalesce(nullif(btrim(p_refusal), ''), 'not accepted'), 200);
begin
  if p_outcome is null or p_outcome not in ('stored', 'refused') then
    perform support.refuse('p_outcome', 'a file is stored or refused');
  end if;
  if p_outcome = 'stored' then
    if v_media_type is null or char_length(v_media_type) > 127 or v_media_type !~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$' then
      perform support.refuse('p_media_type', 'a stored file has the media type that its bytes say');
    elsif p_byte_size is null or p_byte_size <= 0 then
      perform support.refuse('p_byte_size', 'a stored file has at least one byte');
    elsif lower(p_sha256) !~ '^[0-9a-f]{64}$' then
      perform support.refuse('p_sha256', 'a SHA-256 has 64 hexadecimal digits');
    elsif p_width <= 0 or p_height <= 0 then
      perform support.refuse('p_width', 'a picture has at least one pixel');
    elsif p_duration_seconds < 0 or p_duration_seconds in ('NaN', 'Infinity') then
      perform support.refuse('p_duration_seconds', 'no time is shorter than none');
    end if;
  end if;
  select attachment.* into v_file from support.attachments as attachment where attachment.id = p_attachment_id for update;
  if not found then
    raise exception 'no such file' using errcode = 'SC060';
  end if;
  if v_file.state <> 'pending' then
    return support.file_json(v_file) || jsonb_build_object('refusal', v_file.refusal); -- said before, and it holds
  end if;

  select support.attachment_rules(widget) into v_rules from support.widgets as widget where widget.id = v_file.widget_id;
  if p_outcome = 'stored' and p_byte_size > (v_rules ->> 'max_bytes')::bigint then
    p_outcome := 'refused';
    v_refusal := 'larger than announced and than allowed';
  elsif p_outcome = 'stored' and not support.type_is_allowed(v_rules, v_media_type) then
    p_outcome := 'refused';
    v_refusal := 'its bytes are ' || v_media_type;
  end if;
  if p_outcome = 'refused' then
    update support.attachments set state = 'refused', refusal = v_refusal where id = p_attachment_id returning * into v_file;
    insert into support.storage_deletions (path) values (v_file.path) on conflict (path) do nothing;
  else
    update support.attachments set
      state = 'stored', media_type = v_media_type, byte_size = p_byte_size, sha256 = lower(p_sha256), width = p_width,
      height = p_height, duration_seconds = p_duration_seconds, stored_at = now()
    where id = p_attachment_id returning * into v_file;
  end if;
  return support.file_json(v_file) || jsonb_build_object('refusal', v_file.refusal);
end
$function$;

comment on function public.support_settle_attachment(p_attachment_id uuid, p_outcome text, p_media_type text, p_byte_size bigint, p_sha256 text, p_width integer, p_height integer, p_duration_seconds numeric, p_refusal text) is 'What the bytes turned out to be. A file that is larger than allowed, or of another type than was said and than is allowed, becomes refused whatever was claimed. Only the first word counts. Raises SC060, SC090.';

-- service_role may execute
