-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_settle_outbox(p_id bigint, p_outcome text, p_error text DEFAULT NULL::text, p_retry_seconds numeric DEFAULT NULL::numeric, p_sent jsonb DEFAULT '[]'::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_job support.outbox;
  v_seq bigint;
begin
  update support.outbox set
    state = case p_outcome when 'sent' then 'sent' when 'retry' then 'pending' else 'dead' end,
    error = left(p_error, 1000),
    leased_until = null,
    not_before = case when p_outcome = 'retry'
      then clock_timestamp() + make_interval(secs => coalesce(p_retry_seconds, least(60, power(2, attempts - 1)))::double precision)
      else not_before end,
    settled_at = clock_timestamp()
  where id = p_id and state = 'pending'
  returning * into v_job;
  if not found then
    return jsonb_build_object('state', null);
  end if;

  insert into support.telegram_messages (
    chat_id, message_id, thread_id, direction, role, part, conversation_id, support_message_id
  )
  select
    (sent ->> 'chat_id')::bigint, (sent ->> 'message_id')::bigint, (sent ->> 'thread_id')::bigint, 'out',
    coalesce(sent ->> 'role', 'message'), coalesce((sent ->> 'part')::integer, 1), v_job.conversation_id,
    case when sent ->> 'role' = 'message' then v_job.message_id end
  from jsonb_array_elements(coalesce(p_sent, '[]')) as sent
  where v_job.conversation_id is not null
  on conflict (chat_id, message_id) do nothing;

  if p_outcome = 'sent' and v_job.kind = 'visitor_message' then
    select message.seq into v_seq from support.messages as message where message.id = v_job.message_id;
    update support.conversations set delivered_seq = v_seq, revision = revision + 1
    where id = v_job.conversation_id and delivered_seq < v_seq;
  end if;
  return jsonb_build_object('state', v_job.state);
end
$function$;

comment on function public.support_settle_outbox(p_id bigint, p_outcome text, p_error text, p_retry_seconds numeric, p_sent jsonb) is 'sent (with the Telegram messages it became; raises the visitor''s "delivered" mark), retry after some seconds, or dead.';

-- service_role may execute
