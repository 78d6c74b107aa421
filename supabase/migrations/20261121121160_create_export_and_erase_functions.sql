-- Purpose: a visitor's rights to their data: to have all of it, and to have none of it left.
-- Objects: support.assert_own_data, find_visitor_for_actor, export_visitor, telegram_places_of,
--          forget_telegram_updates, forget_broadcasts, erase_visitor; public.support_export_visitor,
--          support_export_visitor_by_agent, support_erase_visitor, support_erase_visitor_by_agent.
-- Undo:    drop the functions.

create function support.assert_own_data(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  perform support.assert_session(p_session_id, p_visitor_id, p_widget_id);
exception
  -- The session itself was in order; whether one may chat does not decide whose the data is.
  when sqlstate 'SC001' or sqlstate 'SC002' or sqlstate 'SC014' then null;
end
$$;
comment on function support.assert_own_data(uuid, uuid, uuid) is
  'Like assert_session, but also for blocked visitors and for widgets that are off or deleted. Raises SC010, SC011, SC012, '
  'SC015.';

create function support.find_visitor_for_actor(p_actor jsonb, p_visitor_id uuid) returns support.visitors
language plpgsql
set search_path = ''
as $$
declare
  v_agent support.agents := support.identify_actor(p_actor);
  v_visitor support.visitors;
begin
  select visitor.* into v_visitor from support.visitors as visitor
  where visitor.id = p_visitor_id and (v_agent.id is null or visitor.organization_id = v_agent.organization_id);
  if not found then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  perform support.require_role(v_agent, 'admin');
  return v_visitor;
end
$$;
comment on function support.find_visitor_for_actor(jsonb, uuid) is
  'A visitor of the acting admin''s organization. Raises SC013, SC050, SC051, SC090.';

-- Having all of it

create function support.export_visitor(p_visitor support.visitors, p_with_notes boolean) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'exported_at', now(),
    'organization', (select organization.name from support.organizations as organization where organization.id = p_visitor.organization_id),
    'visitor', jsonb_build_object(
      'id', p_visitor.id, 'external_id', p_visitor.external_id, 'name', p_visitor.name, 'email', p_visitor.email,
      'phone', p_visitor.phone, 'avatar_url', p_visitor.avatar_url, 'locale', p_visitor.locale, 'traits', p_visitor.traits,
      'context', p_visitor.context, 'consent', p_visitor.consent, 'identified_at', p_visitor.identified_at,
      'banned_at', p_visitor.banned_at, 'banned_until', p_visitor.banned_until, 'created_at', p_visitor.created_at,
      'last_seen_at', p_visitor.last_seen_at
    ) || case when p_with_notes then jsonb_build_object('ban_reason', p_visitor.ban_reason) else '{}'::jsonb end,
    'sessions', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', session.id, 'widget_id', session.widget_id, 'origin', session.origin, 'user_agent', session.user_agent,
        'ip_hash', session.ip_hash, 'created_at', session.created_at, 'refreshed_at', session.refreshed_at,
        'expires_at', session.expires_at, 'revoked_at', session.revoked_at, 'revoked_reason', session.revoked_reason
      ) order by session.created_at)
      from support.sessions as session where session.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'consents', coalesce((
      select jsonb_agg(jsonb_build_object(
        'widget_id', consent.widget_id, 'decision', consent.decision, 'text_version', consent.text_version,
        'ip_hash', consent.ip_hash, 'created_at', consent.created_at
      ) order by consent.id)
      from support.visitor_consents as consent where consent.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'kind', seen.kind, 'name', seen.name, 'page_url', seen.page_url, 'page_title', seen.page_title, 'data', seen.data,
        'created_at', seen.created_at
      ) order by seen.id)
      from support.visitor_events as seen where seen.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'conversations', coalesce((
      select jsonb_agg(
        support.conversation_json(conversation) || jsonb_build_object(
          'category', conversation.category, 'prechat', conversation.prechat, 'context', conversation.context,
          'rating_comment', conversation.rating_comment, 'nps', conversation.nps, 'rated_at', conversation.rated_at,
          'messages', coalesce((
            select jsonb_agg(
              support.message_json(message)
              || case when p_with_notes then jsonb_build_object('is_internal', message.is_internal) else '{}'::jsonb end
              order by message.seq)
            from support.messages as message
            where message.conversation_id = conversation.id and (p_with_notes or not message.is_internal)
          ), '[]'::jsonb)
        ) || case when p_with_notes then jsonb_build_object(
          'tags', conversation.tags, 'priority', conversation.priority) else '{}'::jsonb end
        order by conversation.number)
      from support.conversations as conversation where conversation.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'attachments', coalesce((
      select jsonb_agg(support.file_json(attachment) || jsonb_build_object(
        'conversation_id', attachment.conversation_id, 'message_id', attachment.message_id,
        'uploaded_by', attachment.uploaded_by, 'sha256', attachment.sha256, 'created_at', attachment.created_at
      ) order by attachment.created_at, attachment.id)
      from support.attachments as attachment
      where attachment.visitor_id = p_visitor.id and (
        p_with_notes or attachment.uploaded_by = 'visitor' or exists (
          select from support.messages as message where message.id = attachment.message_id and not message.is_internal
        )
      )
    ), '[]'::jsonb)
  )
$$;
comment on function support.export_visitor(support.visitors, boolean) is
  'Everything stored about a visitor. What agents wrote for each other (notes, labels, why somebody was blocked) only on '
  'request.';

create function public.support_export_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_visitor support.visitors;
begin
  perform support.assert_own_data(p_session_id, p_visitor_id, p_widget_id);
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id;
  return support.export_visitor(v_visitor, false);
end
$$;
comment on function public.support_export_visitor(uuid, uuid, uuid) is
  'Everything about the visitor who asks, without the team''s notes. Blocked visitors may ask too. Raises SC010, SC011, '
  'SC012, SC015.';

create function public.support_export_visitor_by_agent(p_actor jsonb, p_visitor_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return support.export_visitor(support.find_visitor_for_actor(p_actor, p_visitor_id), true);
end
$$;
comment on function public.support_export_visitor_by_agent(jsonb, uuid) is
  'Everything about a visitor, with the team''s notes; for admins. Raises SC013, SC050, SC051, SC090.';

-- Having none of it left

create function support.telegram_places_of(p_visitor_id uuid) returns setof text
language sql stable
set search_path = ''
as $$
  select known.chat_id || ' ' || known.message_id
  from support.conversations as conversation
  join support.telegram_messages as known on known.conversation_id = conversation.id
  where conversation.visitor_id = p_visitor_id
$$;
comment on function support.telegram_places_of(uuid) is
  'Every Telegram message that is part of a visitor''s conversations, as "chat message".';

create function support.forget_telegram_updates(p_visitor_id uuid, p_words text[]) returns void
language plpgsql
set search_path = ''
as $$
begin
  -- The row stays, empty, because Telegram may repeat an update for a day and it must not be taken for a new one.
  update support.telegram_updates as inbox set
    update = '{}', error = null, leased_until = null,
    settled_at = coalesce(inbox.settled_at, now()), state = case when inbox.state = 'dead' then 'dead' else 'done' end
  from (
    select known.bot_id, known.update_id, said.message, said.message #>> '{chat,id}' || ' ' as chat
    from support.telegram_updates as known,
      lateral (select coalesce(
        known.update -> 'message', known.update -> 'edited_message', known.update #> '{callback_query,message}',
        known.update -> 'message_reaction') as message) as said
  ) as told
  where inbox.bot_id = told.bot_id and inbox.update_id = told.update_id and (
    -- Lists that are made once, not questions asked of every update.
    told.chat || (told.message ->> 'message_thread_id') in (
      select topic.chat_id || ' ' || topic.thread_id from support.telegram_topics as topic where topic.visitor_id = p_visitor_id)
    or told.chat || (told.message ->> 'message_id') in (select place from support.telegram_places_of(p_visitor_id) as place)
    or told.chat || (told.message #>> '{reply_to_message,message_id}') in (
      select place from support.telegram_places_of(p_visitor_id) as place)
    -- What others wrote about them elsewhere, once it has been dealt with.
    or (inbox.state <> 'pending' and exists (
      select from unnest(p_words) as word where strpos(lower(inbox.update::text), word) > 0
    ))
  );
end
$$;
comment on function support.forget_telegram_updates(uuid, text[]) is
  'Empties the updates of a visitor''s topics and messages, and those dealt with that contain one of the words (in lower '
  'case).';

create function support.forget_broadcasts(p_visitor_id uuid, p_organization_id uuid, p_words text[]) returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Hosted, only Realtime may delete from its table; it drops whole days, three at most, by itself.
  if pg_catalog.has_table_privilege('realtime.messages', 'delete') then
    delete from realtime.messages as sent
    where sent.topic = 'support:visitor:' || p_visitor_id::text
      or (sent.topic = 'support:org:' || p_organization_id::text and exists (
        select from unnest(p_words) as word where strpos(lower(sent.payload::text), word) > 0));
  elsif pg_catalog.has_table_privilege('realtime.messages', 'update') then
    update realtime.messages as sent set payload = '{}'
    where sent.topic = 'support:visitor:' || p_visitor_id::text
      or (sent.topic = 'support:org:' || p_organization_id::text and exists (
        select from unnest(p_words) as word where strpos(lower(sent.payload::text), word) > 0));
  end if;
exception when insufficient_privilege then
  raise warning 'broadcasts of an erased visitor stay until Realtime drops their day: %', sqlerrm;
end
$$;
comment on function support.forget_broadcasts(uuid, uuid, text[]) is
  'Removes what was announced to a visitor, and to the team about them, as far as the platform lets us.';

create function support.erase_visitor(p_visitor_id uuid) returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_visitor support.visitors;
  v_ids text[];
  v_words text[];
  v_messages bigint;
  v_files bigint;
begin
  -- From here on nobody writes for them or starts another conversation; who waits for a lock finds them gone.
  perform support.lock_visitors(array[p_visitor_id]);
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id;
  if not found then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  select array_agg(known.id::text) into v_ids from (
    select p_visitor_id as id
    union all
    select merged.id from support.merged_visitors as merged where merged.visitor_id = p_visitor_id
    union all
    select session.id from support.sessions as session where session.visitor_id = p_visitor_id
    union all
    select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id
  ) as known;
  -- What names this one person wherever it stands. A first name does not, so names are not looked for in others' words.
  v_words := v_ids
    || case when char_length(v_visitor.email) >= 6 then array[lower(v_visitor.email)] else '{}' end
    || case when char_length(v_visitor.phone) >= 6 then array[lower(v_visitor.phone)] else '{}' end
    || case when char_length(v_visitor.external_id) >= 6 then array[lower(v_visitor.external_id)] else '{}' end;

  perform support.forget_telegram_updates(p_visitor_id, v_words);
  delete from support.outbox as job
  where job.organization_id = v_visitor.organization_id and (
    job.conversation_id in (
      select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id)
    or lower(job.recipient) = lower(v_visitor.email)
    or exists (select from unnest(v_words) as word where strpos(lower(job.payload::text || coalesce(job.error, '')), word) > 0)
  );
  perform support.enqueue_chat(
    v_visitor.organization_id, topic.chat_id, 'forget_topic',
    jsonb_build_object('chat_id', topic.chat_id, 'thread_id', topic.thread_id))
  from support.telegram_topics as topic where topic.visitor_id = p_visitor_id;

  -- Set by set, because a cascade from the visitor would look for each message's deliveries and files one by one.
  delete from support.attachments where visitor_id = p_visitor_id;
  get diagnostics v_files = row_count;
  delete from support.telegram_messages where conversation_id in (
    select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id);
  delete from support.messages where visitor_id = p_visitor_id;
  get diagnostics v_messages = row_count;
  delete from support.conversations where visitor_id = p_visitor_id;
  delete from support.visitors where id = p_visitor_id;

  delete from support.rate_limits as counter where right(counter.key, 36) = any (v_ids);
  delete from support.audit_logs as entry
  where entry.organization_id = v_visitor.organization_id and (
    entry.entity_id = any (v_ids) or entry.actor_id = p_visitor_id
    or exists (select from unnest(v_words) as word where strpos(lower(entry.change::text), word) > 0)
  );
  perform support.forget_broadcasts(p_visitor_id, v_visitor.organization_id, v_words);
  perform support.log_change(v_visitor.organization_id, 'visitors.erased');
  return jsonb_build_object('outcome', 'erased', 'messages', v_messages, 'files', v_files);
end
$$;
comment on function support.erase_visitor(uuid) is
  'Removes a visitor with everything they and others said to them, in one transaction: rows, counters, deliveries, inbox, '
  'log and broadcasts. Files and topics are queued for removal by ids that name nobody. Daily figures stay, being sums. '
  'Raises SC013.';

create function public.support_erase_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  perform support.assert_own_data(p_session_id, p_visitor_id, p_widget_id);
  perform set_config('support.actor', '{"kind": "visitor"}', true);
  return support.erase_visitor(p_visitor_id);
end
$$;
comment on function public.support_erase_visitor(uuid, uuid, uuid) is
  'A visitor erases themselves; blocked ones may too. The session ends with them. Raises SC010 to SC013, SC015.';

create function public.support_erase_visitor_by_agent(p_actor jsonb, p_visitor_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
begin
  return support.erase_visitor((support.find_visitor_for_actor(p_actor, p_visitor_id)).id);
end
$$;
comment on function public.support_erase_visitor_by_agent(jsonb, uuid) is
  'An admin erases a visitor who asked for it. Raises SC013, SC050, SC051, SC090.';

revoke all on function support.assert_own_data(uuid, uuid, uuid) from public;
revoke all on function support.find_visitor_for_actor(jsonb, uuid) from public;
revoke all on function support.export_visitor(support.visitors, boolean) from public;
revoke all on function support.telegram_places_of(uuid) from public;
revoke all on function support.forget_telegram_updates(uuid, text[]) from public;
revoke all on function support.forget_broadcasts(uuid, uuid, text[]) from public;
revoke all on function support.erase_visitor(uuid) from public;
revoke all on function public.support_export_visitor(uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_export_visitor_by_agent(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_erase_visitor(uuid, uuid, uuid) from public, anon, authenticated;
revoke all on function public.support_erase_visitor_by_agent(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.support_export_visitor(uuid, uuid, uuid) to service_role;
grant execute on function public.support_export_visitor_by_agent(jsonb, uuid) to service_role;
grant execute on function public.support_erase_visitor(uuid, uuid, uuid) to service_role;
grant execute on function public.support_erase_visitor_by_agent(jsonb, uuid) to service_role;
