-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat_id bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform support.begin_change(p_actor, p_organization_id);
  delete from support.telegram_chats as chat where chat.chat_id = p_chat_id and chat.organization_id = p_organization_id;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  update support.outbox set state = 'dead', settled_at = now(), leased_until = null, error = 'the group was disconnected'
  where lane = 'telegram:' || p_chat_id::text and state = 'pending';
  delete from support.outbox_lanes as lane where lane.lane = 'telegram:' || p_chat_id::text;
  return jsonb_build_object('outcome', 'deleted');
end
$function$;

comment on function public.support_delete_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat_id bigint) is 'Disconnects a group: its topics are forgotten, what still waited for it is given up. Conversations stay. For admins. Raises SC003, SC007, SC050, SC051, SC090.';

-- service_role may execute
