-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_post_system_message(p_conversation_id uuid, p_text text, p_content jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.post_system_message(
    support.lock_conversation(p_conversation_id), p_text, p_content);
begin
  return jsonb_build_object(
    'message', (
      select support.message_json(message) from support.messages as message
      where message.conversation_id = v_conversation.id and message.seq = v_conversation.last_seq
    ),
    'conversation', support.agent_conversation_json(v_conversation)
  );
end
$function$;

comment on function public.support_post_system_message(p_conversation_id uuid, p_text text, p_content jsonb) is 'A line of the chat''s own. Not idempotent: every call is a line. Raises SC020, SC030, SC032, SC090.';

-- service_role may execute
