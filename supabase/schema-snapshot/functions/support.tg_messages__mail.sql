-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_messages__mail()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_visitor support.visitors;
  v_widget support.widgets;
  v_recipient text;
  v_minutes numeric;
  v_last timestamptz;
begin
  select conversation.* into v_conversation from support.conversations as conversation
  where conversation.id = new.conversation_id;

  if new.sender_kind = 'agent' then
    select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_conversation.visitor_id;
    if support.is_email(v_visitor.email) and not support.is_banned(v_visitor) then
      select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
      v_minutes := support.setting_number(v_widget.behavior, 'email_answers_after_minutes', 5, 1440);
      if v_minutes > 0 then
        perform support.enqueue_email_once(
          v_conversation, 'email_answer', v_visitor.email, '{}', now() + make_interval(mins => v_minutes::integer));
      end if;
    end if;
  elsif v_conversation.is_offline then
    if v_conversation.first_response_at is not null then
      -- It began out of hours, but somebody has answered since: it is a request again only while nobody is there.
      select widget.* into v_widget from support.widgets as widget where widget.id = v_conversation.widget_id;
      if support.widget_status(v_widget) = 'online' then
        return null;
      end if;
    end if;
    v_recipient := support.offline_recipient(v_conversation) ->> 'email';
    if v_recipient is not null then
      select max(earlier.created_at) into v_last from support.outbox as earlier
      where earlier.conversation_id = v_conversation.id and earlier.kind = 'email_offline_request';
      -- A minute, because people press enter after every sentence.
      perform support.enqueue_email_once(
        v_conversation, 'email_offline_request', v_recipient, jsonb_build_object('first_seq', new.seq),
        greatest(now() + interval '1 minute', v_last + interval '1 hour'));
    end if;
  end if;
  return null;
end
$function$;

comment on function support.tg_messages__mail() is 'Has the absent side told by e-mail: the visitor of an answer, the team of a request out of hours.';

-- Nobody but the owner has any privilege.
