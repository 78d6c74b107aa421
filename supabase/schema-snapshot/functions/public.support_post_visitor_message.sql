-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_post_visitor_message(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text, p_conversation_id uuid DEFAULT NULL::uuid, p_department_id uuid DEFAULT NULL::uuid, p_context jsonb DEFAULT '{}'::jsonb, p_ip_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_message support.messages;
begin
  p_context := coalesce(p_context, '{}');
  if p_message_id is null or p_text is null or p_text !~ '[^[:space:]]' then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  if char_length(p_text) > 4000 then
    raise exception 'a message may have at most 4000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;

  -- A repeat is answered like the first time, before any limit: the client could not know that it had worked.
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if not found then
    if p_conversation_id is not null then
      perform support.lock_visitor_conversation(v_session, p_conversation_id);
    end if;
    v_conversation := support.lock_open_conversation(v_session, p_department_id, p_context);
    -- The lock may have waited for the transaction that stored this very message.
    select message.* into v_message from support.messages as message where message.id = p_message_id;
  end if;
  if v_message.id is not null then
    if v_message.visitor_id <> p_visitor_id or v_message.sender_kind <> 'visitor' then
      raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
    end if;
    return jsonb_build_object('message', support.message_json(v_message));
  end if;

  perform support.count_hit('message:session:' || p_session_id::text, 5, interval '10 seconds');
  if p_ip_hash is not null then
    perform support.count_hit('message:ip:' || p_ip_hash, 60, interval '10 seconds');
  end if;

  update support.conversations
  set last_seq = last_seq + 1, revision = revision + 1, updated_at = now(),
      context = case when p_context = '{}' then context else p_context end
  where id = v_conversation.id returning * into v_conversation;
  if p_context <> '{}' then
    update support.visitors set context = p_context, last_seen_at = now() where id = p_visitor_id;
  end if;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body
  )
  values (
    v_conversation.id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, p_visitor_id,
    v_conversation.revision, 'visitor', p_text
  )
  on conflict (id) do nothing
  returning * into v_message;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  perform support.enqueue_telegram(
    v_conversation, 'visitor_message', jsonb_build_object('message_id', p_message_id), p_message_id);
  return jsonb_build_object('message', support.message_json(v_message));
end
$function$;

comment on function public.support_post_visitor_message(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text, p_conversation_id uuid, p_department_id uuid, p_context jsonb, p_ip_hash text) is 'Stores a visitor''s message: idempotent by its client-made id, rate limited, numbered, queued for the team, all or nothing. Raises SC002, SC010, SC011, SC012, SC014, SC020, SC021, SC030, SC031, SC032, SC040.';

-- service_role may execute
