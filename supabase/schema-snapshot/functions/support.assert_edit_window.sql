-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_edit_window(p_message support.messages, p_widget_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_minutes numeric;
begin
  select case when jsonb_typeof(widget.behavior -> 'edit_window_minutes') = 'number'
    then (widget.behavior ->> 'edit_window_minutes')::numeric else 15 end
  into v_minutes from support.widgets as widget where widget.id = p_widget_id;
  if p_message.created_at <= now() - make_interval(secs => least(v_minutes, 1000000)::double precision * 60) then
    raise exception 'it is too late to change this message' using
      errcode = 'SC034', hint = 'Write another message that corrects it.';
  end if;
end
$function$;

comment on function support.assert_edit_window(p_message support.messages, p_widget_id uuid) is 'Refuses what was said longer ago than the widget''s behavior.edit_window_minutes (15). Raises SC034.';

-- Nobody but the owner has any privilege.
