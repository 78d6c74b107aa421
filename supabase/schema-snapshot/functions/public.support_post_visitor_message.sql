-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_post_visitor_message(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text, p_conversation_id uuid DEFAULT NULL::uuid, p_department_id uuid DEFAULT NULL::uuid, p_context jsonb DEFAULT '{}'::jsonb, p_ip_hash text DEFAULT NULL::text, p_type text DEFAULT 'text'::text, p_content jsonb DEFAULT NULL::jsonb, p_reply_to uuid DEFAULT NULL::uuid, p_attachment_ids uuid[] DEFAULT '{}'::uuid[], p_prechat jsonb DEFAULT NULL::jsonb, p_category text DEFAULT NULL::text, p_subject text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations;
  v_message support.messages;
  v_type text := coalesce(p_type, 'text');
  v_has_files boolean := coalesce(cardinality(p_attachment_ids), 0) > 0;
  v_messages_per_minute integer;
  v_is_offline boolean;
  v_reply_to_seq bigint;
begin
  p_context := coalesce(p_context, '{}');
  if p_message_id is null then
    raise exception 'a message needs an id and a text' using errcode = 'SC030';
  end if;
  perform support.assert_message_text(p_text, 4000, v_has_files);
  if v_type <> 'text' or p_content is not null then
    perform support.assert_message_content(v_type, p_content, v_has_files, array['text', 'file', 'image', 'form']);
  end if;
  if jsonb_typeof(p_context) <> 'object' or octet_length(p_context::text) > 16384 then
    perform support.refuse('p_context', 'the context is an object of at most 16384 bytes');
  end if;
  if jsonb_typeof(p_prechat) <> 'object' then
    perform support.refuse('p_prechat', 'the answers are an object');
  end if;
  if char_length(p_ip_hash) > 200 then
    perform support.refuse('p_ip_hash', 'this is no hash of an address');
  end if;

  -- A repeat is answered like the first time, before any limit: the client could not know that it had worked.
  select message.* into v_message from support.messages as message where message.id = p_message_id;
  if not found then
    -- Only looked at, not locked: the message may go into another one, and two are locked in the order of their ids.
    if p_conversation_id is not null and not exists (
      select from support.conversations as conversation
      where conversation.id = p_conversation_id and conversation.visitor_id = p_visitor_id
        and conversation.widget_id = p_widget_id
    ) then
      raise exception 'no such conversation' using errcode = 'SC020';
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
  select plan.messages_per_minute into v_messages_per_minute
  from support.organizations as organization join support.plans as plan on plan.id = organization.plan
  where organization.id = v_conversation.organization_id;
  if v_messages_per_minute is not null then
    perform support.count_hit(
      'message:organization:' || v_conversation.organization_id::text, v_messages_per_minute, interval '1 minute');
  end if;

  if p_reply_to is not null then
    v_reply_to_seq := support.quoted_seq(v_conversation, p_reply_to, false);
  end if;
  -- A conversation made by this call knows it; one that was opened hours before the first word does not.
  if v_conversation.last_seq = 0 and v_conversation.created_at < now() then
    select support.widget_status(widget) <> 'online' into v_is_offline
    from support.widgets as widget where widget.id = p_widget_id;
  end if;
  update support.conversations
  set last_seq = last_seq + 1, revision = revision + 1, updated_at = now(), last_message_at = now(),
      waiting_since = coalesce(waiting_since, now()), is_offline = coalesce(v_is_offline, is_offline),
      context = case when p_context = '{}' then context else p_context end
  where id = v_conversation.id returning * into v_conversation;
  if p_context <> '{}' then
    update support.visitors set context = p_context, last_seen_at = now() where id = p_visitor_id;
  end if;
  if v_has_files then
    v_type := support.attach_files(v_conversation, p_message_id, p_attachment_ids);
  end if;
  insert into support.messages (
    conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, type, body, content, reply_to_seq
  )
  values (
    v_conversation.id, v_conversation.last_seq, p_message_id, v_conversation.organization_id, p_visitor_id,
    v_conversation.revision, 'visitor', v_type, coalesce(p_text, ''), p_content, v_reply_to_seq
  )
  on conflict (id) do nothing
  returning * into v_message;
  if not found then
    raise exception 'this message id is taken' using errcode = 'SC031', hint = 'Make a new random id.';
  end if;
  if v_conversation.snoozed_until is not null or p_prechat is not null or p_category is not null or p_subject is not null then
    v_conversation := support.describe_conversation(v_conversation, p_prechat, p_category, p_subject);
  end if;
  perform support.enqueue_telegram(
    v_conversation, 'visitor_message', jsonb_build_object('message_id', p_message_id), p_message_id);
  return jsonb_build_object('message', support.message_json(v_message));
end
$function$;

comment on function public.support_post_visitor_message(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_message_id uuid, p_text text, p_conversation_id uuid, p_department_id uuid, p_context jsonb, p_ip_hash text, p_type text, p_content jsonb, p_reply_to uuid, p_attachment_ids uuid[], p_prechat jsonb, p_category text, p_subject text) is 'Stores a visitor''s message: idempotent by its client-made id, rate limited, numbered, queued for the team, all or nothing. With files the text may be empty. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC015, SC020, SC021, SC030 to SC033, SC040, SC060, SC062, SC063, SC064, SC090.';

-- service_role may execute
