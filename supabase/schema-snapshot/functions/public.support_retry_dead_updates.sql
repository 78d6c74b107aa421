-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_retry_dead_updates(p_bot_id bigint, p_update_ids bigint[] DEFAULT NULL::bigint[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_retried integer;
begin
  if p_bot_id is null then
    perform support.refuse('p_bot_id', 'name the bot');
  end if;
  update support.telegram_updates set
    state = 'pending', attempts = 0, not_before = now(), leased_until = null, settled_at = null
  where bot_id = p_bot_id and update_id in (
    select inbox.update_id from support.telegram_updates as inbox
    where inbox.bot_id = p_bot_id and inbox.state = 'dead' and (p_update_ids is null or inbox.update_id = any (p_update_ids))
    order by inbox.update_id limit 500 for update skip locked
  );
  get diagnostics v_retried = row_count;
  return jsonb_build_object('retried', v_retried);
end
$function$;

comment on function public.support_retry_dead_updates(p_bot_id bigint, p_update_ids bigint[]) is 'Makes updates that were given up due again, the named ones or all, at most 500 in a call, oldest first. Raises SC090.';

-- service_role may execute
