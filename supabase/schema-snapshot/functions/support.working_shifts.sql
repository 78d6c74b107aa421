-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.working_shifts(p_working_hours jsonb, p_day date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  -- Lenient paths: whatever is not shaped as it should be is not there, because a wrong setting must break no chat.
  select coalesce(case
    when jsonb_path_exists(p_working_hours, '$.holidays[*] ? (@.date == $day)', today.variables) then
      jsonb_path_query_array(p_working_hours, '$.holidays[*] ? (@.date == $day).hours[*]', today.variables)
    when jsonb_typeof(p_working_hours -> 'days') is distinct from 'object' or p_working_hours -> 'days' = '{}' then
      '[["00:00", "24:00"]]'
    else jsonb_path_query_array(p_working_hours -> 'days' -> to_char(p_day, 'dy'), '$[*]')
  end, '[]')
  from (select jsonb_build_object('day', to_char(p_day, 'YYYY-MM-DD')) as variables) as today
$function$;

comment on function support.working_shifts(p_working_hours jsonb, p_day date) is 'The shifts that begin on a day, [["09:00", "17:30"], …]: a holiday''s own, else those of its weekday, else all day.';

-- Nobody but the owner has any privilege.
