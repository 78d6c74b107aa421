-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_upsert_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_chat support.telegram_chats;
  v_known support.telegram_chats;
begin
  perform support.begin_change(p_actor, p_organization_id);
  perform support.check_settings('telegram_chat', p_chat, 'p_chat');
  if p_chat ->> 'department_id' is not null then
    perform support.assert_ids(p_organization_id, 'departments', array[(p_chat ->> 'department_id')::uuid], 'department_id');
  end if;
  select chat.* into v_known from support.telegram_chats as chat where chat.chat_id = (p_chat ->> 'chat_id')::bigint for update;
  begin
    insert into support.telegram_chats as chat (chat_id, organization_id, department_id, mode, bot_id, title, is_forum)
    values (
      (p_chat ->> 'chat_id')::bigint, p_organization_id, (p_chat ->> 'department_id')::uuid, coalesce(p_chat ->> 'mode', 'topics'),
      (p_chat ->> 'bot_id')::bigint, p_chat ->> 'title', (p_chat ->> 'is_forum')::boolean)
    on conflict (chat_id) do update set
      department_id = case when p_chat ? 'department_id' then excluded.department_id else chat.department_id end,
      mode = coalesce(p_chat ->> 'mode', chat.mode),
      bot_id = case when p_chat ? 'bot_id' then excluded.bot_id else chat.bot_id end,
      title = coalesce(excluded.title, chat.title),
      is_forum = coalesce(excluded.is_forum, chat.is_forum),
      updated_at = now()
    where chat.organization_id = p_organization_id
    returning chat.* into v_chat;
  exception when unique_violation then
    raise exception 'another group answers for this already' using errcode = 'SC006', hint = 'Disconnect that one first.';
  end;
  if v_chat.chat_id is null then
    raise exception 'this group is connected to another organization' using errcode = 'SC006';
  end if;
  return jsonb_build_object(
    'outcome', case when v_known.chat_id is null then 'created' else 'updated' end, 'telegram_chat', to_jsonb(v_chat));
end
$function$;

comment on function public.support_upsert_telegram_chat(p_actor jsonb, p_organization_id uuid, p_chat jsonb) is 'Connects a group, or changes how it is used. One group answers for a department, and one for all without their own. For admins. Raises SC003, SC006, SC050, SC051, SC090.';

-- service_role may execute
