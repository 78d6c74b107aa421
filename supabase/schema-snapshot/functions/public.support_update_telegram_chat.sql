-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat_id bigint, p_change jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_answer jsonb;
begin
  perform support.begin_change(p_actor, p_organization_id);
  if p_change is null or jsonb_typeof(p_change) <> 'object' or p_change - array['mode', 'department_id'] <> '{}' then
    perform support.refuse('p_change', 'an object with mode and department_id');
  end if;
  perform from support.telegram_chats as chat
  where chat.chat_id = p_chat_id and chat.organization_id = p_organization_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  v_answer := public.support_upsert_telegram_chat(
    p_actor, p_organization_id, p_change || jsonb_build_object('chat_id', p_chat_id));
  return v_answer - 'outcome';
end
$function$;

comment on function public.support_update_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat_id bigint, p_change jsonb) is 'Changes how a connected group is used; what is not named stays. Connecting one takes more than its id. For admins. Raises SC003, SC006, SC007, SC050, SC051, SC090.';

-- service_role may execute
