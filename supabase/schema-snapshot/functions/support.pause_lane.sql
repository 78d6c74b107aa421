-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.pause_lane(p_lane text, p_organization_id uuid, p_chat_id bigint, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_reason text := left(coalesce(nullif(btrim(p_reason), ''), 'unknown'), 300);
  v_lane support.outbox_lanes;
  v_chat support.telegram_chats;
begin
  insert into support.outbox_lanes as lane (lane, organization_id, paused_at, pause_reason, not_before)
  values (p_lane, p_organization_id, clock_timestamp(), v_reason, clock_timestamp() + interval '1 minute')
  on conflict (lane) do update set
    paused_at = coalesce(lane.paused_at, excluded.paused_at), pause_reason = excluded.pause_reason,
    not_before = greatest(lane.not_before, excluded.not_before)
  returning lane.* into v_lane;
  update support.telegram_chats as chat
  set state = 'paused', paused_at = coalesce(chat.paused_at, now()), pause_reason = v_reason, updated_at = now()
  where chat.chat_id = p_chat_id and chat.state <> 'paused';
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id;
  -- Once per pause, and not every time a right comes and goes.
  if v_chat.chat_id is not null and (v_lane.alerted_at is null
      or (v_lane.alerted_at < v_lane.paused_at and v_lane.alerted_at < clock_timestamp() - interval '1 hour'))
      and support.alert_owners(v_chat.organization_id, jsonb_build_object(
        'event', 'chat_paused', 'chat_id', p_chat_id, 'title', v_chat.title, 'reason', v_reason)) > 0 then
    update support.outbox_lanes set alerted_at = clock_timestamp() where lane = p_lane;
  end if;
end
$function$;

comment on function support.pause_lane(p_lane text, p_organization_id uuid, p_chat_id bigint, p_reason text) is 'The bot may not write there at the moment: everything waits, one delivery a minute tries, and the owners are told once.';

-- Nobody but the owner has any privilege.
