-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lease_further_lines(p_job support.outbox, p_limit integer, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  -- Below Telegram's 4096 units with room for the line that names the conversation. Bytes are never fewer than units, and
  -- what is shown is at most one character longer for every @ and /.
  c_most_bytes constant integer := 3800;
  v_ids bigint[];
  v_locked bigint[];
begin
  if p_job.kind <> 'visitor_message' or p_job.sent_parts > 0 then
    return '[]';
  end if;

  -- What else there is about this conversation keeps its place between the lines: they go together up to there.
  select array_agg(line.id order by line.id) into v_ids
  from (
    select later.id, bool_and(later.is_line) over in_order as is_line, sum(later.bytes) over in_order as bytes
    from (
      select job.id,
        octet_length(regexp_replace(message.body, '[@/]', '--', 'g')) + 1 as bytes,
        coalesce((job.id = p_job.id or (job.kind = 'visitor_message' and job.not_before <= p_now and job.sent_parts = 0
            and (job.leased_until is null or job.leased_until <= p_now)))
          and message.type = 'text' and message.reply_to_seq is null and message.deleted_at is null, false) as is_line
      from support.outbox as job left join support.messages as message on message.id = job.message_id
      where job.conversation_id = p_job.conversation_id and job.lane = p_job.lane and job.state = 'pending'
        and job.priority <= p_job.priority and job.id >= p_job.id
      order by job.id limit p_limit + 1
    ) as later
    window in_order as (order by later.id)
  ) as line
  where line.is_line and line.bytes <= c_most_bytes and line.id <> p_job.id;
  if v_ids is null then
    return '[]';
  end if;
  -- Somebody is changing one of them: then this line goes alone, rather than wait with the lane locked.
  select array_agg(job.id) into v_locked from (
    select further.id from support.outbox as further
    where further.id = any (v_ids) and further.state = 'pending' and further.lane = p_job.lane for update skip locked
  ) as job;
  if cardinality(v_locked) is distinct from cardinality(v_ids) then
    return '[]';
  end if;
  update support.outbox set leased_until = p_job.leased_until, attempts = attempts + 1 where id = any (v_ids);
  return (
    select jsonb_agg(jsonb_build_object('id', job.id::text, 'message_id', message.id, 'text', message.body) order by job.id)
    from support.outbox as job join support.messages as message on message.id = job.message_id
    where job.id = any (v_ids)
  );
end
$function$;

comment on function support.lease_further_lines(p_job support.outbox, p_limit integer, p_now timestamp with time zone) is 'Leases, along with a visitor''s line, those behind it that fit into the same Telegram message. Answers with what they say.';

-- Nobody but the owner has any privilege.
