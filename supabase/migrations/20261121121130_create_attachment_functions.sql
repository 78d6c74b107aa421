-- Purpose: files: what may be sent, from the announcement of an upload to the removal of the last byte.
-- Objects: support.attachment_rules, type_is_allowed, announce_attachment, file_json, tg_attachments__queue_deletion,
--          remove_orphaned_attachments; public.support_create_attachment, support_create_agent_attachment,
--          support_get_upload, support_get_agent_upload, support_settle_attachment, support_get_attachment,
--          support_get_attachment_for_agent, support_lease_storage_deletions, support_settle_storage_deletion.
-- Undo:    drop the trigger, then the functions.

create function support.attachment_rules(p_widget support.widgets) returns jsonb
language sql stable
set search_path = ''
as $$
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
$$;
comment on function support.attachment_rules(support.widgets) is
  'What a widget takes: enabled, max_bytes (10 MiB), max_files per message (5), types. Made to be shown to the client as '
  'it is. The types named by default hold nothing that a browser would run.';

create function support.type_is_allowed(p_rules jsonb, p_media_type text) returns boolean
language sql immutable
set search_path = ''
as $$
  select exists (
    select from jsonb_array_elements_text(p_rules -> 'types') as allowed (media_type)
    where lower(allowed.media_type) = p_media_type
      -- A picture that can carry a script is not meant by "pictures"; who wants it names it.
      or (allowed.media_type like '%/*' and split_part(lower(allowed.media_type), '/', 1) in (split_part(p_media_type, '/', 1), '*')
        and p_media_type not in ('image/svg+xml', 'text/html', 'text/javascript', 'text/xml'))
  )
$$;
comment on function support.type_is_allowed(jsonb, text) is 'Whether a media type is among the rules'' types: image/png, image/*, */*.';

create function support.announce_attachment(
  p_widget support.widgets, p_visitor_id uuid, p_conversation_id uuid, p_agent_id uuid,
  p_name text, p_media_type text, p_byte_size bigint
) returns jsonb
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function support.announce_attachment(support.widgets, uuid, uuid, uuid, text, text, bigint) is
  'A place for a file that is about to be uploaded, if the widget takes such a file. At most 20 of one sender may wait to '
  'be sent. Raises SC061, SC062, SC064, SC090.';

create function support.file_json(p_file support.attachments) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'attachment_id', p_file.id,
    'path', p_file.path,
    'name', p_file.name,
    'media_type', p_file.media_type,
    'byte_size', p_file.byte_size,
    'state', p_file.state
  )
$$;
comment on function support.file_json(support.attachments) is 'A file as the server needs it to sign an address in the bucket.';

create function public.support_create_attachment(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_name text, p_media_type text, p_byte_size bigint
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_widget support.widgets;
begin
  perform support.count_hit('upload:session:' || p_session_id::text, 30, interval '10 minutes');
  select widget.* into v_widget from support.widgets as widget where widget.id = v_session.widget_id;
  return support.announce_attachment(v_widget, v_session.visitor_id, null, null, p_name, p_media_type, p_byte_size);
end
$$;
comment on function public.support_create_attachment(uuid, uuid, uuid, text, text, bigint) is
  'A visitor announces an upload. The path is organization/attachment. Raises what assert_session raises, and SC040, '
  'SC061, SC062, SC064, SC090.';

create function public.support_create_agent_attachment(
  p_agent_id uuid, p_conversation_id uuid, p_name text, p_media_type text, p_byte_size bigint
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_conversation support.conversations;
  v_widget support.widgets;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = p_conversation_id and conversation.organization_id = v_agent.organization_id
  for key share;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  perform support.count_hit('upload:agent:' || p_agent_id::text, 120, interval '10 minutes');
  select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
  return support.announce_attachment(
    v_widget, v_conversation.visitor_id, v_conversation.id, p_agent_id, p_name, p_media_type, p_byte_size);
end
$$;
comment on function public.support_create_agent_attachment(uuid, uuid, text, text, bigint) is
  'An agent announces an upload for a conversation; the widget''s rules hold for them too. Raises SC020, SC040, SC050, '
  'SC061, SC062, SC064, SC090.';

create function public.support_get_upload(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_attachment_id uuid
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_get_upload(uuid, uuid, uuid, uuid) is
  'A visitor''s own upload in whatever state, for looking at its bytes before it is settled. Raises what assert_session '
  'raises, and SC060.';

create function public.support_get_agent_upload(p_agent_id uuid, p_attachment_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_file support.attachments;
begin
  select attachment.* into v_file from support.attachments as attachment
  where attachment.id = p_attachment_id and attachment.agent_id = v_agent.id;
  if not found then
    raise exception 'no such file of yours' using errcode = 'SC060';
  end if;
  return support.file_json(v_file);
end
$$;
comment on function public.support_get_agent_upload(uuid, uuid) is
  'An agent''s own upload in whatever state. Raises SC050, SC060.';

create function public.support_settle_attachment(
  p_attachment_id uuid, p_outcome text, p_media_type text default null, p_byte_size bigint default null,
  p_sha256 text default null, p_width integer default null, p_height integer default null,
  p_duration_seconds numeric default null, p_refusal text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_settle_attachment(uuid, text, text, bigint, text, integer, integer, numeric, text) is
  'What the bytes turned out to be. A file that is larger than allowed, or of another type than was said and than is '
  'allowed, becomes refused whatever was claimed. Only the first word counts. Raises SC060, SC090.';

create function public.support_get_attachment(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_attachment_id uuid
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
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
$$;
comment on function public.support_get_attachment(uuid, uuid, uuid, uuid) is
  'Where a file is that the visitor may see: their own, or one that was sent to them. Notes'' files are not. Raises what '
  'assert_session raises, and SC060, SC063.';

create function public.support_get_attachment_for_agent(p_agent_id uuid, p_attachment_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_file support.attachments;
begin
  select attachment.* into v_file from support.attachments as attachment
  where attachment.id = p_attachment_id and attachment.organization_id = v_agent.organization_id
    and attachment.state <> 'refused' and (attachment.message_id is not null or attachment.agent_id = v_agent.id);
  if not found then
    raise exception 'no such file' using errcode = 'SC060';
  end if;
  if v_file.state = 'pending' then
    raise exception 'this file has not arrived yet' using errcode = 'SC063';
  end if;
  return support.file_json(v_file);
end
$$;
comment on function public.support_get_attachment_for_agent(uuid, uuid) is
  'Where a file is that was sent in one of the team''s conversations, or that the agent is about to send. Raises SC050, '
  'SC060, SC063.';

-- Removal. A file outlives its row by a moment, never the other way round.

create function support.tg_attachments__queue_deletion() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into support.storage_deletions (path, not_before)
  values (
    old.path,
    -- Supabase Storage accepts an upload for two hours after it was signed, so an unfinished one may still come.
    case when old.state = 'pending' then greatest(now(), old.created_at + interval '125 minutes') else now() end
  )
  on conflict (path) do update set not_before = excluded.not_before, leased_until = null;
  return null;
end
$$;
comment on function support.tg_attachments__queue_deletion() is
  'Whatever removes the row of a file (an erased visitor, a deleted widget, retention) has its bytes removed too.';
create trigger queue_deletion after delete on support.attachments
  for each row execute function support.tg_attachments__queue_deletion();

create function support.remove_orphaned_attachments(p_limit integer) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_removed bigint;
begin
  delete from support.attachments where id in (
    select orphan.id from support.attachments as orphan
    where orphan.message_id is null and orphan.created_at < now() - interval '1 day'
    order by orphan.created_at limit greatest(p_limit, 0) for update skip locked
  );
  get diagnostics v_removed = row_count;
  return v_removed;
end
$$;
comment on function support.remove_orphaned_attachments(integer) is
  'Forgets files that were announced a day ago and never sent; answers how many.';

create function public.support_lease_storage_deletions(p_limit integer default 50, p_lease_seconds integer default 60)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_leased jsonb;
begin
  with due as (
    select waiting.path from support.storage_deletions as waiting
    where waiting.not_before <= clock_timestamp()
      and (waiting.leased_until is null or waiting.leased_until <= clock_timestamp())
    order by waiting.not_before limit least(greatest(coalesce(p_limit, 50), 1), 1000)
    for update skip locked
  ), leased as (
    update support.storage_deletions as deletion
    set leased_until = clock_timestamp() + make_interval(secs => least(greatest(coalesce(p_lease_seconds, 60), 1), 3600)),
        attempts = deletion.attempts + 1
    from due where deletion.path = due.path
    returning deletion.path, deletion.attempts
  )
  select coalesce(jsonb_agg(jsonb_build_object('path', leased.path, 'attempts', leased.attempts) order by leased.path), '[]')
  into v_leased from leased;
  return v_leased;
end
$$;
comment on function public.support_lease_storage_deletions(integer, integer) is
  'Paths in the bucket that have to go, each for one worker at a time until its lease runs out.';

create function public.support_settle_storage_deletion(p_path text, p_outcome text, p_error text default null) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  if p_outcome = 'deleted' then
    -- A later date was set meanwhile: then there may be bytes that this worker did not see.
    delete from support.storage_deletions where path = p_path and not_before <= clock_timestamp();
    return jsonb_build_object('state', case when found then 'deleted' end);
  elsif p_outcome = 'retry' then
    update support.storage_deletions set
      leased_until = null, error = left(p_error, 1000),
      not_before = clock_timestamp() + make_interval(secs => least(21600, power(2, least(attempts, 20)) * 5)::double precision)
    where path = p_path;
    return jsonb_build_object('state', case when found then 'pending' end);
  end if;
  perform support.refuse('p_outcome', 'a file was deleted, or it has to be tried again');
end
$$;
comment on function public.support_settle_storage_deletion(text, text, text) is
  'deleted (also when the bucket never had it), or retry: after 10 seconds, twice as long each time, at most 6 hours, for '
  'ever. Raises SC090.';

revoke all on function support.attachment_rules(support.widgets) from public;
revoke all on function support.type_is_allowed(jsonb, text) from public;
revoke all on function support.announce_attachment(support.widgets, uuid, uuid, uuid, text, text, bigint) from public;
revoke all on function support.file_json(support.attachments) from public;
revoke all on function support.tg_attachments__queue_deletion() from public;
revoke all on function support.remove_orphaned_attachments(integer) from public;
revoke all on function public.support_create_attachment(uuid, uuid, uuid, text, text, bigint) from public, anon, authenticated;
revoke all on function public.support_create_agent_attachment(uuid, uuid, text, text, bigint) from public, anon, authenticated;
revoke all on function public.support_get_upload(uuid, uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_get_agent_upload(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_settle_attachment(
  uuid, text, text, bigint, text, integer, integer, numeric, text
) from public, anon, authenticated;
revoke all on function public.support_get_attachment(uuid, uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_get_attachment_for_agent(uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_lease_storage_deletions(integer, integer) from public, anon, authenticated;
revoke all on function public.support_settle_storage_deletion(text, text, text) from public, anon, authenticated;
grant execute on function public.support_create_attachment(uuid, uuid, uuid, text, text, bigint) to service_role;
grant execute on function public.support_create_agent_attachment(uuid, uuid, text, text, bigint) to service_role;
grant execute on function public.support_get_upload(uuid, uuid, uuid, uuid) to service_role;
grant execute on function public.support_get_agent_upload(uuid, uuid) to service_role;
grant execute on function public.support_settle_attachment(
  uuid, text, text, bigint, text, integer, integer, numeric, text
) to service_role;
grant execute on function public.support_get_attachment(uuid, uuid, uuid, uuid) to service_role;
grant execute on function public.support_get_attachment_for_agent(uuid, uuid) to service_role;
grant execute on function public.support_lease_storage_deletions(integer, integer) to service_role;
grant execute on function public.support_settle_storage_deletion(text, text, text) to service_role;
