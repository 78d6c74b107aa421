-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_email_answer(p_conversation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_widget support.widgets;
  v_minutes numeric;
  v_read_seq bigint;
  v_last_seq bigint;
  v_count bigint;
  v_seconds numeric;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_conversation_id;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
  select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
  v_minutes := support.setting_number(v_widget.behavior, 'email_answers_after_minutes', 5, 1440);
  if v_conversation.id is null or v_widget.deleted_at is not null or not v_widget.is_enabled or v_minutes = 0
      or not support.is_email(v_visitor.email) or support.is_banned(v_visitor) then
    return null;
  end if;
  -- Whoever wrote something has seen what was said before.
  v_read_seq := greatest(v_conversation.visitor_read_seq, v_conversation.emailed_seq, (
    select said.seq from support.messages as said
    where said.conversation_id = p_conversation_id and said.sender_kind = 'visitor'
    order by said.seq desc limit 1));
  select max(message.seq), count(*) into v_last_seq, v_count from support.messages as message
  where message.conversation_id = p_conversation_id and message.seq > v_read_seq
    and message.sender_kind in ('agent', 'bot') and not message.is_internal and message.deleted_at is null;
  if v_last_seq is null then
    return null;
  end if;
  v_seconds := ceil(extract(epoch from v_visitor.last_seen_at + make_interval(mins => v_minutes::integer) - now()));
  if v_seconds > 0 then
    return jsonb_build_object('outcome', 'later', 'seconds', v_seconds);
  end if;
  return jsonb_build_object(
    'outcome', 'due',
    'recipient', v_visitor.email,
    'conversation', jsonb_build_object('id', v_conversation.id, 'number', v_conversation.number),
    'visitor', jsonb_build_object(
      'id', v_visitor.id, 'name', v_visitor.name, 'locale', v_visitor.locale,
      'language', v_visitor.context ->> 'language', 'time_zone', v_visitor.context ->> 'time_zone',
      'is_identified', v_visitor.external_id is not null),
    'widget', jsonb_build_object(
      'id', v_widget.id, 'name', v_widget.name, 'branding', v_widget.branding, 'localization', v_widget.localization,
      'allowed_domains', to_jsonb(v_widget.allowed_domains), 'blocked_domains', to_jsonb(v_widget.blocked_domains)),
    'page_url', coalesce(v_conversation.context ->> 'page_url', v_visitor.context ->> 'page_url'),
    'last_seq', v_last_seq,
    'message_count', v_count,
    'messages', (
      select jsonb_agg(support.message_json(page.message) order by page.seq)
      from (
        select message, message.seq from support.messages as message
        where message.conversation_id = p_conversation_id and message.seq > v_read_seq
          and message.sender_kind in ('agent', 'bot') and not message.is_internal and message.deleted_at is null
        order by message.seq desc limit 20
      ) as page)
  );
end
$function$;

comment on function public.support_get_email_answer(p_conversation_id uuid) is 'What an absent visitor has not read and was not mailed yet: outcome due with the last 20 such messages, or later while the visitor was seen moments ago. Null when there is nothing to tell or nobody to tell it to.';

-- service_role may execute
