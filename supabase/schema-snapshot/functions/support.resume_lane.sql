-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.resume_lane(p_lane text, p_chat_id bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_is_changed boolean;
begin
  update support.outbox_lanes set paused_at = null, pause_reason = null, not_before = clock_timestamp()
  where lane = p_lane and paused_at is not null;
  v_is_changed := found;
  update support.telegram_chats
  set state = 'active', paused_at = null, pause_reason = null, updated_at = now()
  where chat_id = p_chat_id and state = 'paused';
  return v_is_changed or found;
end
$function$;

comment on function support.resume_lane(p_lane text, p_chat_id bigint) is 'The bot may write there again. Answers whether it could not before.';

-- Nobody but the owner has any privilege.
