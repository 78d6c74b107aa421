-- Purpose: starting a conversation and being identified wait for an erasure of the same visitor, and it for them, without
--          deadlocks and without a row for somebody who is gone.
-- Objects: public.support_identify_visitor, support_start_conversation (replaced).
-- Undo:    restore the functions of 20261121121050 and 20261121121200.

create or replace function public.support_identify_visitor(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_external_id text, p_traits jsonb default '{}'
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_profile jsonb;
  v_organization_id uuid;
  v_visitor_id uuid;
  v_known_id uuid;
  v_visitor support.visitors;
  v_outcome text;
  v_conversation support.conversations;
begin
  -- The token may be older than a merge that another tab asked for; then the session's visitor is the one to look at.
  perform support.assert_session(p_session_id, support.current_id_of_visitor(p_visitor_id), p_widget_id);
  if p_external_id is null or char_length(p_external_id) not between 1 and 255 or p_external_id !~ '[^[:space:]]' then
    perform support.refuse('p_external_id', 'the site''s id of a visitor has 1 to 255 characters');
  end if;
  v_profile := support.check_profile(p_traits, 'p_traits', array['name', 'email', 'phone', 'avatar_url', 'locale', 'traits']);

  -- One at a time per person, so that two browsers that sign in together do not both become the first.
  select widget.organization_id into v_organization_id from support.widgets as widget where widget.id = p_widget_id;
  perform pg_advisory_xact_lock(hashtextextended('support identity ' || v_organization_id::text || ' ' || p_external_id, 0));
  v_visitor_id := support.current_id_of_visitor(p_visitor_id);
  select visitor.id into v_known_id from support.visitors as visitor
  where visitor.organization_id = v_organization_id and visitor.external_id = p_external_id;
  perform support.lock_visitors(array[v_visitor_id, v_known_id]);

  -- Everything from here on is as it will stay: look again at what may have changed while the locks waited.
  select visitor.* into v_visitor from support.visitors as visitor
  where visitor.id = support.current_id_of_visitor(v_visitor_id);
  if v_visitor.external_id is not null and v_visitor.external_id <> p_external_id then
    raise exception 'this session belongs to another visitor of the site' using
      errcode = 'SC011', hint = 'Somebody else signed in: end the session and start a new one for them.';
  end if;
  perform support.assert_session(p_session_id, v_visitor_id, p_widget_id);
  -- Counted only now: being erased waits for the locks above and then removes these counters.
  perform support.count_hit('identify:session:' || p_session_id::text, 20, interval '1 minute');
  select visitor.id into v_known_id from support.visitors as visitor
  where visitor.organization_id = v_organization_id and visitor.external_id = p_external_id;
  if v_known_id = v_visitor_id then
    v_outcome := 'already';
  elsif v_known_id is null then
    v_outcome := 'identified';
    update support.visitors set external_id = p_external_id where id = v_visitor_id;
  else
    v_outcome := 'merged';
    select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_known_id;
    if support.is_banned(v_visitor) then
      raise exception 'this visitor was blocked by the team' using errcode = 'SC014';
    end if;
    perform support.merge_visitor(v_visitor_id, v_known_id);
  end if;

  v_visitor := support.apply_profile(coalesce(v_known_id, v_visitor_id), v_profile, 'p_traits', 'vouch');
  update support.visitors set identified_at = coalesce(identified_at, now()), last_seen_at = now() where id = v_visitor.id;
  update support.sessions set identified_at = coalesce(identified_at, now()) where id = p_session_id;
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.visitor_id = v_visitor.id and conversation.widget_id = p_widget_id
    and conversation.status in ('queued', 'active');
  if v_outcome = 'merged' and v_conversation.id is not null then
    -- Other tabs still listen to the visitor that was: the id tells them to refresh.
    perform realtime.send(
      jsonb_build_object('conversation', support.conversation_json(v_conversation), 'visitor_id', v_visitor.id),
      'conversation.updated', 'support:visitor:' || v_visitor_id::text, true);
  end if;
  return jsonb_build_object('visitor_id', v_visitor.id, 'outcome', v_outcome, 'conversation_id', v_conversation.id);
end
$$;
comment on function public.support_identify_visitor(uuid, uuid, uuid, text, jsonb) is
  'The site vouches (by a token that the server has checked) that the session''s visitor is its user p_external_id. '
  'identified: the team did not know them; merged: it did, and everything of the session''s visitor joins theirs; '
  'already: nothing new but the profile. The answer''s visitor_id is who the session belongs to from now on; tokens with '
  'the old id get SC015. conversation_id is the open conversation, or null. A session of somebody identified as another '
  'is not handed over: SC011, and the server starts a new one. What the site says of them replaces what is known; null '
  'does not. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC040, SC090.';

create or replace function public.support_start_conversation(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid,
  p_department_id uuid default null, p_context jsonb default '{}',
  p_subject text default null, p_category text default null, p_prechat jsonb default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
begin
  if jsonb_typeof(p_prechat) <> 'object' then
    perform support.refuse('p_prechat', 'the answers are an object');
  end if;
  v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
  perform support.count_hit('start:session:' || p_session_id::text, 20, interval '1 minute');
  if p_prechat is not null or p_category is not null or p_subject is not null then
    v_conversation := support.describe_conversation(v_conversation, p_prechat, p_category, p_subject);
  end if;
  return support.sync_json(v_conversation, 0, 50) || jsonb_build_object('availability', (
    select support.widget_availability_json(widget) from support.widgets as widget where widget.id = p_widget_id));
end
$$;
comment on function public.support_start_conversation(uuid, uuid, uuid, uuid, jsonb, text, text, jsonb) is
  'Finds or opens the visitor''s conversation. Raises SC002, SC010 to SC015, SC021, SC040, SC090.';
