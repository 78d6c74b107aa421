-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_record_telegram_topic(p_visitor_id uuid, p_widget_id uuid, p_chat_id bigint, p_thread_id bigint, p_name text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into support.telegram_topics (visitor_id, widget_id, chat_id, thread_id, name)
  values (p_visitor_id, p_widget_id, p_chat_id, p_thread_id, p_name)
  on conflict (visitor_id, chat_id) do update set
    thread_id = excluded.thread_id, widget_id = excluded.widget_id, name = excluded.name, state = 'open', created_at = now();
  return jsonb_build_object('thread_id', p_thread_id);
end
$function$;

comment on function public.support_record_telegram_topic(p_visitor_id uuid, p_widget_id uuid, p_chat_id bigint, p_thread_id bigint, p_name text) is 'Remembers a topic right after Telegram made it, so that a crash afterwards makes no second one.';

-- service_role may execute
