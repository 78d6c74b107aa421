-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_record_outbox_part(p_id bigint, p_sent jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_job support.outbox;
begin
  if p_sent is null or jsonb_typeof(p_sent) <> 'object' then
    perform support.refuse('p_sent', 'a part is one Telegram message');
  end if;
  perform support.assert_sent_messages(jsonb_build_array(p_sent));
  select job.* into v_job from support.outbox as job where job.id = p_id and job.state = 'pending';
  if not found then
    return jsonb_build_object('sent_parts', null);
  end if;
  perform from support.conversations as conversation where conversation.id = v_job.conversation_id for no key update;
  update support.outbox set sent_parts = greatest(sent_parts, coalesce((p_sent ->> 'part')::integer, 1))
  where id = p_id and state = 'pending' returning * into v_job;
  if not found then
    return jsonb_build_object('sent_parts', null);
  end if;
  perform support.remember_sent(v_job, jsonb_build_array(p_sent));
  -- Handing the delivery out has counted its first message.
  if coalesce((p_sent ->> 'part')::integer, 1) > 1 then
    update support.outbox_lanes set sent_in_window = sent_in_window + 1 where lane = v_job.lane;
  end if;
  return jsonb_build_object('sent_parts', v_job.sent_parts);
end
$function$;

comment on function public.support_record_outbox_part(p_id bigint, p_sent jsonb) is 'Remembers one part of a long text right after it was sent, so that a retry goes on after it. Null when the delivery was settled before. Raises SC090.';

-- service_role may execute
