-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.erase_visitor(p_visitor_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_visitor support.visitors;
  v_ids text[];
  v_words text[];
  v_messages bigint;
  v_files bigint;
begin
  -- From here on nobody writes for them or starts another conversation; who waits for a lock finds them gone.
  perform support.lock_visitors(array[p_visitor_id]);
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id;
  if not found then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  select array_agg(known.id::text) into v_ids from (
    select p_visitor_id as id
    union all
    select merged.id from support.merged_visitors as merged where merged.visitor_id = p_visitor_id
    union all
    select session.id from support.sessions as session where session.visitor_id = p_visitor_id
    union all
    select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id
  ) as known;
  -- What names this one person wherever it stands. A first name does not, so names are not looked for in others' words.
  v_words := v_ids
    || case when char_length(v_visitor.email) >= 6 then array[lower(v_visitor.email)] else '{}' end
    || case when char_length(v_visitor.phone) >= 6 then array[lower(v_visitor.phone)] else '{}' end
    || case when char_length(v_visitor.external_id) >= 6 then array[lower(v_visitor.external_id)] else '{}' end;

  perform support.forget_telegram_updates(p_visitor_id, v_words);
  delete from support.outbox as job
  where job.organization_id = v_visitor.organization_id and (
    job.conversation_id in (
      select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id)
    or lower(job.recipient) = lower(v_visitor.email)
    or exists (select from unnest(v_words) as word where strpos(lower(job.payload::text || coalesce(job.error, '')), word) > 0)
  );
  perform support.enqueue_chat(
    v_visitor.organization_id, topic.chat_id, 'forget_topic',
    jsonb_build_object('chat_id', topic.chat_id, 'thread_id', topic.thread_id))
  from support.telegram_topics as topic where topic.visitor_id = p_visitor_id;

  -- Set by set, because a cascade from the visitor would look for each message's deliveries and files one by one.
  delete from support.attachments where visitor_id = p_visitor_id;
  get diagnostics v_files = row_count;
  delete from support.telegram_messages where conversation_id in (
    select conversation.id from support.conversations as conversation where conversation.visitor_id = p_visitor_id);
  delete from support.messages where visitor_id = p_visitor_id;
  get diagnostics v_messages = row_count;
  delete from support.conversations where visitor_id = p_visitor_id;
  delete from support.visitors where id = p_visitor_id;

  delete from support.rate_limits as counter where right(counter.key, 36) = any (v_ids);
  delete from support.audit_logs as entry
  where entry.organization_id = v_visitor.organization_id and (
    entry.entity_id = any (v_ids) or entry.actor_id = p_visitor_id
    or exists (select from unnest(v_words) as word where strpos(lower(entry.change::text), word) > 0)
  );
  -- What others are telling all visitors at this moment reaches the log of broadcasts before it is searched.
  perform pg_advisory_xact_lock(hashtextextended('support.announce:' || v_visitor.organization_id::text, 0));
  perform support.forget_broadcasts(p_visitor_id, v_visitor.organization_id, v_words);
  perform support.log_change(v_visitor.organization_id, 'visitors.erased');
  return jsonb_build_object('outcome', 'erased', 'messages', v_messages, 'files', v_files);
end
$function$;

comment on function support.erase_visitor(p_visitor_id uuid) is 'Removes a visitor with everything they and others said to them, in one transaction: rows, counters, deliveries, inbox, log and broadcasts. Files and topics are queued for removal by ids that name nobody. Daily figures stay, being sums. Raises SC013.';

-- Nobody but the owner has any privilege.
