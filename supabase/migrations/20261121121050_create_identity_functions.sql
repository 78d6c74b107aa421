-- Purpose: the moment a site vouches for a visitor. Everything they did as nobody becomes part of the person the team
--          knows already, in one transaction and whatever else happens meanwhile.
-- Objects: support.lock_visitors, merge_conversations, merge_topics, merge_visitor;
--          public.support_list_identity_secrets, support_identify_visitor.
-- Undo:    drop the functions.

create function support.lock_visitors(p_visitor_ids uuid[]) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_visitor_id uuid;
begin
  -- First whoever else merges or erases them, because that moves or removes the rows to be locked below.
  for v_visitor_id in
    select wanted.id from unnest(p_visitor_ids) as wanted (id) where wanted.id is not null order by wanted.id
  loop
    perform pg_advisory_xact_lock(hashtextextended('support visitor ' || v_visitor_id::text, 0));
  end loop;
  perform from support.sessions as session where session.visitor_id = any (p_visitor_ids) order by session.id for update;
  perform from support.conversations as conversation
  where conversation.visitor_id = any (p_visitor_ids) order by conversation.id for update;
  perform from support.visitors as visitor where visitor.id = any (p_visitor_ids) order by visitor.id for update;
end
$$;
comment on function support.lock_visitors(uuid[]) is
  'Visitors with all that is theirs, before they are merged or erased: nobody writes for them until the transaction ends. '
  'Sessions first, as every write of a visitor takes them (lock_session), then conversations, then the visitors.';

create function support.merge_conversations(p_from_id uuid, p_into_id uuid) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_conversation support.conversations;
begin
  -- One open conversation per widget. An empty one was only looked at: whatever has words in it was touched later.
  for v_id in
    select ranked.id from (
      select conversation.id, row_number() over (
        partition by conversation.widget_id
        order by
          coalesce(conversation.last_message_at, case when conversation.last_seq > 0 then conversation.updated_at end)
            desc nulls last,
          conversation.updated_at desc, conversation.number desc
      ) as place
      from support.conversations as conversation
      where conversation.visitor_id in (p_from_id, p_into_id) and conversation.status in ('queued', 'active')
    ) as ranked
    where ranked.place > 1 order by ranked.id
  loop
    update support.conversations set
      status = 'closed', closed_at = now(), ended_by = 'system', waiting_since = null, snoozed_until = null,
      revision = revision + 1, updated_at = now()
    where id = v_id returning * into v_conversation;
    if v_conversation.last_seq > 0 then
      -- Not "closed": that would also close the visitor's topic, in which the other conversation goes on.
      perform support.enqueue_telegram(v_conversation, 'conversation_state', jsonb_build_object('state', 'merged'));
    end if;
  end loop;

  -- A revision each, which the trigger announces: to the visitor they belong to now, and to the team.
  update support.conversations set visitor_id = p_into_id, revision = revision + 1 where visitor_id = p_from_id;
end
$$;
comment on function support.merge_conversations(uuid, uuid) is
  'Gives all conversations of one locked visitor to another. Where both have an open one with the same widget, the one '
  'written in last stays open and the other is closed by the system. Every change is announced.';

create function support.merge_topics(p_from_id uuid, p_into_id uuid) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_topic support.telegram_topics;
  v_conversation support.conversations;
begin
  for v_topic in
    select topic.* from support.telegram_topics as topic where topic.visitor_id = p_from_id order by topic.chat_id
  loop
    if not exists (
      select from support.telegram_topics as other where other.visitor_id = p_into_id and other.chat_id = v_topic.chat_id
    ) then
      update support.telegram_topics set visitor_id = p_into_id, updated_at = now()
      where visitor_id = p_from_id and chat_id = v_topic.chat_id;
      continue;
    end if;

    -- The visitor has a topic there already. Whoever writes in this one is told, because nobody would read it.
    select conversation.* into v_conversation
    from support.telegram_messages as known
    join support.conversations as conversation on conversation.id = known.conversation_id
    where known.chat_id = v_topic.chat_id and known.thread_id = v_topic.thread_id and conversation.visitor_id = p_into_id
    order by conversation.number desc limit 1;
    if found then
      perform support.enqueue_telegram(v_conversation, 'agent_notice', jsonb_build_object(
        'text', 'This visitor has signed in and has a topic already. The conversation goes on there; '
          || 'what is written here reaches nobody.',
        'reply_to_message_id', (
          select max(known.message_id) from support.telegram_messages as known
          where known.chat_id = v_topic.chat_id and known.thread_id = v_topic.thread_id)
      ), null, v_topic.chat_id);
      -- What is still open gets a new card, in the topic where it goes on.
      delete from support.telegram_messages as card using support.conversations as conversation
      where card.chat_id = v_topic.chat_id and card.thread_id = v_topic.thread_id and card.role = 'card'
        and conversation.id = card.conversation_id and conversation.status in ('queued', 'active');
    end if;
    delete from support.telegram_topics as topic where topic.visitor_id = p_from_id and topic.chat_id = v_topic.chat_id;
  end loop;
end
$$;
comment on function support.merge_topics(uuid, uuid) is
  'Gives a visitor''s topics to another, after their conversations; a topic in a group where the other has one is given up.';

create function support.merge_visitor(p_from_id uuid, p_into_id uuid) returns support.visitors
language plpgsql
set search_path = ''
as $$
declare
  v_from support.visitors;
  v_into support.visitors;
  v_consent text;
  v_traits jsonb;
begin
  perform support.merge_conversations(p_from_id, p_into_id);
  perform support.merge_topics(p_from_id, p_into_id);
  update support.messages set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.attachments set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.visitor_events set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.visitor_consents set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.sessions set visitor_id = p_into_id where visitor_id = p_from_id;

  insert into support.merged_visitors (id, visitor_id) values (p_from_id, p_into_id);
  delete from support.visitors as visitor where visitor.id = p_from_id returning visitor.* into v_from;
  -- Under the old id it would be found neither by the team nor when the visitor is erased.
  update support.audit_logs set entity_id = p_into_id::text
  where organization_id = v_from.organization_id and entity_id = p_from_id::text;

  -- The last decision counts, whoever they were when they made it.
  select consent.decision into v_consent from support.visitor_consents as consent
  where consent.visitor_id = p_into_id order by consent.id desc limit 1;
  if v_consent = 'denied' then
    delete from support.visitor_events as event where event.visitor_id = p_into_id;
  end if;
  select visitor.* into v_into from support.visitors as visitor where visitor.id = p_into_id;
  v_traits := support.join_traits(v_from.traits, v_into.traits);
  update support.visitors as visitor set
    name = coalesce(visitor.name, v_from.name),
    email = coalesce(visitor.email, v_from.email),
    phone = coalesce(visitor.phone, v_from.phone),
    avatar_url = coalesce(visitor.avatar_url, v_from.avatar_url),
    locale = coalesce(visitor.locale, v_from.locale),
    -- Too much of both together: what the site said of a known person matters more.
    traits = case when octet_length(v_traits::text) <= 16384 then v_traits else visitor.traits end,
    context = case when v_from.context = '{}' then visitor.context else v_from.context end,
    consent = coalesce(v_consent, visitor.consent),
    created_at = least(visitor.created_at, v_from.created_at)
  where visitor.id = p_into_id returning visitor.* into v_into;
  return v_into;
end
$$;
comment on function support.merge_visitor(uuid, uuid) is
  'Makes one visitor part of another; both are locked by lock_visitors. Everything moves, the first one''s row disappears. '
  'The second one''s profile wins and is completed by the first one''s.';

create function public.support_list_identity_secrets(p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  return (
    select coalesce(
      jsonb_agg(jsonb_build_object('kid', known.kid, 'secret', known.secret) order by known.created_at desc, known.kid), '[]')
    from support.organization_identity_secrets as known
    where known.organization_id = p_organization_id and (known.retires_at is null or known.retires_at > now())
  );
end
$$;
comment on function public.support_list_identity_secrets(uuid) is
  'The secrets that vouch for an organization''s users now, newest first: an array of {kid, secret}. For the server only, '
  'which must neither log them nor pass them on. Raises SC003.';

create function public.support_identify_visitor(
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
  perform support.count_hit('identify:session:' || p_session_id::text, 20, interval '1 minute');

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

revoke all on function support.lock_visitors(uuid[]) from public;
revoke all on function support.merge_conversations(uuid, uuid) from public;
revoke all on function support.merge_topics(uuid, uuid) from public;
revoke all on function support.merge_visitor(uuid, uuid) from public;
revoke all on function public.support_list_identity_secrets(uuid) from public, anon, authenticated;
revoke all on function public.support_identify_visitor(uuid, uuid, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.support_list_identity_secrets(uuid) to service_role;
grant execute on function public.support_identify_visitor(uuid, uuid, uuid, text, jsonb) to service_role;
