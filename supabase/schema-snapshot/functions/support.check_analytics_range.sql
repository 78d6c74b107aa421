-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.check_analytics_range(p_from date, p_to date)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  if p_from is null or not isfinite(p_from) then
    perform support.refuse('p_from', 'the first day is needed');
  elsif p_to is null or not isfinite(p_to) or p_to < p_from then
    perform support.refuse('p_to', 'the last day is needed, and may not lie before the first');
  elsif p_to - p_from > 365 then
    perform support.refuse('p_to', 'at most 366 days can be asked for at once');
  end if;
end
$function$;

comment on function support.check_analytics_range(p_from date, p_to date) is 'Raises SC090 unless it is a range of 1 to 366 days.';

-- Nobody but the owner has any privilege.
