-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_store_telegram_update(p_bot_id bigint, p_update_id bigint, p_lane text, p_update jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into support.telegram_updates (bot_id, update_id, lane, update)
  values (p_bot_id, p_update_id, p_lane, p_update)
  on conflict (bot_id, update_id) do nothing;
  return jsonb_build_object('stored', found);
end
$function$;

comment on function public.support_store_telegram_update(p_bot_id bigint, p_update_id bigint, p_lane text, p_update jsonb) is 'Stores an update before it is answered. Telegram repeats updates; the second one is not stored.';

-- service_role may execute
