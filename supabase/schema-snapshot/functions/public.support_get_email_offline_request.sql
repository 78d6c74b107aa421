-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_email_offline_request(p_conversation_id uuid, p_first_seq bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations;
  v_recipient jsonb;
  v_messages jsonb;
begin
  select conversation.* into v_conversation from support.conversations as conversation where conversation.id = p_conversation_id;
  v_recipient := support.offline_recipient(v_conversation);
  if v_recipient is null or exists (
    select from support.messages as answer
    where answer.conversation_id = p_conversation_id and answer.seq > p_first_seq and answer.sender_kind = 'agent'
      and not answer.is_internal
  ) then
    return null;
  end if;
  select jsonb_agg(support.message_json(page.message) order by page.seq) into v_messages
  from (
    select message, message.seq from support.messages as message
    where message.conversation_id = p_conversation_id and message.seq >= p_first_seq and message.sender_kind = 'visitor'
      and message.deleted_at is null
    order by message.seq desc limit 50
  ) as page;
  if v_messages is null then
    return null;
  end if;
  return (
    select jsonb_build_object(
      'recipient', v_recipient ->> 'email',
      'locale', v_recipient ->> 'locale',
      'time_zone', organization.time_zone,
      'conversation', jsonb_build_object(
        'id', v_conversation.id, 'number', v_conversation.number, 'subject', v_conversation.subject,
        'category', v_conversation.category, 'department', (
          select department.name from support.departments as department where department.id = v_conversation.department_id)),
      'visitor', jsonb_build_object(
        'name', visitor.name, 'email', visitor.email, 'phone', visitor.phone,
        'language', coalesce(visitor.locale, visitor.context ->> 'language'), 'country', visitor.context ->> 'country',
        'page_url', coalesce(v_conversation.context ->> 'page_url', visitor.context ->> 'page_url')),
      'widget', jsonb_build_object(
        'id', widget.id, 'name', widget.name, 'branding', widget.branding, 'localization', widget.localization),
      'prechat', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'label', coalesce(field.value ->> 'label', answer.key), 'value', answer.value) order by field.position, answer.key), '[]')
        from jsonb_each(v_conversation.prechat) as answer
        left join jsonb_array_elements(
          case when jsonb_typeof(widget.prechat -> 'fields') = 'array' then widget.prechat -> 'fields' else '[]' end
        ) with ordinality as field (value, position) on field.value ->> 'name' = answer.key),
      'messages', v_messages)
    from support.widgets as widget
    join support.organizations as organization on organization.id = widget.organization_id
    join support.visitors as visitor on visitor.id = v_conversation.visitor_id
    where widget.id = v_conversation.widget_id
  );
end
$function$;

comment on function public.support_get_email_offline_request(p_conversation_id uuid, p_first_seq bigint) is 'What a visitor asked from a message on while nobody was there, with what is known of them, for the department''s address. Null when it was answered meanwhile, taken back, or there is nobody to tell.';

-- service_role may execute
