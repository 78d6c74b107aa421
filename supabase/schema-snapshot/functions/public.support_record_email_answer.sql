-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_record_email_answer(p_conversation_id uuid, p_seq bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_seq bigint;
begin
  update support.conversations set emailed_seq = greatest(emailed_seq, least(p_seq, last_seq))
  where id = p_conversation_id and p_seq is not null returning emailed_seq into v_seq;
  return jsonb_build_object('emailed_seq', v_seq);
end
$function$;

comment on function public.support_record_email_answer(p_conversation_id uuid, p_seq bigint) is 'Remembers up to where an absent visitor was told by e-mail. Never goes back. Null when there is no such conversation.';

-- service_role may execute
