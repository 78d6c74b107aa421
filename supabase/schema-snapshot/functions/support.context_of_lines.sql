-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.context_of_lines(p_job support.outbox)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when p_job.kind not in ('visitor_edit', 'visitor_deletion') or not exists (
      select from support.telegram_messages as known
      where known.conversation_id = p_job.conversation_id and known.further_message_ids <> '{}'
        and p_job.message_id in (select known.support_message_id union all select unnest(known.further_message_ids))
    ) then '{}'::jsonb
    else jsonb_build_object('sent_messages', (
      select jsonb_agg(jsonb_build_object(
          'chat_id', known.chat_id, 'message_id', known.message_id, 'thread_id', known.thread_id, 'part', known.part)
        || case when known.further_message_ids = '{}' then '{}'::jsonb else jsonb_build_object('lines', (
          select jsonb_agg(jsonb_build_object('text', line.body, 'deleted_at', line.deleted_at) order by line.seq)
          from support.messages as line
          where line.id = known.support_message_id or line.id = any (known.further_message_ids)
        )) end order by known.chat_id, known.part, known.message_id)
      from support.telegram_messages as known
      where known.conversation_id = p_job.conversation_id and known.direction = 'out' and known.role = 'message'
        and (known.support_message_id = p_job.message_id or p_job.message_id = any (known.further_message_ids))
    )) end
$function$;

comment on function support.context_of_lines(p_job support.outbox) is 'For a change of a line that went out together with others: the Telegram messages it is in, each with all of its lines as they are now.';

-- Nobody but the owner has any privilege.
