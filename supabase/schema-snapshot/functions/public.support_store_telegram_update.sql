-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_store_telegram_update(p_bot_id bigint, p_update_id bigint, p_lane text, p_update jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  if p_update_id is null then
    perform support.refuse('p_update_id', 'an update has a number');
  end if;
  if p_lane is null or char_length(p_lane) not between 1 and 200 then
    perform support.refuse('p_lane', 'an update needs a lane of at most 200 characters');
  end if;
  if p_update is null or jsonb_typeof(p_update) <> 'object' then
    perform support.refuse('p_update', 'an update is an object');
  end if;
  insert into support.telegram_updates (bot_id, update_id, lane, update)
  values (p_bot_id, p_update_id, p_lane, p_update)
  on conflict (bot_id, update_id) do nothing;
  return jsonb_build_object('stored', found);
end
$function$;

comment on function public.support_store_telegram_update(p_bot_id bigint, p_update_id bigint, p_lane text, p_update jsonb) is 'Stores an update before it is answered. Telegram repeats updates; the second one is not stored. Raises SC090.';

-- service_role may execute
