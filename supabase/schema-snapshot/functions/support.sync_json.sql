-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.sync_json(p_conversation support.conversations, p_after_revision bigint, p_limit integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_messages jsonb := '[]';
  v_count integer := 0;
begin
  if p_conversation.id is null then
    null;
  elsif p_after_revision <= 0 then
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.seq), '[]') into v_messages
    from (
      select message, message.seq from support.messages as message
      where message.conversation_id = p_conversation.id and not message.is_internal
      order by message.seq desc limit 50
    ) as page;
  else
    select coalesce(jsonb_agg(support.message_json(page.message) order by page.revision), '[]'), count(*)
    into v_messages, v_count
    from (
      select message, message.revision from support.messages as message
      where message.conversation_id = p_conversation.id and message.revision > p_after_revision and not message.is_internal
      order by message.revision limit p_limit
    ) as page;
  end if;
  return jsonb_build_object(
    'conversation', case when p_conversation.id is null then null else support.conversation_json(p_conversation) end,
    'messages', v_messages,
    'has_more', v_count >= p_limit
  );
end
$function$;

comment on function support.sync_json(p_conversation support.conversations, p_after_revision bigint, p_limit integer) is 'Everything after a revision, or the newest 50 messages when the revision is 0. The conversation row is read first, so whatever its revision names is among the messages.';

-- Nobody but the owner has any privilege.
