-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_transcript(p_conversation_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_conversation_id;
  if not found then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  return jsonb_build_object(
    'conversation', support.conversation_json(v_conversation),
    'visitor', (
      select jsonb_build_object('id', visitor.id, 'name', visitor.name, 'email', visitor.email, 'locale', visitor.locale,
        'time_zone', visitor.context ->> 'time_zone', 'language', visitor.context ->> 'language')
      from support.visitors as visitor where visitor.id = v_conversation.visitor_id
    ),
    'widget', (
      select jsonb_build_object('id', widget.id, 'name', widget.name, 'branding', widget.branding,
        'localization', widget.localization)
      from support.widgets as widget where widget.id = v_conversation.widget_id
    ),
    'messages', coalesce((
      select jsonb_agg(support.message_json(page.message) order by page.seq)
      from (
        select message, message.seq from support.messages as message
        where message.conversation_id = p_conversation_id and not message.is_internal and message.deleted_at is null
        order by message.seq desc limit 1000
      ) as page
    ), '[]'::jsonb)
  );
end
$function$;

comment on function public.support_get_transcript(p_conversation_id uuid) is 'Everything a transcript is made of: the last 1000 messages that the visitor could see, in the widget''s colours. For the server, which sends it to an address that was asked for. Raises SC020.';

-- service_role may execute
