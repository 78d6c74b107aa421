-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_telegram_message(p_chat_id bigint, p_telegram_message_id bigint, p_agent_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_message_id uuid;
  v_answer jsonb;
  v_answers jsonb[] := '{}';
begin
  for v_message_id in
    select message.id
    from support.telegram_messages as known
    join support.messages as message on message.id = any (known.support_message_id || known.further_message_ids)
    where known.chat_id = p_chat_id and known.message_id = p_telegram_message_id
      and message.organization_id = v_agent.organization_id
    order by message.seq
  loop
    v_answer := public.support_delete_message_by_agent(v_message_id, p_agent_id);
    if v_answer ->> 'outcome' = 'deleted' then
      v_answers := v_answers || v_answer;
    end if;
  end loop;
  if v_answer is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  return coalesce(v_answers[cardinality(v_answers)], v_answer);
end
$function$;

comment on function public.support_delete_telegram_message(p_chat_id bigint, p_telegram_message_id bigint, p_agent_id uuid) is 'The same, for the message behind a Telegram message (/del); of lines that went out together, all of them. Whatever is no message of ours is "unknown". Raises SC020, SC033, SC050, SC051.';

-- service_role may execute
