-- Purpose: erasing a visitor also removes what was announced under the ids they had before they were identified.
-- Objects: support.forget_broadcasts (replaced).
-- Undo:    restore the function of 20261121121160.

create or replace function support.forget_broadcasts(p_visitor_id uuid, p_organization_id uuid, p_words text[]) returns void
language plpgsql
set search_path = ''
as $$
declare
  -- Among the words are the ids of everybody who became this visitor; each had a topic of their own.
  v_topics text[] := array(select 'support:visitor:' || word from unnest(p_words) as word)
    || ('support:visitor:' || p_visitor_id::text);
begin
  -- Hosted, only Realtime may delete from its table; it drops whole days, three at most, by itself.
  if pg_catalog.has_table_privilege('realtime.messages', 'delete') then
    delete from realtime.messages as sent
    where sent.topic = any (v_topics)
      or (sent.topic = 'support:org:' || p_organization_id::text and exists (
        select from unnest(p_words) as word where strpos(lower(sent.payload::text), word) > 0));
  elsif pg_catalog.has_table_privilege('realtime.messages', 'update') then
    update realtime.messages as sent set payload = '{}'
    where sent.topic = any (v_topics)
      or (sent.topic = 'support:org:' || p_organization_id::text and exists (
        select from unnest(p_words) as word where strpos(lower(sent.payload::text), word) > 0));
  end if;
exception when insufficient_privilege then
  raise warning 'broadcasts of an erased visitor stay until Realtime drops their day: %', sqlerrm;
end
$$;
comment on function support.forget_broadcasts(uuid, uuid, text[]) is
  'Removes what was announced to a visitor, under any id they had, and to the team about them, as far as the platform lets us.';
