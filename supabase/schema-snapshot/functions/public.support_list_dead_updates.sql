-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_dead_updates(p_bot_id bigint, p_before_update_id bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_updates jsonb;
  v_count integer;
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  select coalesce(jsonb_agg(page.entry order by page.update_id desc) filter (where page.place <= v_limit), '[]'), count(*)
  into v_updates, v_count
  from (
    select inbox.update_id, row_number() over (order by inbox.update_id desc) as place, jsonb_build_object(
      'update_id', inbox.update_id, 'lane', inbox.lane, 'attempts', inbox.attempts, 'error', inbox.error,
      'created_at', inbox.created_at, 'settled_at', inbox.settled_at) as entry
    from support.telegram_updates as inbox
    where inbox.bot_id = p_bot_id and inbox.state = 'dead'
      and (p_before_update_id is null or inbox.update_id < p_before_update_id)
    order by inbox.update_id desc limit v_limit + 1
  ) as page;
  return jsonb_build_object(
    'updates', v_updates,
    'has_more', v_count > v_limit,
    'next_cursor', case when v_count > v_limit then v_updates -> -1 ->> 'update_id' end
  );
end
$function$;

comment on function public.support_list_dead_updates(p_bot_id bigint, p_before_update_id bigint, p_limit integer) is 'Updates that were given up, newest first, without their content, which is what people wrote. Raises SC090.';

-- service_role may execute
