-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_widgets(p_limit integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_widget support.widgets;
  v_count bigint := 0;
  v_found bigint;
begin
  select widget.* into v_widget from support.widgets as widget
  where widget.deleted_at < now() - interval '30 days' order by widget.deleted_at limit 1 for update skip locked;
  if not found then
    return 0;
  end if;
  v_count := support.delete_conversations(array(
    select conversation.id from support.conversations as conversation where conversation.widget_id = v_widget.id limit p_limit));
  delete from support.visitor_events where id in (
    select event.id from support.visitor_events as event where event.widget_id = v_widget.id limit p_limit);
  get diagnostics v_found = row_count;
  v_count := v_count + v_found;
  delete from support.sessions where id in (
    select session.id from support.sessions as session where session.widget_id = v_widget.id limit p_limit for update skip locked);
  get diagnostics v_found = row_count;
  v_count := v_count + v_found;
  if v_count = 0 and not exists (
    select from support.conversations as conversation where conversation.widget_id = v_widget.id
  ) then
    delete from support.widgets where id = v_widget.id;
    v_count := 1;
  end if;
  return v_count;
end
$function$;

comment on function support.forget_widgets(p_limit integer) is 'A widget that was deleted a month ago: first, batch by batch, what was said there, then the widget.';

-- Nobody but the owner has any privilege.
