-- Purpose: the private bucket in which files lie, and the size of a picture wherever a file is told.
-- Objects: storage.buckets (one row), support.file_json (replaced).
-- Undo:    empty and delete the bucket through the Storage API; restore support.file_json of 20261121121130.

-- A Postgres without Supabase Storage has no such table and needs no bucket. An existing bucket keeps its limits, which are
-- the team's to change, but is never public. There are no policies for it on storage.objects: nobody but the server lists,
-- reads or writes there, and browsers come with addresses that it has signed.
do $$
begin
  if to_regclass('storage.buckets') is not null then
    insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
    values ('support-attachments', 'support-attachments', false, 52428800, null)
    on conflict (id) do update set public = false where buckets.public;
  end if;
exception when insufficient_privilege then
  raise warning 'The bucket support-attachments could not be made: %', sqlerrm using
    hint = 'Create it in the dashboard under Storage: private, with a limit of 50 MB per file.';
end
$$;

create or replace function support.file_json(p_file support.attachments) returns jsonb
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
  ) || jsonb_strip_nulls(jsonb_build_object(
    'width', p_file.width,
    'height', p_file.height,
    'duration_seconds', p_file.duration_seconds
  ))
$$;
comment on function support.file_json(support.attachments) is
  'A file as the server needs it to sign an address in the bucket. Sizes in pixels and seconds only where they are known.';
revoke all on function support.file_json(support.attachments) from public, anon, authenticated;
