-- Purpose: what a visitor does after the conversation: rating it, and having it sent to them.
-- Objects: support.is_email; public.support_rate_conversation, support_request_transcript, support_get_transcript.
-- Undo:    drop the functions.

create function public.support_rate_conversation(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid,
  p_rating integer default null, p_comment text default null, p_nps integer default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_changed support.conversations;
begin
  if p_rating is null and p_nps is null and p_comment is null then
    perform support.refuse('p_rating', 'give stars, a recommendation or a comment');
  end if;
  if p_rating not between 1 and 5 then
    perform support.refuse('p_rating', 'a rating is 1 to 5');
  end if;
  if p_nps not between 0 and 10 then
    perform support.refuse('p_nps', 'a recommendation is 0 to 10');
  end if;
  if char_length(p_comment) > 2000 then
    perform support.refuse('p_comment', 'a comment has at most 2000 characters');
  end if;
  perform support.count_hit('rate:session:' || p_session_id::text, 20, interval '1 minute');
  update support.conversations set
    rating = coalesce(p_rating, rating),
    nps = coalesce(p_nps, nps),
    rating_comment = case when p_comment is null then rating_comment else nullif(btrim(p_comment), '') end,
    rated_at = clock_timestamp(), revision = revision + 1, updated_at = now()
  where id = p_conversation_id and (rating, nps, rating_comment) is distinct from (
    coalesce(p_rating, rating), coalesce(p_nps, nps),
    case when p_comment is null then rating_comment else nullif(btrim(p_comment), '') end
  )
  returning * into v_changed;
  if found then
    v_conversation := v_changed;
  end if;
  return jsonb_build_object('conversation', support.conversation_json(v_conversation));
end
$$;
comment on function public.support_rate_conversation(uuid, uuid, uuid, uuid, integer, text, integer) is
  'What the visitor thinks of it, as often as they like; the last word counts, and what is not given stays. Raises what '
  'assert_session raises, and SC020, SC040, SC090.';

create function support.is_email(p_text text) returns boolean
language sql immutable
set search_path = ''
as $$
  select coalesce(char_length(p_text) <= 320 and p_text ~ '^[^@[:space:][:cntrl:]<>,;"]+@[^@[:space:][:cntrl:]<>,;"]+$', false)
$$;
comment on function support.is_email(text) is
  'Whether something could be one e-mail address. Only sending shows whether it is one; this keeps out lists and headers.';

create function public.support_request_transcript(
  p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_email text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_email text := nullif(btrim(p_email), '');
begin
  if v_email is null then
    select visitor.email into v_email from support.visitors as visitor where visitor.id = p_visitor_id;
  end if;
  if not support.is_email(v_email) then
    perform support.refuse('p_email', 'this is no e-mail address');
  end if;
  perform support.count_hit('transcript:visitor:' || p_visitor_id::text, 3, interval '1 hour');
  -- Nobody is to be flooded by visitors who come as somebody new each time. The address itself is not kept for that.
  perform support.count_hit(
    'transcript:address:' || encode(sha256(convert_to(lower(v_email), 'UTF8')), 'hex'), 10, interval '1 day');
  perform support.enqueue_email(
    v_conversation.organization_id, 'email_transcript', v_email,
    jsonb_build_object('conversation_id', p_conversation_id, 'last_seq', v_conversation.last_seq),
    p_conversation_id);
  return jsonb_build_object('outcome', 'queued', 'recipient', v_email);
end
$$;
comment on function public.support_request_transcript(uuid, uuid, uuid, uuid, text) is
  'Has the conversation sent by e-mail, to the visitor''s own address unless another is given. Three in an hour. Raises '
  'what assert_session raises, and SC020, SC040, SC090.';

create function public.support_get_transcript(p_conversation_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_conversation_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return jsonb_build_object(
    'conversation', support.conversation_json(v_conversation),
    'visitor', (
      select jsonb_build_object('id', visitor.id, 'name', visitor.name, 'email', visitor.email, 'locale', visitor.locale,
        'time_zone', visitor.context ->> 'time_zone', 'language', visitor.context ->> 'language')
      from support.visitors as visitor where visitor.id = v_conversation.visitor_id
    ),
    'widget', (
      select jsonb_build_object('id', widget.id, 'name', widget.name, 'branding', widget.branding,
        'localization', widget.localization)
      from support.widgets as widget where widget.id = v_conversation.widget_id
    ),
    'messages', coalesce((
      select jsonb_agg(support.message_json(page.message) order by page.seq)
      from (
        select message, message.seq from support.messages as message
        where message.conversation_id = p_conversation_id and not message.is_internal and message.deleted_at is null
        order by message.seq desc limit 1000
      ) as page
    ), '[]'::jsonb)
  );
end
$$;
comment on function public.support_get_transcript(uuid) is
  'Everything a transcript is made of: the last 1000 messages that the visitor could see, in the widget''s colours. For '
  'the server, which sends it to an address that was asked for. Raises SC020.';

revoke all on function support.is_email(text) from public;
revoke all on function public.support_rate_conversation(uuid, uuid, uuid, uuid, integer, text, integer) from public, anon, authenticated;
revoke all on function public.support_request_transcript(uuid, uuid, uuid, uuid, text) from public, anon, authenticated;
revoke all on function public.support_get_transcript(uuid) from public, anon, authenticated;
grant execute on function public.support_rate_conversation(uuid, uuid, uuid, uuid, integer, text, integer) to service_role;
grant execute on function public.support_request_transcript(uuid, uuid, uuid, uuid, text) to service_role;
grant execute on function public.support_get_transcript(uuid) to service_role;
