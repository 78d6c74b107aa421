-- Purpose: what an agent formats arrives formatted: bold, code, links with words on them, on the visitor's screen, in what
--          Telegram is told elsewhere, and after an edit of nothing but formatting.
-- Objects: support.is_formatting, formatting_json, content_json, with_formatting; support.assert_message_content,
--          message_json, replace_text, outbox_context (changed); public.support_edit_agent_message (replaced by one that
--          takes formatting).
-- Undo:    drop the new functions; restore the others of 20261121121100, 20261121120500, 20261121121110, 20261121150020.
--
-- A message's formatting lies in content.entities: ranges of its text, offsets and lengths in UTF-16 units. On the wire it
-- stands beside the text (entities), and content is what is left. What a visitor sends is never formatting.

create function support.is_formatting(p_entities jsonb) returns boolean
language sql immutable
set search_path = ''
as $$
  select jsonb_typeof(p_entities) = 'array' and not exists (
    select from jsonb_array_elements(case jsonb_typeof(p_entities) when 'array' then p_entities else '[]' end)
      with ordinality as entity (value, place)
    where place > 100 or not coalesce(
      jsonb_typeof(value) = 'object'
      and jsonb_typeof(value -> 'offset') = 'number' and value ->> 'offset' ~ '^[0-9]{1,5}$'
      and jsonb_typeof(value -> 'length') = 'number' and value ->> 'length' ~ '^[1-9][0-9]{0,4}$'
      and case
        when value ->> 'type' in ('bold', 'italic', 'underline', 'strikethrough', 'code', 'spoiler', 'blockquote')
          then value - array['type', 'offset', 'length'] = '{}'
        when value ->> 'type' = 'pre' then value - array['type', 'offset', 'length', 'language'] = '{}'
          and (not value ? 'language' or (jsonb_typeof(value -> 'language') = 'string' and value ->> 'language' ~ '^[A-Za-z0-9_+#.-]{1,40}$'))
        when value ->> 'type' = 'link' then value - array['type', 'offset', 'length', 'url'] = '{}'
          and jsonb_typeof(value -> 'url') = 'string'
          and value ->> 'url' ~ '^(https?://|mailto:|tel:)[^[:space:]]+$' and char_length(value ->> 'url') <= 2048
        else false
      end,
    false)
  )
$$;
comment on function support.is_formatting(jsonb) is
  'Whether these are at most 100 ranges of kinds we know, links with harmless schemes. Whether they lie within the text is '
  'for whoever draws them to see: they are counted in UTF-16 units, and a text may change under them.';
revoke all on function support.is_formatting(jsonb) from public, anon, authenticated;

create function support.formatting_json(p_sender_kind text, p_content jsonb) returns jsonb
language sql immutable
set search_path = ''
as $$
  select case when p_sender_kind in ('agent', 'bot') and p_content ? 'entities'
    then jsonb_build_object('entities', p_content -> 'entities') else '{}'::jsonb end
$$;
comment on function support.formatting_json(text, jsonb) is
  'The formatting of a message with this content, as entities; an empty object when there is none, or a visitor wrote it.';
revoke all on function support.formatting_json(text, jsonb) from public, anon, authenticated;

create function support.content_json(p_sender_kind text, p_content jsonb) returns jsonb
language sql immutable
set search_path = ''
as $$
  select case
    when p_content is null then '{}'::jsonb
    when support.formatting_json(p_sender_kind, p_content) = '{}' then jsonb_build_object('content', p_content)
    when p_content - 'entities' = '{}' then support.formatting_json(p_sender_kind, p_content)
    else support.formatting_json(p_sender_kind, p_content) || jsonb_build_object('content', p_content - 'entities')
  end
$$;
comment on function support.content_json(text, jsonb) is
  'A message''s content as clients receive it: its formatting as entities, and as content what else there is.';
revoke all on function support.content_json(text, jsonb) from public, anon, authenticated;

create function support.with_formatting(p_content jsonb, p_entities jsonb) returns jsonb
language sql immutable
set search_path = ''
as $$
  select case
    when jsonb_array_length(p_entities) > 0 then coalesce(p_content, '{}') || jsonb_build_object('entities', p_entities)
    when p_content ? 'entities' then nullif(p_content - 'entities', '{}')
    else p_content
  end
$$;
comment on function support.with_formatting(jsonb, jsonb) is
  'Content with this formatting instead of its own; null and an empty list take it away.';
revoke all on function support.with_formatting(jsonb, jsonb) from public, anon, authenticated;

-- Only the formatting is added to these, whatever else they do by now.
do $do$
declare
  v_changed record;
  v_definition text;
begin
  for v_changed in select * from (values
    ('support.assert_message_content(text, jsonb, boolean, text[])',
     $$    perform support.refuse('p_content', 'the content is an object of at most 32768 bytes');
  end if;$$,
     $$    perform support.refuse('p_content', 'the content is an object of at most 32768 bytes');
  end if;
  if p_content ? 'entities' and not support.is_formatting(p_content -> 'entities') then
    perform support.refuse('p_content', 'its entities are at most 100 ranges, each with type, offset and length');
  end if;$$),
    ('support.message_json(support.messages)',
     $$case when p_message.content is null then '{}'::jsonb else jsonb_build_object('content', p_message.content) end$$,
     $$support.content_json(p_message.sender_kind, p_message.content)$$),
    ('support.replace_text(support.conversations, support.messages, text)',
     $$update support.messages set body = coalesce(p_text, ''), edited_at$$,
     $$update support.messages set
    -- Ranges of the old words mean nothing in the new ones.
    body = coalesce(p_text, ''), content = support.with_formatting(content, null), edited_at$$),
    ('support.outbox_context(support.outbox)',
     $$support.quoted_in_telegram(p_job.chat_id, v_message)) end,$$,
     $$support.quoted_in_telegram(p_job.chat_id, v_message))
      || support.formatting_json(v_message.sender_kind, v_message.content) end,$$),
    ('support.outbox_context(support.outbox)',
     $$'is_internal', line.is_internal
      ) order by line.seq)$$,
     $$'is_internal', line.is_internal
      ) || support.formatting_json(line.sender_kind, line.content) order by line.seq)$$)
  ) as change (name, present, wanted)
  loop
    v_definition := pg_get_functiondef(v_changed.name::regprocedure);
    if strpos(v_definition, v_changed.present) = 0 then
      raise exception '% has no place for formatting', v_changed.name;
    end if;
    execute replace(v_definition, v_changed.present, v_changed.wanted);
  end loop;
end
$do$;

drop function public.support_edit_agent_message(bigint, bigint, text);
create function public.support_edit_agent_message(
  p_chat_id bigint, p_telegram_message_id bigint, p_text text, p_entities jsonb default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_message support.messages;
  v_conversation support.conversations;
  v_content jsonb;
begin
  if char_length(p_text) > 16000 then
    raise exception 'an answer may have at most 16000 characters' using errcode = 'SC032', hint = 'Send it in parts.';
  end if;
  if jsonb_typeof(p_entities) = 'null' then
    p_entities := null;
  end if;
  if not support.is_formatting(p_entities) then
    perform support.refuse('p_entities', 'formatting is at most 100 ranges, each with type, offset and length');
  end if;
  select message.* into v_message
  from support.telegram_messages as known join support.messages as message on message.id = known.support_message_id
  where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id and known.direction = 'in';
  -- A file needs no words: its caption may be edited away.
  if p_text is null or (p_text !~ '[^[:space:]]' and coalesce(v_message.type, 'text') not in ('file', 'image')) then
    raise exception 'a message needs a text' using errcode = 'SC030';
  end if;
  if v_message.id is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  v_conversation := support.lock_conversation(v_message.conversation_id);
  -- As it is once nobody else can change it.
  select message.* into v_message from support.messages as message where message.id = v_message.id;
  v_content := support.with_formatting(v_message.content, p_entities);
  if octet_length(v_content::text) > 32768 then
    perform support.refuse('p_entities', 'formatting takes at most 32768 bytes');
  end if;
  if v_message.deleted_at is not null or (v_message.body = p_text and v_message.content is not distinct from v_content) then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update support.conversations set revision = revision + 1, updated_at = now()
  where id = v_conversation.id returning * into v_conversation;
  update support.messages set
    body = p_text, content = v_content, edited_at = clock_timestamp(), revision = v_conversation.revision
  where id = v_message.id returning * into v_message;
  return jsonb_build_object('outcome', 'edited', 'message', support.message_json(v_message));
end
$$;
comment on function public.support_edit_agent_message(bigint, bigint, text, jsonb) is
  'Mirrors an edit made in Telegram, of words or of formatting (none: the text is plain from now on); files stay with their '
  'message. An edit that changes nothing takes no revision. Raises SC030, SC032, SC090.';
revoke all on function public.support_edit_agent_message(bigint, bigint, text, jsonb) from public, anon, authenticated;
grant execute on function public.support_edit_agent_message(bigint, bigint, text, jsonb) to service_role;

comment on column support.messages.content is
  'What type needs: a card''s fields and buttons, a form''s fields, quick replies, or a system event and its data. entities: how the text is formatted.';
