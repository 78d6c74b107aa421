-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.quoted_seq(p_conversation support.conversations, p_message_id uuid, p_is_note boolean)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_quoted support.messages;
begin
  select message.* into v_quoted from support.messages as message
  where message.id = p_message_id and message.visitor_id = p_conversation.visitor_id and (p_is_note or not message.is_internal);
  if not found then
    raise exception 'the quoted message does not exist' using errcode = 'SC033', hint = 'Send it without the quote.';
  end if;
  -- The conversation may have ended while the visitor was writing; then the answer begins a new one, without the quote.
  return case when v_quoted.conversation_id = p_conversation.id then v_quoted.seq end;
end
$function$;

comment on function support.quoted_seq(p_conversation support.conversations, p_message_id uuid, p_is_note boolean) is 'The sequence of a quoted message; null when it belongs to an earlier conversation of the visitor. Only a note may quote a note. Raises SC033.';

-- Nobody but the owner has any privilege.
