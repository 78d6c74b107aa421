-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_record_telegram_topic(p_visitor_id uuid, p_widget_id uuid, p_chat_id bigint, p_thread_id bigint, p_name text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_chat support.telegram_chats;
begin
  if p_thread_id is null then
    perform support.refuse('p_thread_id', 'a topic has a number');
  end if;
  if p_name is null or char_length(p_name) > 128 then
    perform support.refuse('p_name', 'a topic has a name of at most 128 characters');
  end if;
  select chat.* into v_chat from support.telegram_chats as chat where chat.chat_id = p_chat_id;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  -- Held, because being erased waits for it; whoever waits here for an erasure finds nobody.
  perform from support.visitors as visitor
  where visitor.id = p_visitor_id and visitor.organization_id = v_chat.organization_id for key share;
  if not found then
    raise exception 'no such visitor in this organization' using errcode = 'SC013';
  end if;
  if not exists (
    select from support.widgets as widget
    where widget.id = p_widget_id and widget.organization_id = v_chat.organization_id
  ) then
    raise exception 'no such widget in this organization' using errcode = 'SC001';
  end if;
  begin
    insert into support.telegram_topics as topic (visitor_id, widget_id, chat_id, thread_id, name)
    values (p_visitor_id, p_widget_id, p_chat_id, p_thread_id, p_name)
    on conflict (visitor_id, chat_id) do update set
      thread_id = excluded.thread_id, widget_id = excluded.widget_id, name = excluded.name, updated_at = now(),
      -- The same topic under another name is as open as before; a new one begins open and without an icon.
      state = case when topic.thread_id = excluded.thread_id then topic.state else 'open' end,
      icon = case when topic.thread_id = excluded.thread_id then topic.icon end,
      created_at = case when topic.thread_id = excluded.thread_id then topic.created_at else now() end;
  exception when unique_violation then
    raise exception 'this topic is another visitor''s' using errcode = 'SC006';
  end;
  return jsonb_build_object('thread_id', p_thread_id);
end
$function$;

comment on function public.support_record_telegram_topic(p_visitor_id uuid, p_widget_id uuid, p_chat_id bigint, p_thread_id bigint, p_name text) is 'Remembers a topic right after Telegram made it, so that a crash afterwards makes no second one. Raises SC001, SC006, SC007, SC013, SC090.';

-- service_role may execute
